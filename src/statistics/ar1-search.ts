import type { LikelihoodMethod } from './ar1-likelihood.ts';
import { sumOfSquares } from './design.ts';
import type { Qr } from './qr.ts';

/** Sums over all pairs of rows with one gap between them, as upper triangles of [Q | residual]. */
interface GapProducts {
  gap: number;
  pairs: number;
  later: Float64Array;
  crossed: Float64Array;
  earlier: Float64Array;
}

/** What the likelihood needs of a design, whatever is fitted to it: sums whose last column, of the residual, is 0. */
export interface Ar1Products {
  factors: Qr;
  gaps: readonly number[];
  /** Rows of [Q | 0], one after another. */
  rows: Float64Array;
  first: Float64Array;
  byGap: readonly GapProducts[];
}

/**
 * Which sums of a design does the search for φ need? Taken once, they serve every series that is fitted to it.
 *
 * @param factors  QR of the columns
 * @param gaps     n − 1 whole numbers ≥ 1: periods between successive rows
 * @example ar1Products(factors, [1, 1, 3])
 */
export function ar1Products(factors: Qr, gaps: readonly number[]): Ar1Products {
  const size = factors.k + 1;
  const rows = orthonormalRows(factors);
  const first = new Float64Array(size * size);
  addProducts(first, rows, 0, 0, size);
  return { factors, gaps, rows, first, byGap: gapProducts(rows, gaps, size) };
}

/**
 * What does the design leave of y? As Qᵀ times it, whose first k entries are 0: its squared length is that of the residuals.
 *
 * @example sumOfSquares(rotatedResidual(factors, y))
 */
export function rotatedResidual({ k, rotate }: Qr, y: Float64Array): Float64Array {
  const residual = y.slice();
  rotate(residual);
  return residual.fill(0, 0, k);
}

/**
 * How likely is each φ, up to a constant, at a cost that does not grow with the length of the series?
 *
 * The same likelihood as ar1-likelihood.ts, for seeking its top. A whitened cross-product is a polynomial in φ^gap over
 * sums that are taken once, so each φ costs one small Cholesky triangle. On orthonormal columns, with what least squares
 * leaves of y, squaring the matrix loses nothing.
 *
 * @param design    sums of the columns
 * @param residual  of the n values, rotated (`rotatedResidual`), not all 0
 * @param method    REML or ML
 * @returns the log-likelihood less a constant, as a function of φ in (−1, 1)
 * @source  the determinant and quadratic form of Pinheiro & Bates 2000, §5.3
 * @example maximize(ar1Search(ar1Products(factors, gaps), rotatedResidual(factors, y), 'reml'), -0.999, 0.999)
 */
export function ar1Search(
  design: Ar1Products,
  residual: Float64Array,
  method: LikelihoodMethod,
): (phi: number) => number {
  const { n, k } = design.factors;
  const size = k + 1;
  const { first, byGap } = withResidual(design, residual);
  const divisor = method === 'reml' ? n - k : n;
  const whitened = new Float64Array(size * size);

  return (phi) => {
    whitened.set(first);
    let logDeterminant = 0;
    for (const { gap, pairs, later, crossed, earlier } of byGap) {
      const carry = phi ** gap;
      const variance = 1 - carry * carry;
      logDeterminant += pairs * Math.log(variance);
      for (let i = 0; i < whitened.length; i++) {
        whitened[i]! += (later[i]! - carry * (crossed[i]! - carry * earlier[i]!)) / variance;
      }
    }
    const logScale = cholesky(whitened, size);
    const rest = whitened[size * size - 1]!;
    return -divisor * Math.log(rest) - logDeterminant / 2 - (method === 'reml' ? logScale : 0);
  };
}

function orthonormalRows({ n, k, rotateBack }: Qr): Float64Array {
  const size = k + 1;
  const rows = new Float64Array(n * size);
  const column = new Float64Array(n);
  for (let j = 0; j < k; j++) {
    column.fill(0);
    column[j] = 1;
    rotateBack(column);
    for (let i = 0; i < n; i++) rows[i * size + j] = column[i]!;
  }
  return rows;
}

function gapProducts(rows: Float64Array, gaps: readonly number[], size: number): GapProducts[] {
  const byGap = new Map<number, GapProducts>();
  const none = () => new Float64Array(size * size);
  gaps.forEach((gap, i) => {
    const sums = byGap.get(gap) ?? { gap, pairs: 0, later: none(), crossed: none(), earlier: none() };
    byGap.set(gap, sums);
    sums.pairs++;
    addProducts(sums.later, rows, i + 1, i + 1, size);
    addProducts(sums.crossed, rows, i + 1, i, size);
    addProducts(sums.crossed, rows, i, i + 1, size);
    addProducts(sums.earlier, rows, i, i, size);
  });
  return [...byGap.values()];
}

/** Adds the upper triangle of row a, transposed, times row b. */
function addProducts(sums: Float64Array, rows: Float64Array, a: number, b: number, size: number): void {
  for (let i = 0; i < size; i++) {
    const value = rows[a * size + i]!;
    for (let j = i; j < size; j++) sums[i * size + j]! += value * rows[b * size + j]!;
  }
}

/** The same sums with the residual, scaled to length 1, as the last column. */
function withResidual(design: Ar1Products, rotated: Float64Array): Pick<Ar1Products, 'first' | 'byGap'> {
  const { factors, gaps, rows } = design;
  const k = factors.k;
  const length = Math.sqrt(sumOfSquares(rotated));
  const residual = rotated.slice();
  factors.rotateBack(residual);
  for (let i = 0; i < residual.length; i++) residual[i]! /= length;

  const add = (sums: Float64Array, a: number, b: number) => {
    for (let i = 0; i < k; i++) sums[i * (k + 1) + k]! += rows[a * (k + 1) + i]! * residual[b]!;
    sums[sums.length - 1]! += residual[a]! * residual[b]!;
  };
  const first = design.first.slice();
  add(first, 0, 0);
  const byGap = design.byGap.map(({ gap, pairs, later, crossed, earlier }) => {
    return { gap, pairs, later: later.slice(), crossed: crossed.slice(), earlier: earlier.slice() };
  });
  const sumsOf = new Map(byGap.map((sums) => [sums.gap, sums]));
  gaps.forEach((gap, i) => {
    const { later, crossed, earlier } = sumsOf.get(gap)!;
    add(later, i + 1, i + 1);
    add(crossed, i + 1, i);
    add(crossed, i, i + 1);
    add(earlier, i, i);
  });
  return { first, byGap };
}

/** Replaces the upper triangle by its Cholesky factor; returns the sum of the logarithms of all diagonals but the last. */
function cholesky(matrix: Float64Array, size: number): number {
  let logs = 0;
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      let sum = matrix[i * size + j]!;
      for (let above = 0; above < i; above++) sum -= matrix[above * size + i]! * matrix[above * size + j]!;
      matrix[i * size + j] = j === i ? Math.sqrt(Math.max(sum, Number.MIN_VALUE)) : sum / matrix[i * size + i]!;
    }
    if (i < size - 1) logs += Math.log(matrix[i * size + i]!);
  }
  return logs;
}
