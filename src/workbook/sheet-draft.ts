import { banner, text } from './cells.ts';
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
    breaks: [],
    charts: [],
  };
  draft.rows.push(banner(text(title, 'title')), banner(text(lead, 'lead')));
  return draft;
}

/** Keeps the rows so far in view as the heads of a long table, and gives it a filter. */
export function holdHead(draft: SheetDraft, columns: number): void {
  draft.frozen = { rows: draft.rows.length, columns };
  draft.filter = { row: draft.rows.length, to: draft.rows.length };
}
