import { banner, GAP, text } from './cells.ts';
import type { Chart, Row, Sheet } from './workbook.ts';

/** The sheets, in their order. */
export const SHEETS = {
  summary: 'Summary',
  register: 'Register',
  assumptions: 'Assumptions',
  flows: 'Cash flows',
  appraisal: 'Appraisal',
  sensitivity: 'Sensitivity',
  kpis: 'KPIs',
  audit: 'Audit checks',
  figures: 'Figures',
  provenance: 'Provenance',
} as const;

/** A sheet while it is filled: `rows.push` tells the number of the row. */
export interface SheetDraft extends Sheet {
  rows: Row[];
  breaks: number[];
  charts: Chart[];
}

/** Rows that a chart takes: less than half a page, and more where its bars would lose their names. */
const CHART_ROWS = 20;
const AROUND_BARS = 7;

/**
 * An empty sheet with its title.
 *
 * @param name     of the tab
 * @param columns  widths in characters
 * @param title    the first row
 * @param lead     what the sheet says, in a sentence or two
 */
export function draftSheet(name: string, columns: readonly number[], title: string, lead: string): SheetDraft {
  const draft: SheetDraft = {
    name,
    columns,
    rows: [],
    frozen: { rows: 0, columns: 0 },
    filter: null,
    printed: null,
    breaks: [],
    charts: [],
  };
  draft.rows.push(banner(text(title, 'title')), banner(text(lead, 'lead')));
  return draft;
}

/** Keeps title and first column in view, where each table below has heads of its own. */
export function holdTitle(draft: SheetDraft): void {
  draft.frozen = { rows: 1, columns: 1 };
}

/** The title of a part that begins a page of its own, so that it is not cut from its heads. */
export function newPage(draft: SheetDraft, title: string): void {
  draft.rows.push(GAP, banner(text(title, 'section')));
  draft.breaks.push(draft.rows.length);
}

/** Puts a chart below the rows, over the width of the sheet; two of them have room on one page. */
export function addChart(
  draft: SheetDraft,
  chart: Omit<Chart, 'at'>,
  where: 'new page' | 'same page' = 'new page',
): void {
  const row = draft.rows.length + 2;
  const { from, to } = chart.series[0]!.categories;
  const rows = chart.kind === 'bar' ? Math.max(CHART_ROWS, to.row - from.row + 1 + AROUND_BARS) : CHART_ROWS;
  if (where === 'new page') draft.breaks.push(row);
  draft.charts.push({ ...chart, at: { row, column: 1, columns: draft.columns.length, rows } });
  for (let k = 0; k <= rows; k++) draft.rows.push(GAP);
}

/** Keeps the rows so far in view as the heads of a long table, and gives it a filter. */
export function holdHead(draft: SheetDraft, columns: number): void {
  draft.frozen = { rows: draft.rows.length, columns };
  draft.filter = { row: draft.rows.length, to: draft.rows.length };
}
