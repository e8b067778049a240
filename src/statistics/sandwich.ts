import type { OlsFit } from './ols.ts';

/**
 * What covariance follows from a meat between two slices of (XᵀX)⁻¹?
 *
 * @param fit   gives the bread
 * @param meat  entry (i, j), i ≤ j, of a symmetric k × k matrix
 * @returns (XᵀX)⁻¹ M (XᵀX)⁻¹, k × k, row-major
 * @example sandwich(fit, (i, j) => (i === j ? 1 : 0))
 */
export function sandwich(fit: OlsFit, meat: (i: number, j: number) => number): Float64Array {
  const k = fit.columns.length;
  const filling = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = i; j < k; j++) filling[j * k + i] = filling[i * k + j] = meat(i, j);
  }
  const bread = fit.unscaledCovariance;
  return multiply(multiply(bread, filling, k), bread, k);
}

function multiply(a: Float64Array, b: Float64Array, k: number): Float64Array {
  const product = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      for (let m = 0; m < k; m++) product[i * k + j]! += a[i * k + m]! * b[m * k + j]!;
    }
  }
  return product;
}
