import type { Results } from '../results/schema.ts';
import { columnRange, rangeRef } from './address.ts';
import type { Assumed } from './assumption-sheet.ts';
import type { MonthValues } from './cash-flow-sheet.ts';
import { FLOW } from './discounting.ts';
import { SHEETS } from './sheet-draft.ts';
import { type FlowBlock, monthsBetween } from './timeline.ts';

/** A formula, and what it comes to: words where it is undefined. */
export interface Term {
  formula: string;
  value: number | string;
}

/** Cells of one column of the appraisal that its other cells read. */
export type Cells = (name: string) => string;

/** A table of flows with what it comes to. */
export interface Table {
  block: FlowBlock;
  months: MonthValues[];
}

/** The head of a table's column: `Financial, whole life`. */
export function tableName({ block: { view, span } }: { block: { view: string; span: string } }): string {
  return `${view === 'financial' ? 'Financial' : 'Economic'}, ${span === 'realized' ? 'realized' : 'whole life'}`;
}

const ALL_ZERO = 'every flow is zero, so every rate solves it';
const NOTHING_BACK = 'no sign change: nothing ever comes back';
const NOTHING_PAID = 'no sign change: nothing is ever paid';
const ONE_TIME = 'zero time span: all flows fall at one time';
const NO_COST = 'no cost';
const NO_MONEY = 'no money moves';
const BELOW = 'not within horizon: the cumulative ends below 0';
const LOST = 'not found from the rate of the run: run `realized` again';
/** Steps of Newton's method that the sheet shows, and the longest one: the first may start far away. */
const STEPS = 12;
const LONGEST = 1;

/** The ranges of a table of flows. */
export function ranges({ block }: Table): Record<keyof typeof FLOW, string> {
  const entries = Object.entries(FLOW).map(([name, column]) => [
    name,
    rangeRef(columnRange(SHEETS.flows, column, block.first, block.last)),
  ]);
  return Object.fromEntries(entries) as Record<keyof typeof FLOW, string>;
}

/** Present values and what follows from them alone. */
export function presentTerms(table: Table, cell: Cells): Record<'benefits' | 'costs' | 'npv' | 'bcr' | 'roi', Term> {
  const { presentBenefits, presentCosts } = ranges(table);
  const { benefits, costs, npv, bcr, roi } = table.block.appraisal;
  const ratio = (top: string) => `IF(${cell('costs')}>0,(${top})/${cell('costs')},"${NO_COST}")`;
  return {
    benefits: { formula: `SUM(${presentBenefits})`, value: benefits! },
    costs: { formula: `SUM(${presentCosts})`, value: costs! },
    npv: { formula: `${cell('benefits')}-${cell('costs')}`, value: npv.likely! },
    bcr: { formula: ratio(cell('benefits')), value: bcr ?? NO_COST },
    roi: { formula: ratio(`${cell('benefits')}-${cell('costs')}`), value: roi ?? NO_COST },
  };
}

/** Helpers of the payback: all money moved, and after how many months the cumulative is never below zero again. */
export function paybackHelpers(
  table: Table,
  cell: Cells,
): Record<'moved' | 'below' | 'movedDiscounted' | 'belowDiscounted', Term> {
  const { net, cumulative, presentBenefits, presentCosts, discounted, no } = ranges(table);
  const flows = table.months.map(({ benefits, costs }) => benefits - costs);
  const present = table.months.map(({ benefits, costs, factor }) => (benefits - costs) * factor);
  const position = (range: string, moved: string) => `SUMPRODUCT(MAX((${range}<-1E-12*${moved})*(${no}+1)))`;
  return {
    moved: { formula: `SUMPRODUCT(ABS(${net}))`, value: sumOf(flows.map(Math.abs)) },
    below: { formula: position(cumulative, cell('moved')), value: lastBelow(flows) },
    movedDiscounted: {
      formula: `SUMPRODUCT(ABS(${presentBenefits}-${presentCosts}))`,
      value: sumOf(present.map(Math.abs)),
    },
    belowDiscounted: { formula: position(discounted, cell('movedDiscounted')), value: lastBelow(present) },
  };
}

/** After which time the cumulative stays at or above zero, linear inside a month. */
export function paybackTerms(table: Table, cell: Cells): Record<'payback' | 'discounted_payback', Term> {
  const { net, cumulative, discounted, time, presentBenefits, presentCosts } = ranges(table);
  const { payback, discounted_payback } = table.block.appraisal;
  const count = table.months.length;
  const after = (moved: string, below: string, running: string, amount: (at: string) => string) => {
    const next = `${below}+1`;
    const step = `(INDEX(${time},${next})-INDEX(${time},${below}))`;
    const crossing = `INDEX(${time},${next})-INDEX(${running},${next})/(${amount(next)})*${step}`;
    return `IF(${moved}=0,"${NO_MONEY}",IF(${below}=${count},"${BELOW}",IF(${below}=0,INDEX(${time},1),${crossing})))`;
  };
  const moves = table.months.some(({ benefits, costs }) => benefits !== costs);
  const words = moves ? BELOW : NO_MONEY;
  return {
    payback: {
      formula: after(cell('moved'), cell('below'), cumulative, (at) => `INDEX(${net},${at})`),
      value: payback ?? words,
    },
    discounted_payback: {
      formula: after(
        cell('movedDiscounted'),
        cell('belowDiscounted'),
        discounted,
        (at) => `INDEX(${presentBenefits},${at})-INDEX(${presentCosts},${at})`,
      ),
      value: discounted_payback ?? words,
    },
  };
}

