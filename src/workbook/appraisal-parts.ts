import type { Results } from '../results/schema.ts';
import { columnLetters, columnRange, rangeRef } from './address.ts';
import { type Table, tableName } from './appraisal-figures.ts';
import type { Assumed } from './assumption-sheet.ts';
import type { BenefitBlock, BenefitLines } from './benefit-lines.ts';
import type { CashFlows } from './cash-flow-sheet.ts';
import { computed, head, numberHead, row, text } from './cells.ts';
import { COST, COST_LINES, type CostLines } from './cost-lines.ts';
import { BENEFIT_LINES, LINE } from './line-columns.ts';
import type { RegisterCells } from './register-sheet.ts';
import { newPage, type SheetDraft } from './sheet-draft.ts';
import type { Cell, DefinedName, Row } from './workbook.ts';

/** Column of the first view on the sheet of the appraisal. */
export const FIRST_VIEW = 2;

/** What an appraisal is computed from. */
export interface Appraised {
  assumed: Assumed;
  benefits: BenefitLines;
  costs: CostLines;
  flows: CashFlows;
  register: RegisterCells;
}

/** The sheet of the appraisal while it is filled. */
export interface AppraisalWriter {
  draft: SheetDraft;
  results: Results;
  from: Appraised;
  tables: readonly Table[];
  /** Row of each figure by its name; planned before the rows are written. */
  rows: Map<string, number>;
  /** Cells that hold figures of the run, by id. */
  live: Map<string, DefinedName['cell']>;
}

/** Heads of a part of the sheet: each view over each span is a column. */
export function viewHeads(tables: readonly Table[], what: string, how = ''): Row {
  return row(head(what), ...tables.map((table) => numberHead(tableName(table))), head(how));
}

/** The present value of each benefit and of each kind of cost; they add up to the NPV. */
export function addParts({ draft, results, from, tables, live }: AppraisalWriter): void {
  newPage(draft, 'What the NPV is made of, present values');
  draft.rows.push(viewHeads(tables, 'Part'));
  const first = draft.rows.length + 1;
  for (const { id, title } of results.benefits) {
    const lines = from.benefits.blocks.get(id);
    if (lines === undefined) continue;
    const cells = tables.map(({ block }) => benefitPart(lines, block, from));
    if (cells.every((cell) => cell === null)) continue;
    draft.rows.push(row(text(`Benefit: ${title}`), ...cells));
    tables.forEach(({ block }, i) => {
      if (cells[i] !== null)
        live.set(`part.${block.view}.${block.span}.${id}`, {
          sheet: draft.name,
          row: draft.rows.length,
          column: FIRST_VIEW + i,
        });
    });
  }
  for (const category of new Set(from.costs.lines.map((line) => line.category))) {
    const cells = tables.map(({ block }) => costPart(category, block, from));
    draft.rows.push(row(text(`Cost: ${category}`), ...cells));
  }
  const last = draft.rows.length;
  if (last < first) return;
  const totals = tables.map(({ block }, i) => {
    const letters = columnLetters(FIRST_VIEW + i);
    return computed(`SUM(${letters}${first}:${letters}${last})`, block.appraisal.npv.likely!, 'money', 'total');
  });
  draft.rows.push(row(text('Net present value', 'total'), ...totals));
}

function benefitPart(
  { first, measured, last, lines }: BenefitBlock,
  { view, span }: Table['block'],
  { assumed }: Appraised,
): Cell {
  const column = view === 'financial' ? LINE.financialPv : LINE.economicPv;
  const worth = (kind: string) => lines.reduce((sum, line) => sum + (line.kind === kind ? line.present[view] : 0), 0);
  const sumOf = (from: number, to: number) => `SUM(${rangeRef(columnRange(BENEFIT_LINES, column, from, to))})`;
  const parts = measured < first ? [] : [sumOf(first, measured)];
  const ahead = span === 'realized' || last === measured ? null : sumOf(measured + 1, last);
  const bias = assumed.optimism?.benefits ?? null;
  if (ahead !== null) parts.push(bias === null ? ahead : `${ahead}*(1-${bias.name})`);
  const kept = ahead === null ? 0 : 1 - (bias?.value ?? 0);
  return computed(parts.join('+') || '0', worth('measured') + kept * worth('forecast'), 'money');
}

function costPart(category: string, { view, span }: Table['block'], { assumed, costs }: Appraised): Cell {
  const column = view === 'financial' ? COST.financialPv : COST.economicPv;
  const range = (one: number) => rangeRef(columnRange(COST_LINES, one, costs.first, costs.last));
  const sumOf = (kind: string) =>
    `SUMIFS(${range(column)},${range(COST.category)},"${category}",${range(COST.kind)},"${kind}")`;
  const worth = (kind: string) =>
    costs.lines.reduce(
      (sum, line) => sum + (line.kind === kind && line.category === category ? line.present[view] : 0),
      0,
    );
  if (span === 'realized') return computed(`-${sumOf('paid')}`, -worth('paid'), 'money');
  const bias = assumed.optimism?.costs ?? null;
  const planned = `${sumOf('planned')}${bias === null ? '' : `*(1+${bias.name})`}`;
  return computed(
    `-${sumOf('paid')}-${planned}`,
    -worth('paid') - worth('planned') * (1 + (bias?.value ?? 0)),
    'money',
  );
}
