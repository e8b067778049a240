import { collinear, designColumns, isPerfect, sumOfSquares } from './design.ts';
import { finiteValues } from './finite-values.ts';
import { type Inconclusive, inconclusive } from './inconclusive.ts';
import { type Interval, LEVEL, tInterval } from './interval.ts';
import { refinedInverseGram, solveLeastSquares } from './least-squares.ts';
import { qr } from './qr.ts';
import { quadraticForm } from './triangle.ts';

/** A fitted linear model. Matrices are k × k, row-major. */
export interface OlsFit {
  kind: 'fit';
  /** One per column, in the unit of y per unit of the column. */
  coefficients: Float64Array;
  /** Of the coefficients, under independent errors of equal variance. */
  covariance: Float64Array;
  /** Residual variance, divisor n − k; 0 if the model runs through every point. */
  sigmaSquared: number;
  residuals: Float64Array;
  /** Diagonal of the hat matrix, each in (0, 1]. */
  leverages: Float64Array;
  /** (XᵀX)⁻¹: what the robust covariances are built on. */
  unscaledCovariance: Float64Array;
  columns: Float64Array[];
  n: number;
  /** n − k. */
  df: number;
  /** Interval of a weighted sum of coefficients; a robust `covariance` may stand in for the model's. */
  contrast(weights: ArrayLike<number>, covariance?: Float64Array): Interval | Inconclusive;
}

/**
 * Ordinary least squares: which weights on the columns come closest to y?
 *
 * For series see gls-ar1.ts: with autocorrelated errors these intervals are too short by half.
 *
 * @param y        n values, n > k
 * @param columns  k columns of length n; the intercept is a column of ones, none is added
 * @param level    confidence of `contrast`
 * @returns the fit; or inconclusive: too few observations | collinear columns … (their places, from 1). Where the model
 *          runs through every point σ² is 0 and `contrast` is inconclusive: no residual variation
 * @throws  `statistics.not-finite`; RangeError if a column has another length
 * @source  Householder QR (qr.ts); checked against NIST StRD and R lm
 * @example ols([1, 2, 4], [[1, 1, 1], [0, 1, 2]])  // coefficients 0.8333, 1.5
 */
export function ols(y: ArrayLike<number>, columns: readonly ArrayLike<number>[], level = LEVEL): OlsFit | Inconclusive {
  const target = finiteValues(y, 'y');
  const design = designColumns(columns, target.length);
  const [n, k] = [target.length, design.length];
  if (n <= k) return inconclusive('too few observations', n, k + 1);
  const factors = qr(design);
  if (factors.kind === 'collinear') return collinear(factors.columns, n, k + 1);

  const { coefficients, residuals } = solveLeastSquares(factors, design, target);
  const squares = sumOfSquares(residuals);
  const sigmaSquared = isPerfect(squares, target) ? 0 : squares / (n - k);
  const unscaledCovariance = refinedInverseGram(factors, design);
  const covariance = unscaledCovariance.map((value) => value * sigmaSquared);
  return {
    kind: 'fit',
    coefficients,
    covariance,
    sigmaSquared,
    residuals,
    leverages: leveragesOf(factors, n, k),
    unscaledCovariance,
    columns: design,
    n,
    df: n - k,
    contrast(weights, robust = covariance) {
      const variance = quadraticForm(robust, weights);
      if (sigmaSquared === 0) return inconclusive('no residual variation', n, k + 1);
      if (!(variance > 0)) return inconclusive('no weight on any coefficient', n, k + 1);
      let estimate = 0;
      for (let j = 0; j < k; j++) estimate += weights[j]! * coefficients[j]!;
      return tInterval(estimate, Math.sqrt(variance), n - k, level);
    },
  };
}

function leveragesOf(factors: { rotateBack(vector: Float64Array): void }, n: number, k: number): Float64Array {
  const leverages = new Float64Array(n);
  const axis = new Float64Array(n);
  for (let j = 0; j < k; j++) {
    axis.fill(0);
    axis[j] = 1;
    factors.rotateBack(axis);
    for (let i = 0; i < n; i++) leverages[i]! += axis[i]! * axis[i]!;
  }
  return leverages;
}
