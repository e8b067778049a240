import type { Series } from '../kpi/kpi.ts';
import { periodsBetween } from '../kpi/period.ts';
import { mean } from '../statistics/mean.ts';
import { poolRandomEffects } from '../statistics/random-effects.ts';
import type { Comparison, Estimate } from './comparison.ts';
import { type CrossCheck, crossCheck, type Permuted, permuteGoLives } from './cross-check.ts';
import { type Dose, doseOf } from './dose.ts';
import { asEstimate } from './estimate-effect.ts';
import type { Estimated } from './estimate-series.ts';
import { panelOf } from './panel.ts';

/** The effect of one deployment on one KPI over all its units. */
export interface PooledEffect {
  kpi: string;
  statistic: Comparison['statistic'];
  adjustment: Comparison['adjustment'];
  deployment: string;
  units: { unit: string; estimate: number; standardError: number; goLive: string }[];
  effect: Estimate;
  p: number;
  /** SD of the true effects between units, in the KPI's unit. */
  between: number;
  /** Go-lives on different days. */
  staggered: boolean;
  /** Null with the reason beside it. */
  crossCheck: CrossCheck | null;
  crossCheckReason: string | null;
  permutation: Permuted | null;
  permutationReason: string | null;
  /** Adoption against gain; null where the program names no measure of adoption. */
  dose: Dose | null;
  /** Mean of observed − without, by periods since go-live, over the units that have both. */
  eventStudy: { since: number; difference: number; units: number }[];
}

/** An estimated series and what was concluded of it. */
export interface Concluded {
  estimated: Estimated;
  comparison: Comparison;
}

/**
 * What did the deployment do to this KPI in all its units together?
 *
 * The units' own primary effects by random effects (REML, Hartung–Knapp): they may truly differ, and a handful of them
 * says little of how much, which the t with units − 1 df tells honestly. Where a drift bound is in force the interval
 * widens by the mean of what the units' bounds allow. Beside it, for staggered go-lives with comparators: group-time
 * effects, which need no model of trend or season, and a permutation of the go-lives. The pooled effect decides no verdict.
 *
 * @param series  the primary series of one KPI, one a unit
 * @param adoption  how much each unit uses it, where the program says what measures that
 * @returns null with fewer than two units whose effect can be used
 * @source  Hartung & Knapp 2001, Stat Med 20:3875
 * @example poolUnits(series)?.effect.estimate  // −26
 */
export function poolUnits(
  series: readonly Concluded[],
  adoption: { kpi: string; series: readonly Series[] } | null = null,
): PooledEffect | null {
  const used = series.filter(
    ({ comparison }) => comparison.average !== null && comparison.verdict !== 'not comparable',
  );
  const effects = used.map(({ comparison }) => comparison.average!);
  const pooled = poolRandomEffects(
    effects.map(({ estimate }) => estimate),
    effects.map(({ standardError }) => standardError! ** 2),
  );
  if (pooled.kind === 'inconclusive') return null;
  const allowed = mean(used.map(({ comparison }) => comparison.model!.driftHalfWidth));
  const estimate = asEstimate(pooled.effect);
  const { kpi, statistic, adjustment, deployment } = used[0]!.comparison;
  const panel = panelOf(used.map(({ estimated }) => estimated.question));
  const { check, reason } = crossCheck(panel);
  const permuted = permuteGoLives(panel);
  const units = used.map(({ estimated, comparison }, i) => ({
    unit: comparison.unit,
    estimate: effects[i]!.estimate,
    standardError: effects[i]!.standardError!,
    goLive: estimated.question.windows.goLive,
  }));
  return {
    ...{ kpi, statistic, adjustment, deployment, units },
    effect: { ...estimate, low: estimate.low - allowed, high: estimate.high + allowed },
    p: pooled.effect.p,
    between: Math.sqrt(pooled.tauSquared),
    staggered: new Set(units.map(({ goLive }) => goLive)).size > 1,
    crossCheck: check,
    crossCheckReason: reason,
    permutation: permuted.permuted,
    permutationReason: permuted.reason,
    dose: adoption === null ? null : doseOf(adoption, used),
    eventStudy: eventStudy(used),
  };
}

function eventStudy(used: readonly Concluded[]): PooledEffect['eventStudy'] {
  const bySince = new Map<number, number[]>();
  for (const { estimated, comparison } of used) {
    const { windows, series } = estimated.question;
    const observed = new Map(estimated.own.rows.map(({ period, value }) => [period, value]));
    for (const { period, without } of comparison.counterfactual) {
      const since = periodsBetween(windows.stabilization.from, period, series.periodLength);
      const found = bySince.get(since) ?? [];
      found.push(observed.get(period)! - without.estimate);
      bySince.set(since, found);
    }
  }
  return [...bySince]
    .sort(([a], [b]) => a - b)
    .map(([since, differences]) => ({ since, difference: mean(differences), units: differences.length }));
}
