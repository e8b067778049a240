/**
 * Which x solves R x = b for an upper triangle R?
 *
 * @param r  k × k upper triangle, row-major, no zero on the diagonal
 * @param b  right-hand side; its first k entries are read
 * @returns x, length k
 * @example solveUpper(Float64Array.of(2, 1, 0, 4), 2, [4, 8])  // [1, 2]
 */
export function solveUpper(r: Float64Array, k: number, b: ArrayLike<number>): Float64Array {
  const x = new Float64Array(k);
  for (let i = k - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let j = i + 1; j < k; j++) sum -= r[i * k + j]! * x[j]!;
    x[i] = sum / r[i * k + i]!;
  }
  return x;
}

/**
 * Which z solves Rᵀ z = c? Its squared length is cᵀ (RᵀR)⁻¹ c, the variance of a contrast in units of σ².
 *
 * @param r  k × k upper triangle, row-major, no zero on the diagonal
 * @param c  length k
 * @example solveUpperTransposed(Float64Array.of(2, 1, 0, 4), 2, [2, 5])  // [1, 1]
 */
export function solveUpperTransposed(r: Float64Array, k: number, c: ArrayLike<number>): Float64Array {
  const z = new Float64Array(k);
  for (let i = 0; i < k; i++) {
    let sum = c[i]!;
    for (let j = 0; j < i; j++) sum -= r[j * k + i]! * z[j]!;
    z[i] = sum / r[i * k + i]!;
  }
  return z;
}

/**
 * What is (RᵀR)⁻¹? With R from a design's QR it is the covariance of the coefficients in units of σ².
 *
 * @returns k × k, row-major, exactly symmetric
 * @example inverseGram(Float64Array.of(2), 1)  // [0.25]
 */
export function inverseGram(r: Float64Array, k: number): Float64Array {
  const gram = new Float64Array(k * k);
  for (let j = 0; j < k; j++) {
    const unit = new Float64Array(k);
    unit[j] = 1;
    const column = solveUpper(r, k, solveUpperTransposed(r, k, unit));
    for (let i = 0; i <= j; i++) {
      gram[i * k + j] = column[i]!;
      gram[j * k + i] = column[i]!;
    }
  }
  return gram;
}

/**
 * What is cᵀ V c, the variance of a weighted sum of coefficients?
 *
 * @param matrix  k × k, row-major, symmetric
 * @param weights length k
 * @example quadraticForm(Float64Array.of(1, 0, 0, 4), [1, 1])  // 5
 */
export function quadraticForm(matrix: Float64Array, weights: ArrayLike<number>): number {
  const k = weights.length;
  let sum = 0;
  for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) sum += weights[i]! * matrix[i * k + j]! * weights[j]!;
  return sum;
}
