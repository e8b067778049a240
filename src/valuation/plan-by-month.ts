import { addPeriods, periodOf } from '../kpi/period.ts';
import type { Deployment, Program } from '../program/program.ts';
import type { Benefit } from '../program/register.ts';
import type { Claims } from './claim.ts';
import { type Forecast, forecastByMonth } from './forecast.ts';
import { plannedBy } from './planned.ts';
import type { StandingClaims } from './standing-claims.ts';
import { usableByMonth } from './usable.ts';

/** One month of a benefit, likely amounts. Summed, the columns are the benefit's planned, realized and forecast amounts. */
export interface PlanMonth {
  month: string;
  /** Promised up to the as-of day, and after it up to the horizon. */
  planned: number;
  planned_ahead: number;
  /** Demonstrated and transition. */
  realized: number;
  /** Before any optimism is taken off. */
  forecast: number;
}

/** What the months of a benefit are told from. */
export interface PlanSources {
  program: Program;
  claims: Claims;
  standing: StandingClaims;
  forecast: Forecast | null;
  asOf: string;
}

/**
 * What was promised, what came and what is expected, month by month?
 *
 * @param index  of the benefit in the register
 * @returns from its first month with money to the last, without gaps; empty where there is none
 * @example planByMonth(sources, 0)[0]  // { month: '2024-07-01', planned: 9800, planned_ahead: 0, realized: −2400, forecast: 0 }
 */
export function planByMonth(sources: PlanSources, index: number): PlanMonth[] {
  const { claims, standing, forecast, program, asOf } = sources;
  const { benefit, deployment } = claims.benefits[index]!;
  const rows = new Map<string, PlanMonth>();
  const book = (month: string, column: Exclude<keyof PlanMonth, 'month'>, amount: number) => {
    if (amount === 0) return;
    const row = rows.get(month) ?? { month, planned: 0, planned_ahead: 0, realized: 0, forecast: 0 };
    rows.set(month, { ...row, [column]: row[column] + amount });
  };
  const { likely } = benefit.value;
  for (const column of ['demonstrated', 'transition'] as const) {
    const quantities = usableByMonth(benefit, standing[column][index]!);
    claims.months.forEach((month, m) => {
      book(month, 'realized', quantities[m]! * likely);
    });
  }
  for (const [k, quantity] of forecastQuantities(benefit, forecast, index).entries()) {
    book(forecast!.months[k]!, 'forecast', quantity * likely);
  }
  const where = program.deployments.find(({ id }) => id === deployment)!;
  for (const part of promised(benefit, where, asOf, benefit.horizon?.to ?? program.horizon?.to ?? null)) {
    book(part.month, part.column, part.amount);
  }
  return withoutGaps(rows);
}

function forecastQuantities(benefit: Benefit, forecast: Forecast | null, index: number): Float64Array {
  if (forecast === null) return new Float64Array(0);
  const claim = forecast.claims[index]!;
  const { share } = benefit.attribution;
  const held = { share, effect: 1, decay: claim.horizon.decay.likely, end: claim.end.likely };
  return forecastByMonth(benefit, claim, forecast.months.length, held);
}

function* promised(
  benefit: Benefit,
  deployment: Deployment,
  asOf: string,
  last: string | null,
): Generator<{ month: string; column: 'planned' | 'planned_ahead'; amount: number }> {
  if (benefit.planned === null) return;
  const starts = benefit.plan.from === null ? Object.values(deployment.goLive) : [benefit.plan.from];
  const first = periodOf(starts.toSorted()[0]!, 'month');
  const end = last !== null && last > asOf ? addPeriods(periodOf(last, 'month'), 1, 'month') : asOf;
  const by = (day: string) => plannedBy(benefit, deployment, day < end ? day : end)!;
  for (let month = first; month < end; month = addPeriods(month, 1, 'month')) {
    const next = addPeriods(month, 1, 'month');
    const split = asOf <= month ? month : asOf < next ? asOf : next;
    yield { month, column: 'planned', amount: by(split) - by(month) };
    yield { month, column: 'planned_ahead', amount: by(next) - by(split) };
  }
}

function withoutGaps(rows: ReadonlyMap<string, PlanMonth>): PlanMonth[] {
  const sorted = [...rows.keys()].sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  const months: PlanMonth[] = [];
  if (first === undefined || last === undefined) return months;
  for (let month = first; month <= last; month = addPeriods(month, 1, 'month')) {
    months.push(rows.get(month) ?? { month, planned: 0, planned_ahead: 0, realized: 0, forecast: 0 });
  }
  return months;
}
