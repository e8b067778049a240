import { formatDay } from '../results/format.ts';
import { primaryComparisons, syntheticNote } from '../results/lookup.ts';
import { type Results, resultsSchema } from '../results/schema.ts';
import { cellRef, columnRange, rangeRef } from './address.ts';
import { RESULT_COLUMN } from './audit-sheet.ts';
import { banner, computed, GAP, head, number, numberHead, row, text } from './cells.ts';
import { DIFFERENCE_COLUMN, type LiveCells } from './figure-sheet.ts';
import { VERDICT_COLUMN } from './kpi-sheet.ts';
import { addChart, draftSheet, SHEETS, type SheetDraft } from './sheet-draft.ts';
import type { Format } from './style.ts';
import type { Chart, Sheet } from './workbook.ts';

const VERDICTS = resultsSchema.shape.comparisons.element.shape.verdict.options;
const COLUMNS = [46, 20, 20, 20, 60];

/** The other sheets that the summary counts from. */
export interface Told {
  kpis: Sheet;
  audit: Sheet;
  live: LiveCells;
  figures: Sheet;
  /** The cumulative and the claim bridge, where there is money. */
  charts: readonly Omit<Chart, 'at'>[];
}

/** What does the run say, on one page? Every number here is computed from the other sheets. */
export function summarySheet(results: Results, told: Told): Sheet {
  const { program, as_of, run_id } = results;
  const lead = `Data to ${formatDay(as_of)}; money in ${program.currency} at ${program.price_year} prices; run ${run_id.slice(0, 12)}.`;
  const draft = draftSheet(SHEETS.summary, COLUMNS, program.title, lead);
  const synthetic = syntheticNote(results);
  if (synthetic !== null) draft.rows.push(banner(text(`Synthetic data: ${synthetic}`, 'lead')));
  addMoney(draft, results, told);
  addCounts(draft, results, told);
  for (const [i, chart] of told.charts.entries()) addChart(draft, chart, i === 0 ? 'new page' : 'same page');
  return draft;
}

/** Amounts of the run, and the figures that hold them: likely amounts are computed, their intervals stand as drawn. */
const MONEY: [name: string, figure: string, format: Format][] = [
  ['Financial case: demonstrated to date', 'total.financial.demonstrated', 'money'],
  ['Stabilization weeks', 'total.financial.transition', 'money'],
  ['Net of them', 'total.financial.net', 'money'],
  ['Tied out to the ledger', 'total.financial.tied_out', 'money'],
  ['Forecast', 'total.financial.forecast', 'money'],
  ['NPV to date, financial view', 'appraisal.financial.realized.npv', 'money'],
  ['NPV over the whole life, financial view', 'appraisal.financial.whole-life.npv', 'money'],
  ['Benefit–cost ratio over the whole life', 'appraisal.financial.whole-life.bcr', 'ratio'],
  ['Payback over the whole life, years after the base date', 'appraisal.financial.whole-life.payback', 'ratio'],
  ['Beside it, not cash: usable capacity', 'total.capacity.demonstrated', 'money'],
  ['Beside it, not cash: quality', 'total.quality.demonstrated', 'money'],
  ['Beside it, not cash: societal', 'total.societal.demonstrated', 'money'],
];

function addMoney({ rows }: SheetDraft, { benefits, figures }: Results, { live, figures: told }: Told): void {
  rows.push(GAP, banner(text('Money', 'section')));
  if (benefits.length === 0) {
    rows.push(banner(text('No benefit is registered: this workbook says what changed and puts no money on it.')));
    return;
  }
  rows.push(row(head('What'), numberHead('Likely'), numberHead('P5'), numberHead('P95'), head('How it is made')));
  for (const [name, id, format] of MONEY) {
    const [figure, now] = [figures[id], live.get(id)];
    if (figure === undefined || now === undefined) continue;
    const end = (which: 'p5' | 'p95') => {
      const found = figures[`${id}.${which}`];
      return found === undefined ? null : number(found.value, format);
    };
    const likely = computed(cellRef(now.cell.sheet, now.cell.row, now.cell.column), now.value, format);
    rows.push(row(text(name), likely, end('p5'), end('p95'), text(figure.formula, 'quiet')));
  }
  const moved = rangeRef(columnRange(told.name, DIFFERENCE_COLUMN, told.frozen.rows + 1, told.rows.length));
  const words = 'Furthest that a figure of this workbook lies from the run’s';
  const note = '0 until an assumption is changed; the sheet Figures shows which figures moved, and how far';
  const furthest = computed(`MAX(0,MAX(${moved}),-MIN(${moved}))`, 0, 'exact');
  rows.push(row(text(words), furthest, null, null, text(note, 'quiet')));
}

function addCounts({ rows }: SheetDraft, results: Results, { kpis, audit }: Told): void {
  const counted = (
    title: string,
    name: string,
    sheet: Sheet,
    column: number,
    words: readonly string[],
    found: readonly string[],
  ) => {
    rows.push(GAP, banner(text(title, 'section')), row(head(name), numberHead('How many')));
    const [from, to] = [sheet.frozen.rows + 1, Math.max(sheet.frozen.rows + 1, sheet.rows.length)];
    const where = rangeRef(columnRange(sheet.name, column, from, to));
    const first = rows.length + 1;
    for (const word of words) {
      const count = found.filter((one) => one === word).length;
      rows.push(row(text(word), computed(`COUNTIF(${where},A${rows.length + 1})`, count, 'count')));
    }
    const total = computed(`SUM(B${first}:B${rows.length})`, found.length, 'count', 'total');
    rows.push(row(text('All', 'total'), total));
  };
  const verdicts = primaryComparisons(results).map(({ verdict }) => verdict);
  counted('KPIs, each in each unit', 'Verdict', kpis, VERDICT_COLUMN, VERDICTS, verdicts);
  const answers = results.audit.map(({ result }) => result);
  counted('Audit checks', 'Answer', audit, RESULT_COLUMN, ['fail', 'warn', 'pass', 'n/a'], answers);
}
