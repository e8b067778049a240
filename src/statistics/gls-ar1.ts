import { type Ar1Profile, ar1Likelihood, type LikelihoodMethod, whitened } from './ar1-likelihood.ts';
import { type Ar1Products, ar1Products, ar1Search, rotatedResidual } from './ar1-search.ts';
import { collinear, designColumns, isPerfect, sumOfSquares } from './design.ts';
import { finiteValues } from './finite-values.ts';
import { type Inconclusive, inconclusive } from './inconclusive.ts';
import { type Interval, LEVEL, tInterval } from './interval.ts';
import { maximize } from './maximize.ts';
import { qr } from './qr.ts';
import { contrastVariance, satterthwaite } from './satterthwaite.ts';
import { inverseGram, solveUpper, solveUpperTransposed } from './triangle.ts';

/** A linear model with AR(1) errors. Matrices are k × k, row-major. */
export interface GlsAr1Fit {
  kind: 'fit';
  /** One per column, in the unit of y per unit of the column. */
  coefficients: Float64Array;
  /** Divisor n − k under both methods. */
  covariance: Float64Array;
  /** Marginal variance of an error: divisor n − k under REML, n under ML. */
  sigmaSquared: number;
  /** Correlation of errors one period apart. */
  phi: number;
  /** Restricted under REML; constants as R nlme. */
  logLikelihood: number;
  n: number;
  residuals: Float64Array;
  /** Residuals with what their predecessors foretell taken out: uncorrelated, each of variance σ². */
  whitened: Float64Array;
  /** Interval of a weighted sum of coefficients, with Satterthwaite's degrees of freedom. */
  contrast(weights: ArrayLike<number>): Interval | Inconclusive;
  /** The n weights a with Σ aᵢ yᵢ = the contrast: applied to the times, they give the centroids that a drift acts on. */
  estimator(weights: ArrayLike<number>): Float64Array;
}

export interface GlsAr1Options {
  method?: LikelihoodMethod;
  /** Confidence of `contrast`, in (0, 1). */
  level?: number;
}

/** |φ| is sought up to here. An estimate that runs up against it is a random walk that no design can tell from drift. */
const PHI_LIMIT = 0.999;

/** Residual degrees of freedom below which φ cannot be told from the residuals at all. */
const LEAST_DF = 3;

/**
 * Generalised least squares with AR(1) errors: which weights on the columns explain a series whose errors linger?
 *
 * The primary method for effects. Errors s periods apart correlate by φ^s, exactly so across gaps. φ maximises the
 * restricted likelihood (REML); intervals carry its uncertainty (satterthwaite.ts). To weight periods by √w, multiply
 * the rows of y and of every column by √w. A dummy column for one period takes it out of the fit, and its coefficient
 * is observed − expected.
 *
 * @param y        n values, n ≥ k + 3
 * @param columns  k columns of length n; the intercept is a column of ones, none is added
 * @param times    n whole period numbers, increasing; gaps where rows were dropped
 * @returns the fit; or inconclusive: too few observations | collinear columns … | no residual variation. Contrasts are
 *          inconclusive where φ is at its bound or its information is not positive
 * @throws  `statistics.not-finite`; RangeError if lengths differ or times do not increase by whole numbers
 * @source  Pinheiro & Bates 2000, §5.3; checked against R nlme::gls(correlation = corAR1(form = ~t))
 * @example glsAr1(y, [ones, times, post, since], times)
 */
export function glsAr1(
  y: ArrayLike<number>,
  columns: readonly ArrayLike<number>[],
  times: ArrayLike<number>,
  options: GlsAr1Options = {},
): GlsAr1Fit | Inconclusive {
  const target = finiteValues(y, 'y');
  const design = ar1Design(columns, times, target.length);
  return design.kind === 'inconclusive' ? design : fitAr1(design, target, options);
}

/** Columns and times, prepared for any number of series. */
export interface Ar1Design {
  kind: 'design';
  columns: Float64Array[];
  periods: Float64Array;
  products: Ar1Products;
}

/**
 * Can series be fitted to this design? As for `glsAr1`, for those who fit many.
 *
 * @param n  length of the series
 * @returns the design; or inconclusive: too few observations | collinear columns …
 * @example const design = ar1Design([ones, post], times, 52)
 */
