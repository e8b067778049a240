import type { Comparison, EffectModel } from '../comparison/comparison.ts';
import type { Random } from '../statistics/random.ts';
import type { Claims } from './claim.ts';
import { drawChiSquared, drawNormals } from './draw.ts';

/** Draws of one comparison's coefficients, in the KPI's unit. */
export interface EffectDraws {
  level: Float64Array;
  slope: Float64Array;
  /** The part of `level` that is an allowed drift; null without a bound. */
  drift: Float64Array | null;
  /** A standard t variate: what the stabilization weeks have of their own, beside what they share with level and slope. */
  transition: Float64Array;
}

/** What is drawn of each comparison, one after the other. */
const PARTS = ['level', 'slope', 'transition'] as const;

/**
 * What else could the effects have been? Joint draws of every valued comparison.
 *
 * Level and slope of one comparison are multivariate t with the degrees of freedom of its cumulative contrast; where a
 * drift bound is in force, a uniform drift is added. All comparisons are correlated as their whitened baseline residuals
 * are, within a unit and across units, which share comparators, flu and holidays: each baseline period has a normal of its
 * own in each draw, and a comparison is the sum of them weighted by its residuals. Periods that another does not have leave
 * the two the less correlated.
 *
 * @param claims  what is to be valued
 * @param count   number of draws
 * @param stream  a seeded generator for each name, so that a comparison's draws do not depend on the others
 * @returns draws by comparison; draw i of all comparisons belong together
 * @source  for the t: Kotz & Nadarajah 2004; correlated designs as in seemingly unrelated regressions (Zellner 1962)
 * @example drawEffects(claims, 10_000, streams(1855))
 */
export function drawEffects(
  claims: Claims,
  count: number,
  stream: (name: string) => Random,
): Map<Comparison, EffectDraws> {
  const weights = new Map<Comparison, Map<string, number>>();
  for (const { kpi, units } of claims.benefits) {
    for (const { comparison, model } of units) {
      if (model !== null) weights.set(comparison, weightsOf(model, nameOf(comparison), kpi.periodLength));
    }
  }
  const [levels, slopes, transitions] = PARTS.map((part) => mixed(weights, part, count, stream));
  const draws = new Map<Comparison, EffectDraws>();
  for (const comparison of weights.keys()) {
    const normals = [levels, slopes, transitions].map((part) => part!.get(comparison)!);
    const random = stream(`spread of ${nameOf(comparison)}`);
    draws.set(comparison, drawOne(comparison.model!, normals as [Float64Array, Float64Array, Float64Array], random));
  }
  return draws;
}

/** All that the draws of these claims depend on, but for their number and seed. */
export function drawnFrom({ benefits }: Claims): unknown[] {
  return benefits.flatMap(({ kpi, units }) =>
    units.flatMap(({ comparison, model }) => (model === null ? [] : [kpi.periodLength, comparison])),
  );
}

function nameOf({ kpi, statistic, adjustment, unit }: Comparison): string {
  return `${kpi}/${statistic}/${adjustment} in ${unit}`;
}

/** By what a comparison hangs on the chance of each period: its residuals at length 1, else on a chance of its own. */
function weightsOf({ residuals }: EffectModel, name: string, periodLength: string): Map<string, number> {
  const length = Math.sqrt(residuals.reduce((sum, { residual }) => sum + residual ** 2, 0));
  if (length === 0) return new Map([[name, 1]]);
  return new Map(residuals.map(({ period, residual }) => [`${periodLength} ${period}`, residual / length]));
}

/** One part of every comparison, as standard normals that are correlated as the weights are. */
function mixed(
  weights: ReadonlyMap<Comparison, ReadonlyMap<string, number>>,
  part: (typeof PARTS)[number],
  count: number,
  stream: (name: string) => Random,
): Map<Comparison, Float64Array> {
  const sums = new Map([...weights.keys()].map((comparison) => [comparison, new Float64Array(count)]));
  for (const chance of new Set([...weights.values()].flatMap((own) => [...own.keys()]))) {
    const normals = drawNormals(count, stream(`${part} by chance of ${chance}`));
    for (const [comparison, own] of weights) {
      const weight = own.get(chance) ?? 0;
      const sum = sums.get(comparison)!;
      if (weight !== 0) for (let d = 0; d < count; d++) sum[d]! += weight * normals[d]!;
    }
  }
  return sums;
}

/** Turns three independent normals per draw into draws of one model, in place. */
function drawOne(model: EffectModel, normals: [Float64Array, Float64Array, Float64Array], random: Random): EffectDraws {
  const [level, slope, transition] = normals;
  const { covariance, driftHalfWidth: bound } = model;
  const drift = bound === 0 ? null : new Float64Array(level.length);
  const levelSd = Math.sqrt(Math.max(0, covariance[0]));
  const slopeOnLevel = levelSd === 0 ? 0 : covariance[1] / levelSd;
  const slopeSd = Math.sqrt(Math.max(0, covariance[3] - slopeOnLevel ** 2));
  for (let i = 0; i < level.length; i++) {
    const stretch = stretchOf(model.df, random);
    const [first, second] = [level[i]! * stretch, slope[i]! * stretch];
    const drifted = bound === 0 ? 0 : bound * (2 * random.uniform() - 1);
    if (drift !== null) drift[i] = drifted;
    level[i] = model.level + levelSd * first + drifted;
    slope[i] = model.slope + slopeOnLevel * first + slopeSd * second;
    if (model.transition.periods.length > 0) transition[i]! *= stretchOf(model.transition.df, random);
  }
  return { level, slope, drift, transition };
}

/** √(df/χ²), which makes a normal a t. */
function stretchOf(df: number, random: Random): number {
  return Number.isFinite(df) ? Math.sqrt(df / drawChiSquared(df, random)) : 1;
}
