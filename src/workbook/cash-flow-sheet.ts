import { address, columnLetters, columnRange, rangeRef } from './address.ts';
import type { Assumed } from './assumption-sheet.ts';
import type { BenefitLines } from './benefit-lines.ts';
import { banner, computed, GAP, head, month as monthCell, number, numberHead, row, text, word } from './cells.ts';
import { COST, COST_LINES, type CostLines } from './cost-lines.ts';
import { daysOf, discountTerm, FLOW, timeTerm } from './discounting.ts';
import { BENEFIT_LINES, LINE } from './line-columns.ts';
import { addChart, draftSheet, holdHead, SHEETS, type SheetDraft } from './sheet-draft.ts';
import { COLOURS } from './style.ts';
import type { FlowBlock } from './timeline.ts';
import type { Cell, Chart, ChartSeries, Sheet } from './workbook.ts';

const WIDTHS = [8, 11, 9, 8, 9, 17, 17, 17, 17, 11, 17, 17, 17];
const HEADS: Cell[] = [
  numberHead('Month no.'),
  head('Month'),
  numberHead('Days after base'),
  numberHead('Days in month'),
  numberHead('Years after base'),
  numberHead('Benefits'),
  numberHead('Costs'),
  numberHead('Net'),
  numberHead('Cumulative'),
  numberHead('Discount factor'),
  numberHead('Benefits, present value'),
  numberHead('Costs, present value'),
  numberHead('Cumulative, discounted'),
];

/** Money of one month, at the run's own assumptions. */
export interface MonthValues {
  time: number;
  benefits: number;
  costs: number;
  factor: number;
}

/** The sheet, and what each of its tables holds. */
export interface CashFlows {
  sheet: Sheet;
  blocks: { block: FlowBlock; months: MonthValues[] }[];
  /** The cumulative, for other sheets too; null where nothing flows. */
  chart: Omit<Chart, 'at'> | null;
}

/** What the months are added up from. */
export interface Flowing {
  assumed: Assumed;
  benefits: BenefitLines;
  costs: CostLines;
}

/** What comes in and goes out each month, in each view over each span, and what it is worth on the base day? */
export function cashFlowSheet(blocks: readonly FlowBlock[], flowing: Flowing): CashFlows {
  const lead =
    blocks.length === 0
      ? 'There is no money here that could be added up.'
      : 'Summed by month from the sheets Benefit lines and Cost lines. Benefits are net of losses and of the stabilization weeks; whole life adds the forecast and the planned costs.';
  const draft = draftSheet(SHEETS.flows, WIDTHS, 'Cash flows', lead);
  if (blocks.length === 0) return { sheet: draft, blocks: [], chart: null };
  draft.rows.push(row(...HEADS));
  holdHead(draft, 2);
  draft.filter = null;
  const tables = blocks.map((block, i) => {
    if (i > 0) draft.breaks.push(draft.rows.length + 1);
    return { block, months: addBlock(draft, block, flowing) };
  });
  const chart = cumulativeChart(draft.name, blocks);
  addChart(draft, chart);
  return { sheet: draft, blocks: tables, chart };
}

function addBlock(draft: SheetDraft, block: FlowBlock, flowing: Flowing): MonthValues[] {
  const { view, span, first, last } = block;
  const name = `${view === 'financial' ? 'Financial' : 'Economic'} view, ${span === 'realized' ? 'realized to date' : 'whole life'}`;
  draft.rows.push(banner(text(name, 'section')));
  const benefits = benefitSums(block, flowing);
  const costs = costSums(block, flowing);
  let [cumulative, discounted] = [0, 0];
  const months = block.months.map((_, no): MonthValues => {
    const { cells, values } = monthRow(no, block, flowing.assumed, benefits[no]!, costs[no]!);
    cumulative += values.benefits - values.costs;
    discounted += (values.benefits - values.costs) * values.factor;
    const running = (column: 'cumulative' | 'discounted', formula: string, value: number) => {
      const before = no === 0 ? '' : `${address(first + no - 1, FLOW[column])}+`;
      return computed(`${before}${formula}`, value, 'money');
    };
    const at = (column: keyof typeof FLOW) => address(first + no, FLOW[column]);
    cells[FLOW.cumulative - 1] = running('cumulative', at('net'), cumulative);
    const net = `${at('presentBenefits')}-${at('presentCosts')}`;
    cells[FLOW.discounted - 1] = running('discounted', net, discounted);
    draft.rows.push(row(...cells));
    return values;
  });
  draft.rows.push(totalRow(first, last, months), GAP);
  return months;
}

function monthRow(
  no: number,
  { view, first, months }: FlowBlock,
  { rates }: Assumed,
  benefits: Sum,
  costs: Sum,
): { cells: Cell[]; values: MonthValues } {
  const at = (column: keyof typeof FLOW) => address(first + no, FLOW[column]);
  const days = daysOf(months[0]!, months[no]!);
  const time = timeTerm(rates[view], days, { days: at('days'), length: at('length') });
  const factor = discountTerm(rates[view], { cell: at('time'), value: time.value });
  const present = (column: 'benefits' | 'costs', value: number) =>
    computed(`${at(column)}*${at('factor')}`, value * factor.value, 'money');
  const gap = number(0, 'money');
  const cells = [
    number(no, 'count'),
    monthCell(months[no]!),
    number(days.days, 'count'),
    number(days.length, 'count'),
    computed(time.formula, time.value, 'ratio'),
    computed(benefits.formula, benefits.value, 'money'),
    computed(costs.formula, costs.value, 'money'),
    computed(`${at('benefits')}-${at('costs')}`, benefits.value - costs.value, 'money'),
    gap,
    computed(factor.formula, factor.value, 'factor'),
    present('benefits', benefits.value),
    present('costs', costs.value),
    gap,
  ];
  const values = { time: time.value, benefits: benefits.value, costs: costs.value, factor: factor.value };
  return { cells, values };
}

