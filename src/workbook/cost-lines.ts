import type { Results } from '../results/schema.ts';
import { address, cellRef } from './address.ts';
import type { Assumed, View } from './assumption-sheet.ts';
import { factorTerm } from './benefit-terms.ts';
import { computed, day, head, input, number, numberHead, row, text, word } from './cells.ts';
import { factorAt } from './discounting.ts';
import { draftSheet, holdHead, SHEETS } from './sheet-draft.ts';
import { type FlowBlock, longestBlock, monthsBetween } from './timeline.ts';
import type { Cell, Row, Sheet } from './workbook.ts';

export const COST_LINES = 'Cost lines';

/** Columns of the costs. */
export const COST = {
  no: 1,
  line: 2,
  date: 3,
  category: 4,
  deployment: 5,
  type: 6,
  recurring: 7,
  kind: 8,
  foreign: 9,
  currency: 10,
  exchange: 11,
  amount: 12,
  basis: 13,
  ahead: 14,
  part: 15,
  financial: 16,
  economic: 17,
  financialPv: 18,
  economicPv: 19,
} as const;

const WIDTHS = [6, 6, 12, 20, 16, 9, 9, 9, 14, 9, 9, 15, 10, 8, 8, 15, 15, 15, 15];
const HEADS: Cell[] = [
  numberHead('Month no.'),
  numberHead('Line'),
  head('Date'),
  head('Category'),
  head('Deployment'),
  head('Type'),
  head('Recurs'),
  head('Kind'),
  numberHead('Written as'),
  head('Currency'),
  numberHead('Exchange rate'),
  numberHead('Amount'),
  head('In prices of'),
  numberHead('Months ahead'),
  numberHead('Counted part'),
  numberHead('Into the financial view'),
  numberHead('Into the economic view'),
  numberHead('Present value, financial'),
  numberHead('Present value, economic'),
];

type Cost = Results['workings']['costs'][number];

/** What one payment comes to at the run's own assumptions, before optimism. */
export interface CostValues {
  no: number;
  kind: 'paid' | 'planned';
  category: string;
  view: Record<View, number>;
  present: Record<View, number>;
}

/** The sheet, and its rows. */
export interface CostLines {
  sheet: Sheet;
  first: number;
  last: number;
  lines: CostValues[];
}

/** What was paid, and what is planned to the end of the horizon: one payment a row, from costs.csv to its present value. */
export function costLines(results: Results, assumed: Assumed, blocks: readonly FlowBlock[]): CostLines {
  const lead =
    'Every row of the costs file that a view counts. A planned cost counts as far as the forecast goes; optimism is put on planned costs where they are added up.';
  const draft = draftSheet(COST_LINES, WIDTHS, 'Cost lines', lead);
  draft.rows.push(row(...HEADS));
  holdHead(draft, 4);
  const first = draft.rows.length + 1;
  const lines =
    blocks.length === 0
      ? []
      : results.workings.costs.map((cost) => {
          const { cells, values } = costRow(cost, draft.rows.length + 1, results, assumed, blocks);
          draft.rows.push(cells);
          return values;
        });
  const last = draft.rows.length;
  return { sheet: { ...draft, filter: { row: first - 1, to: last } }, first, last, lines };
}

function costRow(
  cost: Cost,
  at: number,
  results: Results,
  assumed: Assumed,
  blocks: readonly FlowBlock[],
): { cells: Row; values: CostValues } {
  const { foreign, months_ahead: ahead, price_basis: basis } = cost;
  const cell = (column: keyof typeof COST) => address(at, COST[column]);
  const no = monthsBetween(blocks[0]!.months[0]!, cost.date);
  const kind = ahead === null ? 'paid' : 'planned';
  const end = assumed.horizon;
  const part = ahead === null || end === null ? 1 : Math.min(1, Math.max(0, end.value - ahead));
  const views = (['financial', 'economic'] as const).map((view) => {
    const block = longestBlock(blocks, view);
    if (block === null || no >= block.months.length) return null;
    const isReal = block.appraisal.rates[0]!.basis === 'real';
    const year = Number(cost.date.slice(0, 4));
    const wanted = isReal ? results.program.price_year : year;
    const factor = factorTerm(basis === 'nominal' ? year : basis, wanted, assumed.prices)!;
    const amount = cost.amount * factor.value * part;
    const discount = factorAt(block, no, assumed);
    const scale = `${factor.formula === '1' ? '' : `*${factor.formula}`}${ahead === null ? '' : `*${cell('part')}`}`;
    return {
      amount: computed(`${cell('amount')}${scale}`, amount, 'money'),
      present: computed(
        `${cell(view)}*${cellRef(SHEETS.flows, discount.row, discount.column)}`,
        amount * discount.value,
        'money',
      ),
      values: [amount, amount * discount.value] as const,
    };
  });
  const cells = row(
    number(no, 'count'),
    number(cost.line, 'count'),
    day(cost.date),
    text(cost.category),
    text(cost.deployment ?? 'the program'),
    word(cost.type),
    word(cost.recurring ? 'yes' : 'no'),
    word(kind),
    foreign && input(foreign.amount, 'number'),
    foreign && word(foreign.currency),
    foreign && input(foreign.rate, 'exact'),
    foreign === null
      ? input(cost.amount, 'money')
      : computed(`${cell('foreign')}*${cell('exchange')}`, cost.amount, 'money'),
    word(String(basis)),
    ahead === null ? null : number(ahead, 'count'),
    ahead === null || end === null ? null : computed(`MIN(1,MAX(0,${end.name}-${cell('ahead')}))`, part, 'ratio'),
    ...views.map((view) => view?.amount ?? null),
    ...views.map((view) => view?.present ?? null),
  );
  const of = (i: 0 | 1) => ({ financial: views[0]?.values[i] ?? 0, economic: views[1]?.values[i] ?? 0 });
  return { cells, values: { no, kind, category: cost.category, view: of(0), present: of(1) } };
}
