import { periodsBetween } from '../kpi/period.ts';
import { type CaseLedger, monthsAhead } from './case-ledger.ts';
import { cashPart } from './claim.ts';
import { forecastByMonth, lifeOf } from './forecast.ts';
import { benefitPriceFactor, costPriceFactor } from './price-basis.ts';
import type { CostLine } from './read-costs.ts';
import { sum } from './standing-claims.ts';
import { usable } from './usable.ts';

/** At which values everything uncertain is held; lists in the order of the register. */
export interface Assumptions {
  values: readonly number[];
  shares: readonly number[];
  /** Multiply the lasting effects and what the stabilization weeks brought; 1 as measured. */
  effects: readonly number[];
  transitions: readonly number[];
  /** Share of the effect lost in a year, and months after the data until the forecast ends. */
  decays: readonly number[];
  ends: readonly number[];
  /** Months after the data until costs end. */
  costsEnd: number;
  /** Shares by which forecast benefits fall short and planned costs run over. */
  bias: { benefits: number; costs: number };
  /** Multiplies every cost. */
  costs: number;
}

/** The assumptions at which the likely figures stand. */
export function likelyAssumptions({ claims, forecast, program }: CaseLedger): Assumptions {
  const benefits = claims.benefits.map(({ benefit }) => benefit);
  return {
    values: benefits.map(({ value }) => value.likely),
    shares: benefits.map(({ attribution }) => attribution.share),
    effects: benefits.map(() => 1),
    transitions: benefits.map(() => 1),
    decays: benefits.map((_, b) => forecast?.claims[b]?.horizon.decay.likely ?? 0),
    ends: benefits.map((_, b) => forecast?.claims[b]?.end.likely ?? 0),
    costsEnd: forecast?.end.likely ?? 0,
    bias: { benefits: program.optimismBias?.benefits.likely ?? 0, costs: program.optimismBias?.costs.likely ?? 0 },
    costs: 1,
  };
}

/** One benefit's money: amounts of the months of the claims, and of the months of the forecast before and for optimism. */
export interface BenefitFlows {
  realized: Float64Array;
  forecast: Float64Array;
  optimism: Float64Array;
}

/**
 * What does one benefit bring, month by month, in the prices of the appraisal?
 *
 * @param index  of the benefit in the register
 * @example benefitFlows(ledger, 0, likelyAssumptions(ledger)).realized[3]
 */
export function benefitFlows(ledger: CaseLedger, index: number, at: Assumptions): BenefitFlows {
  const { claims, standing, forecast } = ledger;
  const { benefit } = claims.benefits[index]!;
  const { values, shares, effects, transitions, decays, ends, bias } = at;
  const [value, share, effect] = [values[index]!, shares[index]!, effects[index]!];
  const settled = transitions[index]!;
  const block = benefit.minimumBlock?.size ?? null;
  const realized = claims.months.map((month, m) => {
    const lasting = sum(standing.demonstrated[index]!.byUnit.map((unit) => usable(unit[m]! * effect, share, block)));
    const settling = sum(standing.transition[index]!.byUnit.map((unit) => usable(unit[m]! * settled, share, block)));
    return (lasting + settling) * value * priced(ledger, index, month);
  });
  const none = new Float64Array(0);
  if (forecast === null) return { realized: Float64Array.from(realized), forecast: none, optimism: none };
  const held = { share, effect, decay: decays[index]!, end: ends[index]! };
  const quantities = forecastByMonth(benefit, forecast.claims[index]!, forecast.months.length, held);
  const ahead = quantities.map((quantity, k) => quantity * value * priced(ledger, index, forecast.months[k]!));
  return {
    realized: Float64Array.from(realized),
    forecast: ahead,
    optimism: ahead.map((amount) => -amount * bias.benefits),
  };
}

/** By which factor does money of a month enter the view: its prices, and whether it is in the financial case. */
export function priced({ view, claims, rules }: CaseLedger, index: number, month: string): number {
  const part = view === 'economic' ? 1 : cashPart(claims.benefits[index]!.benefit, month);
  return part === 0 ? 0 : (benefitPriceFactor(rules, month) ?? 0);
}

/** One cost at given assumptions: what is paid, or planned, and the line that optimism adds. */
export interface CostFlow {
  line: CostLine;
  amount: number;
  optimism: number;
}

/**
 * What do the costs come to, in the prices of the appraisal? A planned cost that recurs ends with the horizon.
 *
 * @example costFlows(ledger, likelyAssumptions(ledger))[0]?.amount
 */
export function costFlows(ledger: CaseLedger, at: Assumptions): CostFlow[] {
  const { paid, planned, rules, forecast } = ledger;
  const flow = (line: CostLine, life: number, bias: number): CostFlow => {
    const amount = line.amount * costPriceFactor(rules, line)! * life * at.costs;
    return { line, amount, optimism: amount * bias };
  };
  return [
    ...paid.map((line) => flow(line, 1, 0)),
    ...planned.map((line) => {
      const end = line.recurring ? at.costsEnd : forecast!.end.likely;
      return flow(line, lifeOf(end, monthsAhead(ledger, line.date)), at.bias.costs);
    }),
  ];
}

/** First day of a cost's month. */
export function monthOf({ date }: Pick<CostLine, 'date'>): string {
  return `${date.slice(0, 7)}-01`;
}

/** Place of a month on the ledger's axis; −1 for one beyond it. */
export function placeOf({ months }: Pick<CaseLedger, 'months'>, month: string): number {
  const place = periodsBetween(months[0]!, month, 'month');
  return place < months.length ? place : -1;
}
