import type { Ar1Profile } from './ar1-likelihood.ts';
import { type Inconclusive, inconclusive } from './inconclusive.ts';
import { solveUpperTransposed } from './triangle.ts';

/** Step of the numerical derivatives, in units of 1 − φ²: small against the curve, large against rounding. */
const STEP = 1e-3;

/** Fewer degrees of freedom than this make an interval that no one can read. */
const LEAST_DF = 2;

/**
 * How many degrees of freedom has the variance of a contrast, when φ and σ² were both estimated?
 *
 * v(φ) = cᵀ (Xᵀ R(φ)⁻¹ X)⁻¹ c σ̂²(φ) is the variance with σ² profiled out; Var(v) = v′(φ)² / I(φ) + 2 v² / (n − k), where I
 * is the observed information of the profiled likelihood, and df = 2 v² / Var(v), at least 2. Leaving out that σ̂² moves
 * with φ loses 4 to 6 points of coverage.
 *
 * @param profileAt   the likelihood as a function of φ (ar1-likelihood.ts)
 * @param profile     it at the estimate
 * @param residualDf  n − k
 * @param limit       bound of |φ| in the search
 * @returns df of the contrast with given weights; or inconclusive: autocorrelation at its bound | autocorrelation
 *          without information | no weight on any coefficient
 * @source  Satterthwaite 1946, Biometrics Bull 2:110; Fai & Cornelius 1996; coverage by simulation in bench/calibrate.ts
 * @example satterthwaite(profileAt, profileAt(phi), n - k, 0.999)([0, 0, 1, 0])
 */
export function satterthwaite(
  profileAt: (phi: number) => Ar1Profile,
  profile: Ar1Profile,
  residualDf: number,
  limit: number,
): (weights: ArrayLike<number>) => number | Inconclusive {
  const { phi } = profile;
  const required = profile.rotated.length + residualDf;
  if (Math.abs(phi) > limit - 1e-6) {
    return () => inconclusive('autocorrelation at its bound', required, required + 1);
  }
  const step = STEP * (1 - phi * phi);
  const below = profileAt(phi - step);
  const above = profileAt(phi + step);
  const information = (2 * profile.logLikelihood - below.logLikelihood - above.logLikelihood) / (step * step);
  if (!(information > 0)) return () => inconclusive('autocorrelation without information', required, required + 1);

  return (weights) => {
    const variance = contrastVariance(profile, weights);
    if (!(variance > 0)) return inconclusive('no weight on any coefficient', required, required);
    const slope = (contrastVariance(above, weights) - contrastVariance(below, weights)) / (2 * step);
    const varianceOfVariance = (slope * slope) / information + (2 * variance * variance) / residualDf;
    return Math.max(LEAST_DF, (2 * variance * variance) / varianceOfVariance);
  };
}

/**
 * How uncertain is a weighted sum of coefficients, were φ known?
 *
 * @returns cᵀ (Xᵀ R⁻¹ X)⁻¹ c σ̂², in squared units of y
 * @example contrastVariance(profile, [0, 0, 1, 0])
 */
export function contrastVariance({ r, rotated, residualVariance }: Ar1Profile, weights: ArrayLike<number>): number {
  const half = solveUpperTransposed(r, rotated.length, weights);
  let squares = 0;
  for (let j = 0; j < half.length; j++) squares += half[j]! * half[j]!;
  return squares * residualVariance;
}