export function ar1Design(
  columns: readonly ArrayLike<number>[],
  times: ArrayLike<number>,
  n: number,
): Ar1Design | Inconclusive {
  const design = designColumns(columns, n);
  const periods = wholeTimes(times, n);
  const required = columns.length + LEAST_DF;
  if (n < required) return inconclusive('too few observations', n, required);
  const factors = qr(design);
  if (factors.kind === 'collinear') return collinear(factors.columns, n, required);
  const gaps = Array.from({ length: n - 1 }, (_, i) => periods[i + 1]! - periods[i]!);
  return { kind: 'design', columns: design, periods, products: ar1Products(factors, gaps) };
}

/**
 * `glsAr1` on a design that is there already.
 *
 * @param y  n finite values
 * @example fitAr1(design, Float64Array.from(y)).phi
 */
export function fitAr1(
  { columns: design, periods, products }: Ar1Design,
  y: Float64Array,
  { method = 'reml', level = LEVEL }: GlsAr1Options = {},
): GlsAr1Fit | Inconclusive {
  const { factors, gaps } = products;
  const { n, k } = factors;
  const residual = rotatedResidual(factors, y);
  if (isPerfect(sumOfSquares(residual), y)) return inconclusive('no residual variation', n, k + LEAST_DF);
  const phi = maximize(ar1Search(products, residual, method), -PHI_LIMIT, PHI_LIMIT);
  const profileAt = ar1Likelihood(y, design, periods, method);
  const profile = profileAt(phi);
  const coefficients = solveUpper(profile.r, k, profile.rotated);
  const residuals = y.map((value, i) =>
    design.reduce((rest, column, j) => rest - column[i]! * coefficients[j]!, value),
  );
  const degreesOfFreedom = satterthwaite(profileAt, profile, n - k, PHI_LIMIT);

  return {
    kind: 'fit',
    coefficients,
    covariance: inverseGram(profile.r, k).map((value) => value * profile.residualVariance),
    sigmaSquared: profile.sigmaSquared,
    phi,
    logLikelihood: profile.logLikelihood,
    n,
    residuals,
    whitened: whitened(residuals, gaps, phi),
    contrast(weights) {
      const df = degreesOfFreedom(weights);
      if (typeof df !== 'number') return df;
      const estimate = coefficients.reduce((sum, value, j) => sum + value * weights[j]!, 0);
      return tInterval(estimate, Math.sqrt(contrastVariance(profile, weights)), df, level);
    },
    estimator: (weights) => estimatorOf(profile, design, gaps, weights),
  };
}

function wholeTimes(times: ArrayLike<number>, n: number): Float64Array {
  const periods = finiteValues(times, 'times');
  if (periods.length !== n) throw new RangeError(`times has ${periods.length} entries, y has ${n}`);
  const gap = periods.findIndex(
    (time, i) => i > 0 && !(time > periods[i - 1]! && Number.isInteger(time - periods[0]!)),
  );
  if (gap > 0)
    throw new RangeError(`times must increase by whole periods, but ${periods[gap]} follows ${periods[gap - 1]}`);
  return periods;
}

/** Xᵀ R⁻¹ times the rest: the generalised least squares estimator of a contrast, as weights on y. */
function estimatorOf(
  { phi, r }: Ar1Profile,
  design: readonly Float64Array[],
  gaps: readonly number[],
  weights: ArrayLike<number>,
): Float64Array {
  const k = design.length;
  const onCoefficients = solveUpper(r, k, solveUpperTransposed(r, k, weights));
  const onWhitened = new Float64Array(gaps.length + 1);
  design.forEach((column, j) => {
    whitened(column, gaps, phi).forEach((value, i) => {
      onWhitened[i]! += value * onCoefficients[j]!;
    });
  });
  return onWhitened.map((value, i) => {
    const own = i === 0 ? value : value / Math.sqrt(1 - phi ** (2 * gaps[i - 1]!));
    if (i === gaps.length) return own;
    const carry = phi ** gaps[i]!;
    return own - (onWhitened[i + 1]! * carry) / Math.sqrt(1 - carry * carry);
  });
}
