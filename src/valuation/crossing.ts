const STEPS = 64;
const HALVINGS = 80;
/** An odd place to look whether a line is straight: steps seldom fall together with the line there. */
const BETWEEN = 0.381966; // golden section
/** This near to the line, against the larger of its ends, lies on it. */
const EXACT = 1e-9;

/**
 * Where between two values does a function of one input cross zero?
 *
 * A straight line is solved; anything else is searched in 64 equal steps and the first step that crosses is halved until it
 * is found. A function that jumps crosses where it jumps.
 *
 * @param f     finite between the two
 * @param from  where the search starts
 * @param to    where it ends; may lie below `from`
 * @returns the crossing nearest to `from`; null where there is none
 * @example crossing((x) => 3 - 2 * x, 0, 4)  // 1.5
 */
export function crossing(f: (x: number) => number, from: number, to: number): number | null {
  const [first, last] = [f(from), f(to)];
  if (first === 0) return from;
  const tolerance = EXACT * Math.max(Math.abs(first), Math.abs(last));
  const onLine = first + BETWEEN * (last - first);
  if (Math.abs(f(from + BETWEEN * (to - from)) - onLine) <= tolerance) {
    return first > 0 === last > 0 ? null : from + ((to - from) * first) / (first - last);
  }
  let [low, atLow] = [from, first];
  for (let k = 1; k <= STEPS; k++) {
    const high = from + ((to - from) * k) / STEPS;
    const atHigh = k === STEPS ? last : f(high);
    if (atHigh > 0 !== atLow > 0) return halved(f, low, high, atLow > 0);
    [low, atLow] = [high, atHigh];
  }
  return null;
}

function halved(f: (x: number) => number, from: number, to: number, positiveAtFrom: boolean): number {
  let [low, high] = [from, to];
  for (let k = 0; k < HALVINGS; k++) {
    const middle = low + (high - low) / 2;
    if (f(middle) > 0 === positiveAtFrom) low = middle;
    else high = middle;
  }
  return high;
}
