import { windowsOf } from '../baseline/windows.ts';
import type { Comparison } from '../comparison/comparison.ts';
import type { Adjustment, Series } from '../kpi/kpi.ts';
import { addPeriods, periodOf } from '../kpi/period.ts';
import type { PeriodLength } from '../program/program.ts';
import { isBlocking, type TransitionClaim, type UnitClaim } from './claim.ts';
import type { Draft, ValuationEvidence } from './claim-benefits.ts';
import { yearFraction } from './year-fraction.ts';

/**
 * What does one line of the register claim in one unit, month by month?
 *
 * @param line      the line and the KPI that it is claimed from
 * @param perItem   units of value per unit of effect and item, positive where a rise of the KPI is good
 * @param months    first days of the months that claims are told in
 * @param evidence  what was measured and compared
 * @returns null where the KPI was not compared in the unit; where the comparison leaves nothing to value, a blocked claim
 *          without weights
 * @example unitClaim(draft, 'main/imaging', −1, months, evidence)?.weights.length
 */
export function unitClaim(
  { kpi, deployment, statistic, benefit }: Draft,
  unit: string,
  perItem: number,
  months: readonly string[],
  { program, comparisons, measured, asOf }: ValuationEvidence,
): UnitClaim | null {
  const own = comparisons.filter((c) => c.kpi === kpi.entry && c.unit === unit && c.statistic === statistic);
  const crude = own.find(({ adjustment }) => adjustment === 'crude');
  const comparison = own.find(({ adjustment }) => adjustment === 'standardised') ?? crude;
  if (comparison === undefined) return null;
  const volumes = volumesOf(measured.find((one) => one.kpi === kpi.entry)?.series ?? [], comparison);
  const blocked = isBlocking(comparison.verdict) || comparison.model === null;
  const model = blocked ? null : comparison.model;
  const scope = { kpi: kpi.entry, asOf, maturityDays: kpi.maturityDays };
  const post = windowsOf(program, deployment, unit, kpi.periodLength, scope)?.post ?? null;
  const claimed = model?.periods ?? [...volumes.keys()].filter((p) => post !== null && p >= post.from && p <= post.to);
  // What comes once is the average over the periods of a level that is held, not their sum.
  const once = benefit.oneOff !== null;
  const weight = once ? perItem / Math.max(1, claimed.length) : perItem;
  const weights = Float64Array.from(model?.periods ?? [], (period) => weight * (volumes.get(period) ?? 0));
  const naive = (crude ?? comparison).naive?.estimate ?? 0;
  return {
    unit,
    comparison,
    model,
    blocked,
    weights,
    ...byMonth(model, weights, months, once),
    transition: once ? NO_TRANSITION : transitionOf(model?.transition.periods ?? [], volumes, weight, months),
    naiveQuantity: weight * naive * volumeOf(claimed, volumes),
    crudeQuantity: modelledQuantity((crude ?? comparison).model, volumes, weight),
    live: once
      ? { volume: volumeOf(claimed, volumes) / Math.max(1, claimed.length), years: 1 }
      : liveOf([...(model?.transition.periods ?? []), ...claimed], volumes, kpi.periodLength),
  };
}

/** What comes once has no stabilization: it is a level, reached when the process has settled. */
const NO_TRANSITION: TransitionClaim = { months: [], weights: new Float64Array(0) };

/** Weights of level and slope, summed by month; what comes once falls into the month in which the post window begins. */
function byMonth(
  model: Comparison['model'],
  weights: Float64Array,
  months: readonly string[],
  once: boolean,
): Pick<UnitClaim, 'levelWeights' | 'slopeWeights'> {
  const [levelWeights, slopeWeights] = [new Float64Array(months.length), new Float64Array(months.length)];
  model?.periods.forEach((period, i) => {
    const month = months.indexOf(periodOf(once ? model.periods[0]! : period, 'month'));
    levelWeights[month]! += weights[i]!;
    slopeWeights[month]! += weights[i]! * model.times[i]!;
  });
  return { levelWeights, slopeWeights };
}

function liveOf(
  periods: readonly string[],
  volumes: ReadonlyMap<string, number>,
  length: PeriodLength,
): UnitClaim['live'] {
  const [first, last] = [periods[0], periods.at(-1)];
  if (first === undefined || last === undefined) return { volume: 0, years: 0 };
  return { volume: volumeOf(periods, volumes), years: yearFraction(first, addPeriods(last, 1, length), 'act/365') };
}

function volumeOf(periods: readonly string[], volumes: ReadonlyMap<string, number>): number {
  return periods.reduce((sum, period) => sum + (volumes.get(period) ?? 0), 0);
}

function modelledQuantity(
  model: Comparison['model'],
  volumes: ReadonlyMap<string, number>,
  weight: number,
): number | null {
  if (model === null) return null;
  const { periods, times, level, slope } = model;
  return periods.reduce((sum, period, i) => sum + weight * (volumes.get(period) ?? 0) * (level + slope * times[i]!), 0);
}

function transitionOf(
  periods: readonly string[],
  volumes: ReadonlyMap<string, number>,
  weight: number,
  months: readonly string[],
): TransitionClaim {
  return {
    months: periods.map((period) => months.indexOf(periodOf(period, 'month'))),
    weights: Float64Array.from(periods, (period) => weight * (volumes.get(period) ?? 0)),
  };
}

/** Volume by period, of the series that was compared; the crude one counts the same items. */
function volumesOf(series: readonly Series[], { statistic, adjustment, unit }: Comparison): Map<string, number> {
  const of = (wanted: Adjustment) =>
    series.find((s) => s.unit === unit && s.statistic === statistic && s.adjustment === wanted);
  const cells = (of(adjustment) ?? of('crude'))?.cells ?? [];
  return new Map(cells.map(({ period, volume }) => [period, volume]));
}