function totalRow(first: number, last: number, months: readonly MonthValues[]) {
  const total = (column: keyof typeof FLOW, of: (month: MonthValues) => number) => {
    const letters = columnLetters(FLOW[column]);
    const value = months.reduce((sum, month) => sum + of(month), 0);
    return computed(`SUM(${letters}${first}:${letters}${last})`, value, 'money', 'total');
  };
  const none = word('', 'total');
  return row(
    none,
    word('All', 'total'),
    none,
    none,
    none,
    total('benefits', ({ benefits }) => benefits),
    total('costs', ({ costs }) => costs),
    total('net', ({ benefits, costs }) => benefits - costs),
    none,
    none,
    total('presentBenefits', ({ benefits, factor }) => benefits * factor),
    total('presentCosts', ({ costs, factor }) => costs * factor),
    none,
  );
}

interface Sum {
  formula: string;
  value: number;
}

/** Benefits of each month: what is measured, and over the whole life the forecast less the optimism declared. */
function benefitSums({ view, span, first, months }: FlowBlock, { assumed, benefits }: Flowing): Sum[] {
  const lines = [...benefits.blocks.values()].flatMap((block) => block.lines);
  const from = Math.min(...[...benefits.blocks.values()].map((block) => block.first));
  const to = benefits.sheet.rows.length;
  const measured = summed(
    months.length,
    lines.filter(({ kind }) => kind === 'measured'),
    view,
  );
  const forecast = summed(
    months.length,
    lines.filter(({ kind }) => kind === 'forecast'),
    view,
  );
  const bias = assumed.optimism?.benefits ?? null;
  const kept = bias === null ? 1 : 1 - bias.value;
  const range = (column: number) => rangeRef(columnRange(BENEFIT_LINES, column, from, to));
  return months.map((_, no) => {
    if (lines.length === 0) return { formula: '0', value: 0 };
    const sumOf = (kind: string) =>
      `SUMIFS(${range(LINE[view])},${range(LINE.no)},${address(first + no, FLOW.no)},${range(LINE.kind)},"${kind}")`;
    if (span === 'realized') return { formula: sumOf('measured'), value: measured[no]! };
    const ahead = `${sumOf('forecast')}${bias === null ? '' : `*(1-${bias.name})`}`;
    return { formula: `${sumOf('measured')}+${ahead}`, value: measured[no]! + forecast[no]! * kept };
  });
}

/** Costs of each month: what is paid, and over the whole life what is planned, with the optimism declared. */
function costSums({ view, span, first, months }: FlowBlock, { assumed, costs }: Flowing): Sum[] {
  const paid = summed(
    months.length,
    costs.lines.filter(({ kind }) => kind === 'paid'),
    view,
  );
  const planned = summed(
    months.length,
    costs.lines.filter(({ kind }) => kind === 'planned'),
    view,
  );
  const bias = assumed.optimism?.costs ?? null;
  const grown = bias === null ? 1 : 1 + bias.value;
  const range = (column: number) => rangeRef(columnRange(COST_LINES, column, costs.first, costs.last));
  return months.map((_, no) => {
    if (costs.lines.length === 0) return { formula: '0', value: 0 };
    const sumOf = (kind: string) =>
      `SUMIFS(${range(COST[view])},${range(COST.no)},${address(first + no, FLOW.no)},${range(COST.kind)},"${kind}")`;
    if (span === 'realized') return { formula: sumOf('paid'), value: paid[no]! };
    const ahead = `${sumOf('planned')}${bias === null ? '' : `*(1+${bias.name})`}`;
    return { formula: `${sumOf('paid')}+${ahead}`, value: paid[no]! + planned[no]! * grown };
  });
}

function summed(
  count: number,
  lines: readonly { no: number; view: Record<FlowBlock['view'], number> }[],
  view: FlowBlock['view'],
): Float64Array {
  const sums = new Float64Array(count);
  for (const { no, view: amounts } of lines) if (no < count) sums[no]! += amounts[view];
  return sums;
}

/** The cumulative of the financial view over its longest span. */
function cumulativeChart(sheet: string, blocks: readonly FlowBlock[]): Omit<Chart, 'at'> {
  const block = blocks.findLast(({ view }) => view === 'financial') ?? blocks.at(-1)!;
  const line = (name: string, column: keyof typeof FLOW, colour: string): ChartSeries => ({
    name,
    categories: columnRange(sheet, FLOW.month, block.first, block.last),
    values: columnRange(sheet, FLOW[column], block.first, block.last),
    colour,
    fill: 'solid',
  });
  const span = block.span === 'realized' ? 'realized to date' : 'whole life';
  return {
    kind: 'line',
    title: `Cumulative cash flow, ${block.view} view, ${span}`,
    axis: 'Cumulative',
    series: [
      line('Cumulative', 'cumulative', COLOURS.blue),
      line('Cumulative, discounted', 'discounted', COLOURS.grey),
    ],
  };
}
