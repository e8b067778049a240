import type { EffectModel } from '../comparison/comparison.ts';
import type { Standing } from './standing-claims.ts';

/**
 * A weighted sum of the stabilization quantities as a random number: mean + onLevel × (level's error) + onSlope × (slope's
 * error) + sd × a t variate of its own.
 */
export interface TransitionMoments {
  mean: number;
  onLevel: number;
  onSlope: number;
  sd: number;
  /** By month: its mean, and its part of any error of the sum; the parts add up to 1. */
  months: Map<number, { mean: number; part: number }>;
}

/**
 * What is known of the money of the stabilization weeks before anything is drawn?
 *
 * The differences rest on the same counterfactual as the lasting effect: what the two share is told by their covariance.
 *
 * @param unit     one unit's claim
 * @param kept     by month: 1 where the claim stands
 * @param factors  weight of each month
 * @source  regression of one normal on others; Salkever 1976 for the prediction errors
 * @example transitionMoments(standing.transition[0]!.units[0]!, kept, ones).mean
 */
export function transitionMoments(
  { transition, model }: Standing['units'][number],
  kept: Float64Array,
  factors: Float64Array,
): TransitionMoments {
  const { differences, covariance, withLasting } = model!.transition;
  const weights = transition.months.map((month, i) => transition.weights[i]! * kept[month]! * factors[month]!);
  const withSum = weights.map((_, i) => dot(weights, (j) => covariance[i * weights.length + j]!));
  const variance = dot(weights, (i) => withSum[i]!);
  const shared = regressionOn(model!, [
    dot(weights, (i) => withLasting.level[i]!),
    dot(weights, (i) => withLasting.slope[i]!),
  ]);
  const months: TransitionMoments['months'] = new Map();
  weights.forEach((weight, i) => {
    const month = transition.months[i]!;
    const before = months.get(month) ?? { mean: 0, part: 0 };
    const part = variance > 0 ? (weight * withSum[i]!) / variance : 0;
    months.set(month, { mean: before.mean + weight * differences[i]!, part: before.part + part });
  });
  return {
    mean: dot(weights, (i) => differences[i]!),
    onLevel: shared.onLevel,
    onSlope: shared.onSlope,
    sd: Math.sqrt(Math.max(0, variance - shared.explained)),
    months,
  };
}

/** Coefficients on the errors of level and slope, and the variance that they explain. */
function regressionOn(
  { covariance: [a, b, , d] }: EffectModel,
  [c, e]: [number, number],
): { onLevel: number; onSlope: number; explained: number } {
  if (a <= 0) return { onLevel: 0, onSlope: 0, explained: 0 };
  const determinant = a * d - b * b;
  if (determinant <= 1e-12 * a * d) return { onLevel: c / a, onSlope: 0, explained: (c * c) / a };
  const [onLevel, onSlope] = [(d * c - b * e) / determinant, (a * e - b * c) / determinant];
  return { onLevel, onSlope, explained: onLevel * c + onSlope * e };
}

function dot(weights: readonly number[], value: (i: number) => number): number {
  return weights.reduce((sum, weight, i) => sum + weight * value(i), 0);
}
