import { chiSquaredTails } from './chi-squared.ts';
import { sumOfSquares } from './design.ts';
import { type Inconclusive, inconclusive } from './inconclusive.ts';
import { qr } from './qr.ts';
import { solveUpperTransposed } from './triangle.ts';

/** An estimate with what each unit adds to its error, so that any weighted mean of estimates has its own error. */
export interface Influenced {
  att: number;
  influence: Float64Array;
}

/** A joint test that several estimates are all zero. */
export interface WaldTest {
  kind: 'test';
  statistic: number;
  df: number;
  p: number;
}

/**
 * What is the weighted mean of several estimates, errors carried along?
 *
 * @param estimates  at least one; their influences equally long
 * @param weight     of each, any scale; default equal
 * @example averageOf(effects, (effect) => effect.treated)
 */
export function averageOf<T extends Influenced>(
  estimates: readonly T[],
  weight: (estimate: T) => number = () => 1,
): Influenced {
  const total = estimates.reduce((sum, estimate) => sum + weight(estimate), 0);
  const influence = new Float64Array(estimates[0]?.influence.length ?? 0);
  let att = 0;
  for (const estimate of estimates) {
    const share = weight(estimate) / total;
    att += share * estimate.att;
    estimate.influence.forEach((value, unit) => {
      influence[unit]! += share * value;
    });
  }
  return { att, influence };
}

/**
 * How uncertain is an estimate, from its influences?
 *
 * @example standardErrorOf(effect)
 */
export function standardErrorOf({ influence }: Influenced): number {
  return Math.sqrt(sumOfSquares(influence));
}

/**
 * Are several estimates all zero together?
 *
 * W = bᵀ (Σ influence influenceᵀ)⁻¹ b, against χ² with as many degrees of freedom as estimates.
 *
 * @returns the test; or inconclusive: nothing to test | too few units for a joint test (their covariance is singular)
 * @source  Wald 1943; as the pre-test of R did
 * @example waldTest(effectsBeforeGoLive)
 */
export function waldTest(estimates: readonly Influenced[]): WaldTest | Inconclusive {
  const df = estimates.length;
  const units = estimates[0]?.influence.length ?? 0;
  if (df === 0) return inconclusive('nothing to test', 0, 1);
  // The covariance is a Gram matrix, so its root comes from the influences themselves, without squaring them.
  const root = units < df ? null : qr(estimates.map(({ influence }) => influence));
  if (root === null || root.kind === 'collinear') return inconclusive('too few units for a joint test', units, df + 1);
  const half = solveUpperTransposed(
    root.r,
    df,
    estimates.map(({ att }) => att),
  );
  const statistic = sumOfSquares(half);
  return { kind: 'test', statistic, df, p: chiSquaredTails(statistic, df).upper };
}
