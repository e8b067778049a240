import type { Results } from '../results/schema.ts';
import type { View } from './assumption-sheet.ts';

export type Appraisal = Results['appraisal'][number];
export type Span = Appraisal['span'];

/** One table of monthly flows: a view over a span, and the rows of its sheet. */
export interface FlowBlock {
  view: View;
  span: Span;
  appraisal: Appraisal;
  /** Rows of the first and the last month. */
  first: number;
  last: number;
  months: string[];
}

/** Rows above the first block: title, what it says, and the heads of the columns. */
export const HEAD_ROWS = 3;
/** Rows before the months of a block (its title), and after them (its totals and a gap). */
const [ABOVE, BELOW] = [1, 2];

/**
 * Where does the table of each view and span stand on the sheet of cash flows?
 *
 * Whole life runs to the latest end that the horizon may have, so that a later one finds its months.
 *
 * @returns none for a view whose money could not be added up, and none at all where nobody names any money
 */
export function flowBlocks(results: Results): FlowBlock[] {
  if (!hasMoney(results)) return [];
  const { appraisal, workings } = results;
  let above = HEAD_ROWS;
  return appraisal
    .filter(({ flows, npv }) => flows.length > 0 && npv.likely !== null)
    .map((one): FlowBlock => {
      const own = one.flows.map(({ month }) => month);
      const later = workings.forecast_months.filter((month) => month > own.at(-1)!);
      const months = one.span === 'realized' ? own : [...own, ...later];
      const first = above + ABOVE + 1;
      const last = first + months.length - 1;
      above = last + BELOW;
      return { view: one.view, span: one.span, appraisal: one, first, last, months };
    });
}

/** Does the program name a benefit or a cost? */
export function hasMoney({ benefits, workings }: Results): boolean {
  return benefits.length > 0 || workings.costs.length > 0;
}

/** The longest block of a view: the one that has a row for every month. */
export function longestBlock(blocks: readonly FlowBlock[], view: View): FlowBlock | null {
  const own = blocks.filter((block) => block.view === view);
  return own.find(({ span }) => span === 'whole-life') ?? own[0] ?? null;
}

/** Months from one to another: `monthsBetween('2024-11-01', '2025-01-15')` is 2. */
export function monthsBetween(from: string, to: string): number {
  const count = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return count(to) - count(from);
}
