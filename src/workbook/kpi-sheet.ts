import {
  kpiOf,
  primaryComparisons,
  type ResultComparison,
  type ResultEstimate,
  type ResultKpi,
  unitName,
} from '../results/lookup.ts';
import { directionWords, measureOf, statisticWords } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { head, number, numberHead, row, text, word } from './cells.ts';
import { draftSheet, holdHead, SHEETS } from './sheet-draft.ts';
import type { Format, Look } from './style.ts';
import type { Cell, Row, Sheet } from './workbook.ts';

/** Where a KPI's verdict stands, for formulas that count them. */
export const VERDICT_COLUMN = 11;

const COLUMNS = [26, 17, 24, 9, 9, 10, 10, 10, 11, 10, 16, 8, 11, 11, 54];
const HEADS: Cell[] = [
  head('KPI'),
  head('Unit'),
  head('Measured as'),
  numberHead('Periods before'),
  numberHead('Periods after'),
  numberHead('Baseline'),
  numberHead('After'),
  numberHead('Effect'),
  numberHead('95 % from'),
  numberHead('95 % to'),
  head('Verdict'),
  head('Grade'),
  numberHead('Least change that matters'),
  numberHead('Target'),
  head('Why'),
];

/** Did each KPI change in each unit, and by how much? One row for each comparison that speaks for its KPI and unit. */
export function kpiSheet(results: Results): Sheet {
  const lead =
    'The effect is the difference from what would have been without the deployment, on average over the periods after. The interval holds 95 %.';
  const draft = draftSheet(SHEETS.kpis, COLUMNS, 'KPIs', lead);
  draft.rows.push(row(...HEADS));
  holdHead(draft, 2);
  for (const comparison of primaryComparisons(results)) draft.rows.push(kpiRow(results, comparison));
  return { ...draft, filter: { row: draft.frozen.rows, to: draft.rows.length } };
}

function kpiRow(results: Results, comparison: ResultComparison): Row {
  const kpi = kpiOf(results, comparison.kpi);
  const { unit, effectUnit } = measureOf(kpi);
  const level = levelFormat(kpi);
  const effect = (of: (estimate: ResultEstimate) => number) =>
    number(comparison.average === null ? null : of(comparison.average), level);
  return row(
    text(kpi.label),
    text(unitName(results, comparison.unit)),
    text(
      `${statisticWords(comparison.statistic)}${unit === '' ? '' : `, ${unit}`}${effectUnit === unit ? '' : `, effect in ${effectUnit}`}; ${directionWords(kpi)}`,
    ),
    number(comparison.n_baseline, 'count'),
    number(comparison.n_post, 'count'),
    number(comparison.baseline, level),
    number(comparison.post, level),
    effect(({ estimate }) => estimate),
    effect(({ low }) => low),
    effect(({ high }) => high),
    text(comparison.verdict, verdictLook(comparison.verdict)),
    word(comparison.grade),
    number(kpi.minimum_important_change, level, 'not declared'),
    number(kpi.target, level, 'none'),
    text(comparison.reasons.join(' ')),
  );
}

/** Shares are shown as percentages; everything else as it is. */
function levelFormat(kpi: ResultKpi): Format {
  return measureOf(kpi).factor === 100 ? 'percent' : 'number';
}

function verdictLook(verdict: ResultComparison['verdict']): Look {
  if (verdict.startsWith('improved')) return 'good';
  return verdict === 'worsened' || verdict === 'not comparable' ? 'concern' : 'plain';
}
