import type { Comparison } from '../comparison/comparison.ts';
import { addPeriods, PERIOD_DAYS, periodsBetween } from '../kpi/period.ts';
import type { Benefit, Horizon, Range } from '../program/register.ts';
import type { BenefitClaim, Claims, UnitClaim } from './claim.ts';
import { rivalsOf, type StandingClaims, sum, yieldsTo } from './standing-claims.ts';
import { usable } from './usable.ts';

/** What goes on in one unit: quantity of a month = weight × (level + slope × time) × what is left of it. */
export interface ForecastUnit {
  comparison: Comparison;
  /** Quantity per unit of effect in a month, at the volume of the last quarter. */
  weight: number;
  /** Middle of the last quarter, in periods since the post window began: the effect is held there, its slope ends. */
  time: number;
}

/** What of one benefit goes on. */
export interface ForecastClaim {
  units: ForecastUnit[];
  /** Likely quantity of a month before decay, by unit and together; 0 where a larger claim holds the resource. */
  byUnit: number[];
  monthly: number;
  /** The same before a larger claim takes the resource. */
  claimed: { unit: string; quantity: number }[];
  /** The benefit's own horizon, or the program's. */
  horizon: Horizon;
  /** Months after the data until it ends. */
  end: Range;
}

/** The months after the data, and what each benefit brings in them. */
export interface Forecast {
  /** The program's; costs are counted to it. */
  horizon: Horizon;
  end: Range;
  /** To the latest end of all. */
  months: string[];
  /** In the order of the register. */
  claims: ForecastClaim[];
}

const MONTH_DAYS = PERIOD_DAYS.month;
const QUARTER_MONTHS = 3;

/**
 * How do the demonstrated benefits go on after the data?
 *
 * Each unit keeps the effect of its last quarter at that quarter's volume; the model's slope is not followed. Overlap is
 * settled once, on those monthly amounts. What comes once does not come again. Decay and horizon are applied later: they
 * are drawn.
 *
 * @param claims    of the register
 * @param standing  which of them are demonstrated
 * @param horizon   null when the program declares none
 * @returns null without a horizon, without claims, or with a horizon that the data has passed
 * @example forecast(claims, standing, horizon)?.months.length
 */
export function forecast(claims: Claims, standing: StandingClaims, horizon: Horizon | null): Forecast | null {
  const last = claims.months.at(-1);
  if (horizon === null || last === undefined) return null;
  const end = monthsTo(horizon, last);
  if (end.likely <= 0) return null;
  const drafts = claims.benefits.map((claim, b) =>
    claim.benefit.oneOff === null ? standing.demonstrated[b]!.units.map((unit) => lastQuarter(unit, claim)) : [],
  );
  const settled = settle(claims.benefits, drafts).map((draft, b): ForecastClaim => {
    const own = claims.benefits[b]!.benefit.horizon ?? horizon;
    return { ...draft, horizon: own, end: monthsTo(own, last) };
  });
  const count = Math.max(end.high, ...settled.map((claim) => claim.end.high));
  const months = Array.from({ length: count }, (_, k) => addPeriods(last, k + 1, 'month'));
  return { horizon, end, months, claims: settled };
}

/**
 * What is left of an effect in each month of the forecast?
 *
 * @param months  how many
 * @param decay   share lost in a year, 0–1
 * @returns (1 − decay)^(k/12) for month k = 1, 2, …
 * @example survival(12, 0.1)[11]  // 0.9
 */
export function survival(months: number, decay: number): Float64Array {
  return Float64Array.from({ length: months }, (_, k) => (1 - decay) ** ((k + 1) / 12));
}

/**
 * Which part of a month of the forecast lies before the end?
 *
 * @param end    months after the data
 * @param month  counted from 0
 * @returns 1, 0, or the part of the month in which it ends
 * @example lifeOf(2.5, 2)  // 0.5
 */
export function lifeOf(end: number, month: number): number {
  return Math.min(1, Math.max(0, end - month));
}

/** What a forecast takes for granted. */
export interface ForecastAssumptions {
  share: number;
  /** Multiplies the effect; 1 as measured. */
  effect: number;
  /** Share lost in a year. */
  decay: number;
  /** Months after the data. */
  end: number;
}

/**
 * Which quantity does a benefit bring in each month of the forecast?
 *
 * @param benefit      its minimum usable block
 * @param claim        what of it goes on
 * @param months       how many
 * @param assumptions  at which everything uncertain is held
 * @returns units of value after attribution, in whole blocks
 * @example forecastByMonth(benefit, forecast.claims[0]!, 24, { share: 0.8, effect: 1, decay: 0.05, end: 24 })[0]
 */
export function forecastByMonth(
  { minimumBlock }: Benefit,
  { byUnit }: ForecastClaim,
  months: number,
  { share, effect, decay, end }: ForecastAssumptions,
): Float64Array {
  const block = minimumBlock?.size ?? null;
  const left = survival(months, decay);
  return left.map((kept, k) => {
    const life = lifeOf(end, k);
    return life === 0 ? 0 : life * sum(byUnit.map((quantity) => usable(quantity * effect * kept, share, block)));
  });
}

function monthsTo({ earliest, to, latest }: Horizon, last: string): Range {
  const [low, likely, high] = [earliest, to, latest].map((day) => Math.max(0, periodsBetween(last, day, 'month')));
  return { low: low!, likely: likely!, high: high! };
}

function lastQuarter({ comparison, model, weights }: UnitClaim, { kpi }: BenefitClaim): ForecastUnit {
  const { times } = model!;
  const length = (QUARTER_MONTHS * MONTH_DAYS) / PERIOD_DAYS[kpi.periodLength];
  const recent = times.filter((time) => time > times.at(-1)! - length);
  const months = (recent.length * PERIOD_DAYS[kpi.periodLength]) / MONTH_DAYS;
  const weight = sum(weights.slice(-recent.length)) / months;
  return { comparison, weight, time: sum(recent) / recent.length };
}

function settle(
  benefits: readonly BenefitClaim[],
  drafts: readonly ForecastUnit[][],
): Pick<ForecastClaim, 'units' | 'byUnit' | 'monthly' | 'claimed'>[] {
  const byUnit = drafts.map((units) =>
    units.map(({ comparison, weight, time }) => weight * effectAt(comparison, time)),
  );
  const gross = byUnit.map((quantities, b) => sum(quantities) * benefits[b]!.benefit.value.likely);
  return drafts.map((units, b) => {
    const held = rivalsOf(b, benefits).some((rival) => yieldsTo(gross[b]!, gross[rival]!, rival < b));
    const claimed = units.map(({ comparison }, u) => ({ unit: comparison.unit, quantity: byUnit[b]![u]! }));
    return held
      ? { units: [], byUnit: [], monthly: 0, claimed }
      : { units, byUnit: byUnit[b]!, monthly: sum(byUnit[b]!), claimed };
  });
}

function effectAt({ model }: Comparison, time: number): number {
  return model!.level + model!.slope * time;
}
