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

/** Fewer common baseline periods than this say nothing about a correlation. */
const LEAST_COMMON_PERIODS = 8;
/** A pivot below this is zero: two comparisons move as one. */
const SINGULAR = 1e-9;

/**
 * What else could the effects have been? Joint draws of every valued comparison.
 *
 * Level and slope of one comparison are multivariate t with the degrees of freedom of its cumulative contrast; where a
 * drift bound is in force, a uniform drift is added. Comparisons in one unit are correlated as their whitened baseline
 * residuals are; units are independent of each other.
 *
 * @param claims  what is to be valued
 * @param count   number of draws
 * @param stream  a seeded generator for each name, so that a unit's draws do not depend on the other units
 * @returns draws by comparison; draw i of all comparisons belong together
 * @source  for the t: Kotz & Nadarajah 2004; correlated designs as in seemingly unrelated regressions (Zellner 1962)
 * @example drawEffects(claims, 10_000, streams(1855))
 */
export function drawEffects(
  claims: Claims,
  count: number,
  stream: (name: string) => Random,
): Map<Comparison, EffectDraws> {
  const byUnit = new Map<string, Set<Comparison>>();
  for (const { comparison, model, unit } of claims.benefits.flatMap(({ units }) => units)) {
    if (model !== null) byUnit.set(unit, (byUnit.get(unit) ?? new Set()).add(comparison));
  }
  const draws = new Map<Comparison, EffectDraws>();
  for (const [unit, comparisons] of byUnit) {
    const group = [...comparisons];
    const random = stream(`effects of ${unit}`);
    const mix = triangleOf(correlations(group.map(({ model }) => model!)));
    const levels = correlatedNormals(mix, count, random);
    const slopes = correlatedNormals(mix, count, random);
    const transitions = correlatedNormals(mix, count, random);
    group.forEach((comparison, i) => {
      draws.set(comparison, drawOne(comparison.model!, [levels[i]!, slopes[i]!, transitions[i]!], random));
    });
  }
  return draws;
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

/** Correlation of the whitened baseline residuals of each pair, over the periods that both have. */
function correlations(models: readonly EffectModel[]): number[][] {
  const residuals = models.map((model) => new Map(model.residuals.map(({ period, residual }) => [period, residual])));
  return residuals.map((a, i) => residuals.map((b, j) => (i === j ? 1 : correlation(a, b))));
}

function correlation(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  const common = [...a.keys()].filter((period) => b.has(period));
  if (common.length < LEAST_COMMON_PERIODS) return 0;
  let [ab, aa, bb] = [0, 0, 0];
  // Residuals of a model with an intercept centre on zero: no mean is taken out again.
  for (const period of common) {
    const [x, y] = [a.get(period)!, b.get(period)!];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}

/**
 * Lower Cholesky factor of a correlation matrix. Pairs that share different periods may give no such matrix: then it is
 * drawn towards independence until it is one.
 */
function triangleOf(matrix: readonly (readonly number[])[]): number[][] {
  for (let kept = 1; ; kept -= 0.05) {
    const factor = cholesky(matrix.map((row, i) => row.map((value, j) => (i === j ? 1 : value * kept))));
    if (factor !== null) return factor;
  }
}

function cholesky(matrix: readonly (readonly number[])[]): number[][] | null {
  const factor: number[][] = matrix.map((row) => row.map(() => 0));
  for (let i = 0; i < matrix.length; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i]![j]!;
      for (let k = 0; k < j; k++) rest -= factor[i]![k]! * factor[j]![k]!;
      if (i === j) {
        if (rest < -SINGULAR) return null;
        factor[i]![i] = Math.sqrt(Math.max(0, rest));
      } else factor[i]![j] = factor[j]![j]! < SINGULAR ? 0 : rest / factor[j]![j]!;
    }
  }
  return factor;
}

function correlatedNormals(factor: readonly (readonly number[])[], count: number, random: Random): Float64Array[] {
  const independent = factor.map(() => drawNormals(count, random));
  return factor.map((row, i) => {
    const mixed = new Float64Array(count);
    for (let k = 0; k <= i; k++) {
      const [share, normals] = [row[k]!, independent[k]!];
      if (share !== 0) for (let d = 0; d < count; d++) mixed[d]! += share * normals[d]!;
    }
    return mixed;
  });
}
