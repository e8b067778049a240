import type { Comparison } from '../comparison/comparison.ts';
import { addPeriods, PERIOD_DAYS, periodsBetween } from '../kpi/period.ts';
import type { Horizon } from '../program/program.ts';
import type { BenefitClaim, Claims, UnitClaim } from './claim.ts';
import { rivalsOf, type StandingClaims, sum, yieldsTo } from './standing-claims.ts';

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
  /** Likely quantity of a month before decay; 0 where a larger claim holds the resource. */
  monthly: number;
}

/** The months after the data, and what each benefit brings in them. */
export interface Forecast {
  horizon: Horizon;
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
 * settled once, on those monthly amounts. Decay is applied later: it is drawn.
 *
 * @param claims    of the register
 * @param standing  which of them are demonstrated
 * @param horizon   null when the program declares none
 * @returns null without a horizon, without claims, or with a horizon that the data has passed
 * @example forecast(claims, standing, { to: '2029-06-30', decay, reason })?.months.length
 */
export function forecast(claims: Claims, standing: StandingClaims, horizon: Horizon | null): Forecast | null {
  const last = claims.months.at(-1);
  if (horizon === null || last === undefined) return null;
  const count = periodsBetween(last, horizon.to, 'month');
  if (count <= 0) return null;
  const months = Array.from({ length: count }, (_, k) => addPeriods(last, k + 1, 'month'));
  const drafts = claims.benefits.map((claim, b) =>
    standing.demonstrated[b]!.units.map((unit) => lastQuarter(unit, claim)),
  );
  return { horizon, months, claims: settle(claims.benefits, drafts) };
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

function lastQuarter({ comparison, model, weights }: UnitClaim, { kpi }: BenefitClaim): ForecastUnit {
  const { times } = model!;
  const length = (QUARTER_MONTHS * MONTH_DAYS) / PERIOD_DAYS[kpi.periodLength];
  const recent = times.filter((time) => time > times.at(-1)! - length);
  const months = (recent.length * PERIOD_DAYS[kpi.periodLength]) / MONTH_DAYS;
  const weight = sum(weights.slice(-recent.length)) / months;
  return { comparison, weight, time: sum(recent) / recent.length };
}

function settle(benefits: readonly BenefitClaim[], drafts: readonly ForecastUnit[][]): ForecastClaim[] {
  const monthly = drafts.map((units) =>
    sum(units.map(({ comparison, weight, time }) => weight * effectAt(comparison, time))),
  );
  const gross = monthly.map((quantity, b) => quantity * benefits[b]!.benefit.value.likely);
  return drafts.map((units, b) => {
    const held = rivalsOf(b, benefits).some((rival) => yieldsTo(gross[b]!, gross[rival]!, rival < b));
    return held ? { units: [], monthly: 0 } : { units, monthly: monthly[b]! };
  });
}

function effectAt({ model }: Comparison, time: number): number {
  return model!.level + model!.slope * time;
}
