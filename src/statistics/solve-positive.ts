/** A positive function and its derivative at one point. */
export interface ValueAndSlope {
  value: number;
  slope: number;
}

/** Bisection alone ends well within this many steps; Newton needs a handful. */
const MOST_STEPS = 300;

/**
 * Where does a monotone positive function of a positive argument reach a target?
 *
 * Newton's steps on ln f over ln x, where the tails of the usual distributions are nearly straight, kept inside a
 * shrinking bracket. This is how every quantile here is found from its own distribution function.
 *
 * @param evaluate  f and f′ at x; f > 0, and the sign of f′ never changes
 * @param target    > 0, a value that f takes in (0, highest)
 * @param rising    whether f grows with x
 * @param start     a first guess in (0, highest)
 * @param highest   upper end of the support, default Infinity
 * @returns x to about an ulp of what f can tell apart
 * @example solvePositive((x) => ({ value: x * x, slope: 2 * x }), 2, true, 1)  // √2
 */
export function solvePositive(
  evaluate: (x: number) => ValueAndSlope,
  target: number,
  rising: boolean,
  start: number,
  highest = Number.POSITIVE_INFINITY,
): number {
  let low = 0;
  let high = highest;
  let x = start;
  for (let step = 0; step < MOST_STEPS; step++) {
    const { value, slope } = evaluate(x);
    const gap = Math.log(value / target);
    if (gap === 0) return x;
    if (gap > 0 === rising) high = x;
    else low = x;
    let next = x * Math.exp((-gap * value) / (slope * x));
    if (!(next > low && next < high)) next = middle(low, high);
    if (Math.abs(next - x) <= 2e-16 * x) return next;
    x = next;
  }
  return x;
}

/** The geometric middle of a bracket of which one end may still be unknown. */
function middle(low: number, high: number): number {
  if (high === Number.POSITIVE_INFINITY) return low * 4;
  if (low === 0) return high / 4;
  return high / low > 2 ? Math.sqrt(low) * Math.sqrt(high) : (low + high) / 2;
}
