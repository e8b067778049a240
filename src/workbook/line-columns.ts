import { address } from './address.ts';
import type { View } from './assumption-sheet.ts';

export const BENEFIT_LINES = 'Benefit lines';

/** Columns of the lines. */
export const LINE = {
  no: 1,
  month: 2,
  benefit: 3,
  unit: 4,
  kind: 5,
  quantity: 6,
  counts: 7,
  settling: 8,
  ahead: 9,
  left: 10,
  part: 11,
  claimQuantity: 12,
  claimDemonstrated: 13,
  claimSettling: 14,
  keptQuantity: 15,
  keptDemonstrated: 16,
  keptSettling: 17,
  estimated: 18,
  demonstrated: 19,
  transition: 20,
  forecast: 21,
  cash: 22,
  financial: 23,
  economic: 24,
  financialPv: 25,
  economicPv: 26,
} as const;
export type LineColumn = keyof typeof LINE;

/** What one line comes to at the run's own assumptions. */
export interface LineValues {
  no: number;
  kind: 'measured' | 'forecast';
  quantity: number;
  estimated: number;
  demonstrated: number;
  transition: number;
  forecast: number;
  cash: 0 | 1;
  view: Record<View, number>;
  present: Record<View, number>;
}

/** A line before its formulas. */
export interface LineDraft {
  row: number;
  benefit: string;
  unit: string;
  month: string;
  no: number;
  kind: LineValues['kind'];
  quantity: number;
  counts: boolean;
  settling: number;
  ahead: number | null;
}

/** What lines of one benefit share that are told apart by their unit alone. */
export function lineKey({ benefit, kind, no }: Pick<LineDraft, 'benefit' | 'kind' | 'no'>): string {
  return `${benefit} ${kind} ${no}`;
}

/** The address of a line's cell. */
export function lineCell({ row }: Pick<LineDraft, 'row'>, column: LineColumn): string {
  return address(row, LINE[column]);
}
