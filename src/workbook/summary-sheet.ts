import { formatDay } from '../results/format.ts';
import { primaryComparisons } from '../results/lookup.ts';
import { type Results, resultsSchema } from '../results/schema.ts';
import { columnRange, rangeRef } from './address.ts';
import { RESULT_COLUMN } from './audit-sheet.ts';
import { banner, computed, GAP, head, numberHead, row, text } from './cells.ts';
import { VERDICT_COLUMN } from './kpi-sheet.ts';
import { draftSheet, SHEETS, type SheetDraft } from './sheet-draft.ts';
import type { Sheet } from './workbook.ts';

const VERDICTS = resultsSchema.shape.comparisons.element.shape.verdict.options;
const COLUMNS = [46, 20, 20, 20, 60];

/** The other sheets that the summary counts from. */
export interface Told {
  kpis: Sheet;
  audit: Sheet;
}

/** What does the run say, on one page? Every number here is computed from the other sheets. */
export function summarySheet(results: Results, told: Told): Sheet {
  const { program, as_of, run_id } = results;
  const lead = `Data to ${formatDay(as_of)}; money in ${program.currency} at ${program.price_year} prices; run ${run_id.slice(0, 12)}.`;
  const draft = draftSheet(SHEETS.summary, COLUMNS, program.title, lead);
  if (program.synthetic !== null) draft.rows.push(banner(text(`Synthetic. ${program.synthetic}`, 'lead')));
  addMoney(draft, results);
  addCounts(draft, results, told);
  return draft;
}

function addMoney(draft: SheetDraft, { benefits }: Results): void {
  if (benefits.length > 0) return;
  const none = 'No benefit is registered: this workbook says what changed and puts no money on it.';
  draft.rows.push(GAP, banner(text('Money', 'section')), banner(text(none)));
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