/** The modified rate, from the first month to the last that counts. */
export function mirrTerms(
  table: Table,
  cell: Cells,
  results: Results,
  assumed: Assumed,
): Record<'last' | 'mirr', Term> {
  const { net, time } = ranges(table);
  const { view, span, months, appraisal } = table.block;
  const own = appraisal.flows.length - 1;
  const rate = assumed.rates[view].steps[0]!.rate.name;
  const [start, end] = [`INDEX(${time},1)`, `INDEX(${time},${cell('last')}+1)`];
  const gains = `SUMPRODUCT((${net}>0)*${net}*(1+${rate})^(${end}-${time}))`;
  const losses = `SUMPRODUCT((${net}<0)*-${net}*(1+${rate})^(${start}-${time}))`;
  const defined = `IF(${end}>${start},(${gains}/${losses})^(1/(${end}-${start}))-1,"${ONE_TIME}")`;
  const flows = table.months.map(({ benefits, costs }) => benefits - costs);
  return {
    last: span === 'realized' ? { formula: String(own), value: own } : lastMonth(months[0]!, own, results, assumed),
    mirr: {
      formula: signed(net, defined),
      value: appraisal.mirr ?? (noSignChange(flows) || ONE_TIME),
    },
  };
}

/** Names of the rows that the rate of return is followed in. */
export const IRR_ROWS = Array.from({ length: STEPS + 1 }, (_, k) => `rate ${k}`);

/**
 * The rate of return, followed from the run's by Newton's method; whether it is the only one is for the run to prove.
 *
 * The steps are in the logarithm of 1 + rate, where no step can leave the rates above −1.
 *
 * @returns `irr` as words where the run found none or several
 */
export function irrTerms(table: Table, cell: Cells, reason: string): { steps: Term[]; irr: Term | string } {
  const { net, time } = ranges(table);
  const { irr } = table.block.appraisal;
  const flows = table.months.map(({ benefits, costs, time: at }) => ({ time: at, amount: benefits - costs }));
  if (irr.status !== 'unique') {
    const none = noSignChange(flows.map(({ amount }) => amount));
    return { steps: [], irr: none === '' ? reason : { formula: signed(net, `"${LOST}"`), value: none } };
  }
  const root = irr.roots[0]!;
  const steps: Term[] = [{ formula: `LN(1+${root})`, value: Math.log(1 + root) }];
  for (let k = 1; k <= STEPS; k++) {
    const at = cell(IRR_ROWS[k - 1]!);
    const step = `SUMPRODUCT(${net}*EXP(-${at}*${time}))/SUMPRODUCT(${time}*${net}*EXP(-${at}*${time}))`;
    const before = steps[k - 1]!.value as number;
    const worth = sumOf(flows.map(({ time, amount }) => amount * Math.exp(-before * time)));
    const slope = sumOf(flows.map(({ time, amount }) => time * amount * Math.exp(-before * time)));
    steps.push({
      formula: `${at}+MAX(-${LONGEST},MIN(${LONGEST},${step}))`,
      value: before + Math.max(-LONGEST, Math.min(LONGEST, worth / slope)),
    });
  }
  const found = cell(IRR_ROWS[STEPS]!);
  const worth = `ABS(SUMPRODUCT(${net}*EXP(-${found}*${time})))`;
  const size = `SUMPRODUCT(ABS(${net})*EXP(-${found}*${time}))`;
  const followed = `IFERROR(IF(${worth}<=1E-9*${size},EXP(${found})-1,"${LOST}"),"${LOST}")`;
  return { steps, irr: { formula: signed(net, followed), value: root } };
}

function lastMonth(base: string, own: number, results: Results, assumed: Assumed): Term {
  const { months, benefits } = results.workings;
  const ends = new Set([
    assumed.horizon!.name,
    ...benefits.flatMap(({ benefit }) => assumed.benefits.get(benefit)?.horizon?.name ?? []),
  ]);
  const measured = monthsBetween(base, months.at(-1)!);
  const paid = results.workings.costs.flatMap(({ date, months_ahead }) =>
    months_ahead === null ? [monthsBetween(base, date)] : [],
  );
  return { formula: `MAX(${Math.max(measured, ...paid)},${measured}+MAX(${[...ends].join(',')}))`, value: own };
}

/** A rate of return needs gains and losses. */
function signed(net: string, defined: string): string {
  return `IF(AND(MAX(${net})>0,MIN(${net})<0),${defined},IF(MAX(${net})>0,"${NOTHING_PAID}",IF(MIN(${net})<0,"${NOTHING_BACK}","${ALL_ZERO}")))`;
}

function noSignChange(flows: readonly number[]): string {
  const [gains, losses] = [flows.some((amount) => amount > 0), flows.some((amount) => amount < 0)];
  if (gains && losses) return '';
  return gains ? NOTHING_PAID : losses ? NOTHING_BACK : ALL_ZERO;
}

function lastBelow(flows: readonly number[]): number {
  const moved = sumOf(flows.map(Math.abs));
  let [cumulative, last] = [0, 0];
  flows.forEach((amount, i) => {
    cumulative += amount;
    if (cumulative < -1e-12 * moved) last = i + 1;
  });
  return last;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
