import { collinear, designColumns } from './design.ts';
import { type Inconclusive, inconclusive } from './inconclusive.ts';
import { type Interval, tInterval } from './interval.ts';
import { qr } from './qr.ts';
import { inverseGram, quadraticForm, solveUpper } from './triangle.ts';

/** What tells one generalised linear model from another. μ is the expected count, η the sum of columns. */
export interface Family {
  /** A rate or share, and its derivative, at η. */
  response(eta: number): { value: number; slope: number };
  /** Variance of the count of a row at a given rate or share, up to the dispersion. */
  variance(value: number, exposure: number): number;
  /** η of a row to begin with. */
  start(count: number, exposure: number): number;
  /** Contribution of a row to the deviance. */
  deviance(count: number, fitted: number, exposure: number): number;
}

/** A fitted quasi-likelihood model of counts. Matrices are k × k, row-major. */
export interface GlmFit {
  kind: 'fit';
  /** On the link scale. */
  coefficients: Float64Array;
  /** Of the coefficients, dispersion included. */
  covariance: Float64Array;
  /** Pearson's χ² / (n − k). */
  dispersion: number;
  deviance: number;
  n: number;
  df: number;
  /** Expected counts. */
  fitted: Float64Array;
  /** Pearson residuals: (count − fitted) / √variance, before dispersion. */
  residuals: Float64Array;
  /** Interval of a weighted sum of coefficients, on the link scale. */
  contrast(weights: ArrayLike<number>): Interval | Inconclusive;
  /**
   * Interval of Σ weight · (response with − response without) over some rows: the effect back on the scale of rates or
   * shares, by the delta method. `actual` and `counterfactual` are k columns of those rows.
   */
  effect(
    actual: readonly ArrayLike<number>[],
    counterfactual: readonly ArrayLike<number>[],
    weights: ArrayLike<number>,
  ): Interval | Inconclusive;
}

const MOST_STEPS = 60;

/** Change of the linear predictor at which the steps stop: the next one would change it by the square of that. */
const SETTLED = 1e-9;

/** A fitted variance this much smaller than the largest means a coefficient on its way to infinity. */
const VANISHED = 1e-9;

/**
 * Fits a generalised linear model by iteratively reweighted least squares. Called by quasi-poisson.ts, quasi-binomial.ts.
 *
 * @param counts    n checked counts
 * @param exposure  n checked exposures or trials
 * @returns the fit; or inconclusive: too few observations | collinear columns … | coefficients without bound | no
 *          residual variation
 * @source  McCullagh & Nelder 1989, §2.5; Householder QR in each step
 * @example fitGlm(counts, exposure, columns, family, 0.95)
 */
export function fitGlm(
  counts: Float64Array,
  exposure: Float64Array,
  columns: readonly ArrayLike<number>[],
  family: Family,
  level: number,
): GlmFit | Inconclusive {
  const [n, k] = [counts.length, columns.length];
  const design = designColumns(columns, n);
  if (n <= k) return inconclusive('too few observations', n, k + 1);
  const independent = qr(design);
  if (independent.kind === 'collinear') return collinear(independent.columns, n, k + 1);

  let eta: Float64Array = counts.map((count, i) => family.start(count, exposure[i]!));
  for (let step = 0; step < MOST_STEPS; step++) {
    const solved = weightedStep(counts, exposure, design, eta, family);
    if (solved === null) break;
    const moved = solved.eta.reduce((most, value, i) => Math.max(most, Math.abs(value - eta[i]!)), 0);
    eta = solved.eta;
    if (moved <= SETTLED) return describe(counts, exposure, design, solved, family, level);
  }
  return inconclusive('coefficients without bound', n, n + 1);
}

/** One weighted least squares step; null where the weights vanish and with them the rank. */
function weightedStep(
  counts: Float64Array,
  exposure: Float64Array,
  design: readonly Float64Array[],
  eta: Float64Array,
  family: Family,
): { eta: Float64Array; coefficients: Float64Array; r: Float64Array } | null {
  const k = design.length;
  const roots = new Float64Array(counts.length);
  const target = eta.map((value, i) => {
    const { value: response, slope } = family.response(value);
    roots[i] = (exposure[i]! * slope) / Math.sqrt(family.variance(response, exposure[i]!));
    return roots[i]! * (value + (counts[i]! - exposure[i]! * response) / (exposure[i]! * slope));
  });
  if (!(Math.min(...roots) ** 2 > VANISHED * Math.max(...roots) ** 2)) return null;
  const factors = qr(design.map((column) => column.map((value, i) => value * roots[i]!)));
  if (factors.kind === 'collinear') return null;
  factors.rotate(target);
  const coefficients = solveUpper(factors.r, k, target);
  return { eta: linear(design, coefficients), coefficients, r: factors.r };
}

function describe(
  counts: Float64Array,
  exposure: Float64Array,
  design: readonly Float64Array[],
  { eta, coefficients, r }: { eta: Float64Array; coefficients: Float64Array; r: Float64Array },
  family: Family,
  level: number,
): GlmFit | Inconclusive {
  const [n, k] = [counts.length, design.length];
  const responses = eta.map((value) => family.response(value).value);
  const fitted = responses.map((value, i) => exposure[i]! * value);
  const residuals = counts.map(
    (count, i) => (count - fitted[i]!) / Math.sqrt(family.variance(responses[i]!, exposure[i]!)),
  );
  const dispersion = residuals.reduce((sum, residual) => sum + residual ** 2, 0) / (n - k);
  if (!(dispersion > 1e-20)) return inconclusive('no residual variation', n, k + 1);
  const covariance = inverseGram(r, k).map((value) => value * dispersion);
  const interval = (estimate: number, gradient: ArrayLike<number>) => {
    const variance = quadraticForm(covariance, gradient);
    return variance > 0
      ? tInterval(estimate, Math.sqrt(variance), n - k, level)
      : inconclusive('no weight on any coefficient', n, k + 1);
  };
  return {
    kind: 'fit',
    coefficients,
    covariance,
    dispersion,
    deviance: counts.reduce((sum, count, i) => sum + family.deviance(count, fitted[i]!, exposure[i]!), 0),
    n,
    df: n - k,
    fitted,
    residuals,
    contrast: (weights) =>
      interval(
        coefficients.reduce((sum, value, j) => sum + value * weights[j]!, 0),
        weights,
      ),
    effect(actual, counterfactual, weights) {
      const gradient = new Float64Array(k);
      let estimate = 0;
      for (const [sign, rows] of [[1, actual] as const, [-1, counterfactual] as const]) {
        linear(rows, coefficients).forEach((value, i) => {
          const response = family.response(value);
          estimate += sign * weights[i]! * response.value;
          for (let j = 0; j < k; j++) gradient[j]! += sign * weights[i]! * response.slope * rows[j]![i]!;
        });
      }
      return interval(estimate, gradient);
    },
  };
}

function linear(columns: readonly ArrayLike<number>[], coefficients: Float64Array): Float64Array {
  const sums = new Float64Array(columns[0]!.length);
  columns.forEach((column, j) => {
    for (let i = 0; i < sums.length; i++) sums[i]! += column[i]! * coefficients[j]!;
  });
  return sums;
}
