import type { Discount, Horizon, Range } from '../program/register.ts';
import { type CaseSources, monthsAhead } from './case-ledger.ts';
import { type BenefitClaim, cashPart, likelyQuantities, likelyTransition, type UnitClaim } from './claim.ts';
import type { PriceBasis } from './read-costs.ts';
import { rivalsOf } from './standing-claims.ts';

/**
 * What the money was made of, before any price, share, rate or decay was put on it: enough to make every likely figure again
 * under other assumptions. The keys of results.json.
 */
export interface Workings {
  /** First days of the months that are measured, and of those that are forecast. */
  months: string[];
  forecast_months: string[];
  benefits: BenefitWorkings[];
  costs: CostWorkings[];
  /** The program's; null where nothing is forecast. */
  horizon: Ahead | null;
  prices: { year: number; index: number }[];
  /** Likely shares by which forecast benefits fall short and planned costs run over; null where none is declared. */
  optimism: { benefits: number; costs: number; source: string; ranges: { benefits: Ends; costs: Ends } } | null;
  /** When in its month money falls; whether the economic view has rates of its own. */
  timing: { financial: Discount['timing']; economic: Discount['timing'] };
  economic_rates: boolean;
}

/** How far a forecast goes: months after the data, to which day, and which share of an effect is lost in a year. */
export interface Ahead {
  months: number;
  to: string;
  decay: number;
  /** It could be as soon as `earliest`, or as late as `latest`. */
  earliest: string;
  latest: string;
  decay_range: Ends;
  reason: string;
}

/** Between what an assumption is drawn. */
type Ends = Pick<Range, 'low' | 'high'>;

/** One line of the register. */
export interface BenefitWorkings {
  benefit: string;
  /** Other lines on the same resource; the larger claim of a month stands. */
  rivals: string[];
  /** Its own or the program's; null where nothing is forecast. */
  horizon: (Ahead & { own: boolean }) | null;
  /** First month whose money is in the financial case; null where none is. */
  cash_from: string | null;
  units: UnitWorkings[];
}

/** What one unit brings, in units of value, before overlap. */
export interface UnitWorkings {
  unit: string;
  /** Does the effect count as demonstrated, and do its stabilization weeks count? */
  demonstrated: boolean;
  settling: boolean;
  /** By measured month: from the lasting effect, and from the stabilization weeks. */
  quantities: number[];
  transition: number[];
  /** Of a month of the forecast, before decay; null where it does not go on. */
  monthly: number | null;
}

/** One payment that some view counts. */
export interface CostWorkings {
  line: number;
  date: string;
  category: string;
  deployment: string | null;
  status: 'planned' | 'actual';
  type: 'capital' | 'revenue';
  recurring: boolean;
  /** In the program's currency, in the prices of `price_basis`. */
  amount: number;
  foreign: { amount: number; currency: string; rate: number } | null;
  price_basis: PriceBasis;
  /** Months of the forecast before it; null for what is paid. */
  months_ahead: number | null;
}

/**
 * From which quantities and payments was the money made?
 *
 * @returns benefits in the order of the register, costs in that of their dates
 * @example workings(sources).benefits[0]?.units[0]?.quantities
 */
export function workings(sources: CaseSources): Workings {
  const { program, claims, forecast, priceIndex } = sources;
  const { discount, economicDiscount, optimismBias } = program;
  return {
    months: [...claims.months],
    forecast_months: forecast === null ? [] : [...forecast.months],
    benefits: claims.benefits.map((claim, b) => benefitWorkings(claim, b, sources)),
    costs: costWorkings(sources),
    horizon: forecast && aheadOf(forecast.horizon, forecast.end.likely),
    prices: [...(priceIndex ?? [])].map(([year, index]) => ({ year, index })).sort((a, b) => a.year - b.year),
    optimism: optimismBias && {
      benefits: optimismBias.benefits.likely,
      costs: optimismBias.costs.likely,
      source: optimismBias.source,
      ranges: { benefits: endsOf(optimismBias.benefits), costs: endsOf(optimismBias.costs) },
    },
    timing: { financial: discount.timing, economic: (economicDiscount ?? discount).timing },
    economic_rates: economicDiscount !== null,
  };
}

function benefitWorkings(
  { benefit, units }: BenefitClaim,
  b: number,
  { claims, standing, forecast }: CaseSources,
): BenefitWorkings {
  const ahead = forecast?.claims[b] ?? null;
  const own = (unit: UnitClaim): UnitWorkings => ({
    unit: unit.unit,
    demonstrated: standing.demonstrated[b]!.units.includes(unit),
    settling: standing.transition[b]!.units.includes(unit),
    quantities: [...likelyQuantities(unit)],
    transition: [...likelyTransition(unit)],
    monthly: ahead?.claimed.find((one) => one.unit === unit.unit)?.quantity ?? null,
  });
  const all = [...claims.months, ...(forecast?.months ?? [])];
  return {
    benefit: benefit.id,
    rivals: rivalsOf(b, claims.benefits).map((r) => claims.benefits[r]!.benefit.id),
    horizon: ahead && { ...aheadOf(ahead.horizon, ahead.end.likely), own: benefit.horizon !== null },
    cash_from: all.find((month) => cashPart(benefit, month) === 1) ?? null,
    units: units.filter(({ model }) => model !== null).map(own),
  };
}

function aheadOf({ to, earliest, latest, decay, reason }: Horizon, months: number): Ahead {
  return { months, to, decay: decay.likely, earliest, latest, decay_range: endsOf(decay), reason };
}

function endsOf({ low, high }: Range): Ends {
  return { low, high };
}

/** What is paid by the as-of day, and what is planned after it to the latest end of the horizon. */
function costWorkings({ costs, asOf, claims, forecast }: CaseSources): CostWorkings[] {
  return (costs ?? []).flatMap(({ priceBasis, ...cost }) => {
    const paid = cost.status === 'actual' && cost.date <= asOf;
    const ahead = forecast === null ? null : monthsAhead({ claims }, cost.date);
    const planned = cost.status === 'planned' && cost.date > asOf && ahead !== null && ahead < forecast!.end.high;
    return paid || planned ? [{ ...cost, price_basis: priceBasis, months_ahead: paid ? null : ahead }] : [];
  });
}
