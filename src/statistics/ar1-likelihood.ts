import { triangularize } from './qr.ts';

export type LikelihoodMethod = 'reml' | 'ml';

/** A linear model with AR(1) errors at one φ, coefficients and variance profiled out. */
export interface Ar1Profile {
  phi: number;
  /** Log-likelihood, restricted under REML, with the constants of R nlme. */
  logLikelihood: number;
  /** Marginal variance of an error, not of its innovation: divisor n − k under REML, n under ML. */
  sigmaSquared: number;
  /** The same with divisor n − k under both methods: what standard errors are made of, as in R nlme. */
  residualVariance: number;
  /** k × k upper triangle of the whitened design, row-major: Xᵀ R(φ)⁻¹ X = rᵀr. */
  r: Float64Array;
  /** The first k entries of Qᵀ times the whitened y: the coefficients solve r β = rotated. */
  rotated: Float64Array;
}

/**
 * How likely are the data when errors s periods apart correlate by φ^s, for any φ?
 *
 * Each row is whitened by its predecessor, g periods before: (row − φ^g predecessor) / √(1 − φ^2g), which is exact
 * across gaps and costs O(n); one Householder triangle of [X | y] then holds coefficients, residual and determinant.
 *
 * @param y        n finite values, n > k
 * @param columns  k columns of length n, independent
 * @param times    n whole period numbers, increasing; gaps allowed
 * @param method   REML (restricted likelihood) or ML
 * @returns the profile as a function of φ in (−1, 1)
 * @source  Pinheiro & Bates 2000, §5.3; innovations form: Brockwell & Davis 1991, §8.6; checked against R nlme::gls
 * @example ar1Likelihood(y, columns, times, 'reml')(0.3).logLikelihood
 */
export function ar1Likelihood(
  y: Float64Array,
  columns: readonly Float64Array[],
  times: Float64Array,
  method: LikelihoodMethod,
): (phi: number) => Ar1Profile {
  const [n, k] = [y.length, columns.length];
  const source = [...columns, y];
  const work = new Float64Array(n * (k + 1));
  const diagonal = new Float64Array(k + 1);
  const gaps = Array.from({ length: n - 1 }, (_, i) => times[i + 1]! - times[i]!);
  const divisor = method === 'reml' ? n - k : n;

  return (phi) => {
    const logDeterminant = whiten(source, gaps, phi, work);
    triangularize(work, n, k + 1, diagonal);
    const r = new Float64Array(k * k);
    const rotated = new Float64Array(k);
    let logScale = 0;
    for (let i = 0; i < k; i++) {
      r[i * k + i] = diagonal[i]!;
      for (let j = i + 1; j < k; j++) r[i * k + j] = work[j * n + i]!;
      rotated[i] = work[k * n + i]!;
      logScale += Math.log(Math.abs(diagonal[i]!));
    }
    const sigmaSquared = diagonal[k]! ** 2 / divisor;
    const free = divisor * (Math.log(2 * Math.PI * sigmaSquared) + 1) + logDeterminant;
    const logLikelihood = -free / 2 - (method === 'reml' ? logScale : 0);
    return { phi, logLikelihood, sigmaSquared, residualVariance: diagonal[k]! ** 2 / (n - k), r, rotated };
  };
}

/**
 * What is left of a series when each value's part that its predecessor foretells is taken out?
 *
 * @param values  n values at times with these gaps
 * @param gaps    n − 1 whole numbers ≥ 1
 * @param phi     in (−1, 1)
 * @returns n values; uncorrelated and of equal variance if the values are AR(1) with this φ
 * @example whitened(Float64Array.of(1, 0.5), [1], 0.5)  // [1, 0]
 */
export function whitened(values: Float64Array, gaps: readonly number[], phi: number): Float64Array {
  const result = new Float64Array(values.length);
  whiten([values], gaps, phi, result);
  return result;
}

/** Writes the whitened columns one after another into `target`; returns ln |R(φ)|. */
function whiten(columns: readonly Float64Array[], gaps: readonly number[], phi: number, target: Float64Array): number {
  const n = gaps.length + 1;
  for (let c = 0; c < columns.length; c++) target[c * n] = columns[c]![0]!;
  let logDeterminant = 0;
  let [gap, carry, scale, logVariance] = [0, 0, 1, 0];
  for (let i = 1; i < n; i++) {
    if (gaps[i - 1] !== gap) {
      gap = gaps[i - 1]!;
      carry = phi ** gap;
      logVariance = Math.log1p(-carry * carry);
      scale = Math.exp(-logVariance / 2);
    }
    logDeterminant += logVariance;
    for (let c = 0; c < columns.length; c++) {
      const column = columns[c]!;
      target[c * n + i] = (column[i]! - carry * column[i - 1]!) * scale;
    }
  }
  return logDeterminant;
}
