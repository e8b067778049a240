import type { Results } from '../results/schema.ts';
import type { Assumed } from './assumption-sheet.ts';
import { head, numberHead, row } from './cells.ts';
import { BENEFIT_LINES, type LineDraft, type LineValues } from './line-columns.ts';
import { lineWriter } from './line-formulas.ts';
import { draftSheet, holdHead } from './sheet-draft.ts';
import { type FlowBlock, monthsBetween } from './timeline.ts';
import type { Cell, Sheet } from './workbook.ts';

const WIDTHS = [6, 10, 22, 20, 10, 13, 9, 13, 8, 9, 8, 13, 13, 13, 9, 9, 9, 15, 15, 15, 15, 9, 15, 15, 15, 15];
const HEADS: Cell[] = [
  numberHead('Month no.'),
  head('Month'),
  head('Benefit'),
  head('Unit'),
  head('Kind'),
  numberHead('Quantity'),
  numberHead('Demon-strated'),
  numberHead('Quantity while settling'),
  numberHead('Months ahead'),
  numberHead('Left of the effect'),
  numberHead('Part of the month'),
  numberHead('Claim on the resource'),
  numberHead('Of it demon-strated'),
  numberHead('Claim while settling'),
  numberHead('Stands: quantity'),
  numberHead('Stands: demon-strated'),
  numberHead('Stands: settling'),
  numberHead('Estimated'),
  numberHead('Demonstrated'),
  numberHead('Transition'),
  numberHead('Forecast'),
  numberHead('In the financial case'),
  numberHead('Into the financial view'),
  numberHead('Into the economic view'),
  numberHead('Present value, financial'),
  numberHead('Present value, economic'),
];

/** The lines of one benefit: rows that follow each other, measured ones before those of the forecast. */
export interface BenefitBlock {
  id: string;
  first: number;
  /** Last row that is measured, and last of all; before `first` where there is none. */
  measured: number;
  last: number;
  lines: LineValues[];
}

/** The sheet, and where each benefit stands on it. */
export interface BenefitLines {
  sheet: Sheet;
  blocks: ReadonlyMap<string, BenefitBlock>;
}

/**
 * What does each benefit bring in each unit and month?
 *
 * The quantities are as measured; everything from there to the present value is a formula over the named assumptions. Where
 * benefits draw on one resource, each says what it claims of it in a month, over all its units and before attribution, and
 * the larger claim stands; that is decided in the sheet too.
 */
export function benefitLines(results: Results, assumed: Assumed, blocks: readonly FlowBlock[]): BenefitLines {
  const lead =
    'Quantities as measured, in the unit of each value; a forecast repeats the last quarter, less what fades. Every amount is a formula over the sheet Assumptions. Where benefits draw on one resource, the larger claim of a month stands (1).';
  const draft = draftSheet(BENEFIT_LINES, WIDTHS, 'Benefit lines', lead);
  draft.rows.push(row(...HEADS));
  holdHead(draft, 4);
  const drafts = draftLines(results, assumed, blocks, draft.rows.length + 1);
  const write = lineWriter(results, assumed, blocks, drafts);
  const found = new Map<string, BenefitBlock>();
  for (const own of runsOf(drafts)) {
    const lines = own.map((line) => {
      const { cells, values } = write(line);
      draft.rows.push(row(...cells));
      return values;
    });
    const first = own[0]!.row;
    const measured = own.filter(({ kind }) => kind === 'measured').length;
    const { benefit } = own[0]!;
    found.set(benefit, { id: benefit, first, measured: first + measured - 1, last: draft.rows.length, lines });
  }
  return { sheet: { ...draft, filter: { row: draft.frozen.rows, to: draft.rows.length } }, blocks: found };
}

/** The lines of each benefit, which follow each other. */
function runsOf(lines: readonly LineDraft[]): LineDraft[][] {
  const runs: LineDraft[][] = [];
  for (const line of lines) {
    const last = runs.at(-1) ?? [];
    if (last[0]?.benefit === line.benefit) last.push(line);
    else runs.push([line]);
  }
  return runs;
}

/** Months in which nothing is claimed have no line; a month of the forecast has one as long as anything can go on. */
function draftLines({ workings }: Results, assumed: Assumed, blocks: readonly FlowBlock[], first: number): LineDraft[] {
  const base = blocks[0]?.months[0] ?? workings.months[0] ?? '';
  const lines: LineDraft[] = [];
  const add = (line: Omit<LineDraft, 'row' | 'no'>) =>
    lines.push({ ...line, row: first + lines.length, no: monthsBetween(base, line.month) });
  for (const { benefit, units } of workings.benefits) {
    if (!assumed.benefits.has(benefit)) continue;
    for (const { unit, quantities, transition, demonstrated, settling } of units) {
      workings.months.forEach((month, m) => {
        const quantity = quantities[m]!;
        const settled = settling ? transition[m]! : 0;
        if (quantity === 0 && settled === 0) return;
        add({ benefit, unit, month, kind: 'measured', quantity, counts: demonstrated, settling: settled, ahead: null });
      });
    }
    for (const { unit, monthly } of units) {
      if (monthly === null || monthly === 0) continue;
      workings.forecast_months.forEach((month, k) => {
        add({ benefit, unit, month, kind: 'forecast', quantity: monthly, counts: true, settling: 0, ahead: k + 1 });
      });
    }
  }
  return lines;
}
