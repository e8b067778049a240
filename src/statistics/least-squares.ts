import { differenceFromDot } from './dot.ts';
import type { Qr } from './qr.ts';
import { solveUpper, solveUpperTransposed } from './triangle.ts';

/** The first solution and one refinement of it: on a design that is not hopeless the second adds all missing digits. */
const SOLVES = 2;

/**
 * Which coefficients bring Xβ closest to y, to (nearly) all digits that a double holds?
 *
 * @param factors  the QR of the columns
 * @param columns  k columns of length n
 * @param y        length n
 * @returns coefficients (k) and residuals y − Xβ (n)
 * @source  Björck 1967, BIT 7:257 (refinement of the augmented system); NIST StRD to 13 digits and more
 * @example solveLeastSquares(factors, [ones, times], y).coefficients
 */
export function solveLeastSquares(
  factors: Qr,
  columns: readonly Float64Array[],
  y: Float64Array,
): { coefficients: Float64Array; residuals: Float64Array } {
  return solveAugmented(factors, columns, y, new Float64Array(factors.k));
}

/**
 * What is (XᵀX)⁻¹, the covariance of the coefficients in units of σ², to (nearly) all digits?
 *
 * @returns k × k, row-major, exactly symmetric
 * @example refinedInverseGram(factors, columns)
 */
export function refinedInverseGram(factors: Qr, columns: readonly Float64Array[]): Float64Array {
  const { n, k } = factors;
  const gram = new Float64Array(k * k);
  for (let j = 0; j < k; j++) {
    const axis = new Float64Array(k);
    axis[j] = -1;
    const { coefficients } = solveAugmented(factors, columns, new Float64Array(n), axis);
    for (let i = 0; i <= j; i++) {
      gram[i * k + j] = coefficients[i]!;
      gram[j * k + i] = coefficients[i]!;
    }
  }
  return gram;
}

/** Solves r + Xβ = b, Xᵀr = c: least squares where c is 0, the normal equations where b is 0. */
function solveAugmented(
  { n, k, r, rotate, rotateBack }: Qr,
  columns: readonly Float64Array[],
  b: Float64Array,
  c: Float64Array,
): { coefficients: Float64Array; residuals: Float64Array } {
  const coefficients = new Float64Array(k);
  const residuals = new Float64Array(n);
  const row = new Float64Array(k);
  const missing = new Float64Array(n);
  for (let solve = 0; solve < SOLVES; solve++) {
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < k; j++) row[j] = columns[j]![i]!;
      missing[i] = differenceFromDot([b[i]!, -residuals[i]!], row, coefficients);
    }
    const unmet = columns.map((column, j) => differenceFromDot([c[j]!], column, residuals));
    rotate(missing);
    const top = solveUpperTransposed(r, k, unmet);
    const step = solveUpper(
      r,
      k,
      top.map((value, j) => missing[j]! - value),
    );
    missing.set(top);
    rotateBack(missing);
    for (let j = 0; j < k; j++) coefficients[j]! += step[j]!;
    for (let i = 0; i < n; i++) residuals[i]! += missing[i]!;
  }
  return { coefficients, residuals };
}
