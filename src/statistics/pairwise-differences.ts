/** Halvings after which the bracket is smaller than any difference between doubles of usual size. */
const MOST_HALVINGS = 128;

/**
 * Which of all pairwise differences y − x has a given rank? Without laying out all of them.
 *
 * A window of 30,000 examinations against another has a thousand million differences; counting those below a bound takes one walk
 * through both samples.
 *
 * @param x     ascending, length ≥ 1
 * @param y     ascending, length ≥ 1
 * @param rank  from 1 to x.length · y.length
 * @returns the difference of this rank, smallest first
 * @source  counting on sorted rows and columns, Monahan 1984, ACM TOMS 10:265
 * @example pairwiseDifference(Float64Array.of(1, 2), Float64Array.of(4, 9), 2)  // 3
 */
export function pairwiseDifference(x: Float64Array, y: Float64Array, rank: number): number {
  let low = y[0]! - x.at(-1)!;
  let high = y.at(-1)! - x[0]!;
  if (countUpTo(x, y, low) >= rank) return low;
  for (let step = 0; step < MOST_HALVINGS; step++) {
    const middle = (low + high) / 2;
    if (!(middle > low && middle < high)) break;
    if (countUpTo(x, y, middle) >= rank) high = middle;
    else low = middle;
  }
  return leastAbove(x, y, low);
}

function countUpTo(x: Float64Array, y: Float64Array, bound: number): number {
  let count = 0;
  let reach = 0;
  for (const value of x) {
    while (reach < y.length && y[reach]! - value <= bound) reach++;
    count += reach;
  }
  return count;
}

function leastAbove(x: Float64Array, y: Float64Array, bound: number): number {
  let least = Number.POSITIVE_INFINITY;
  let reach = 0;
  for (const value of x) {
    while (reach < y.length && y[reach]! - value <= bound) reach++;
    if (reach < y.length) least = Math.min(least, y[reach]! - value);
  }
  return least;
}
