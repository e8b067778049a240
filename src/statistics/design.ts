import { finiteValues } from './finite-values.ts';
import { type Inconclusive, inconclusive } from './inconclusive.ts';

/** What rounding alone leaves of a perfect fit, as a share of the length of y. */
const ROUNDING = 1e-13;

/**
 * Are these the columns of a design: finite, and as long as y?
 *
 * @throws  `statistics.not-finite`; RangeError if a column has another length
 * @example designColumns([[1, 1], [0, 1]], 2)
 */
export function designColumns(columns: readonly ArrayLike<number>[], n: number): Float64Array[] {
  return columns.map((column, j) => {
    if (column.length !== n) throw new RangeError(`column ${j + 1} has ${column.length} rows, y has ${n}`);
    return finiteValues(column, `column ${j + 1}`);
  });
}

/**
 * The answer where columns lie in the span of those before them; they are named by place, from 1.
 *
 * @example collinear([2], 24, 5).reason  // 'collinear column 3'
 */
export function collinear(columns: readonly number[], n: number, required: number): Inconclusive {
  const places = columns.map((column) => column + 1).join(', ');
  return inconclusive(`collinear column${columns.length === 1 ? '' : 's'} ${places}`, n, required);
}

/**
 * Is the residual sum of squares no more than the rounding of a model that runs through every point?
 *
 * @example isPerfect(1e-30, Float64Array.of(1, 2))  // true
 */
export function isPerfect(residualSquares: number, y: Float64Array): boolean {
  return residualSquares <= ROUNDING ** 2 * sumOfSquares(y);
}

/**
 * What is the squared length of a vector?
 *
 * @example sumOfSquares(Float64Array.of(3, 4))  // 25
 */
export function sumOfSquares(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return sum;
}
