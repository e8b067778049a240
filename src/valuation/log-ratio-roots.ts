import type { TimedFlow } from './flow.ts';

/** The log ratio of gains to losses at s = ln(1 + rate), and the mean times of each, which fall as s grows. */
interface Point {
  s: number;
  h: number;
  gainTime: number;
  lossTime: number;
}

interface LogRatio {
  at(s: number): Point;
  /** The latest and the earliest time on each side: what the mean times tend to far out. */
  gains: { first: number; last: number };
  losses: { first: number; last: number };
}

/** |h| below this cannot be told from zero: rounding of the sums. */
const TOUCH = 1e-13;
/** An interval over which h can change by no more than this is not halved any more. */
const FLAT = TOUCH / 10;
/** Where the search stands further out than this in s, no rate could be stated anyway. */
const FARTHEST = 1e9;

/**
 * How do the gains of a cash flow compare with its losses at each rate?
 *
 * @param flows  at least one gain and one loss, distinct times, in order of time
 */
export function logRatio(flows: readonly TimedFlow[]): LogRatio {
  const gains = flows.filter(({ amount }) => amount > 0);
  const losses = flows.filter(({ amount }) => amount < 0);
  const span = (side: readonly TimedFlow[]) => ({ first: side[0]!.time, last: side.at(-1)!.time });
  return {
    gains: span(gains),
    losses: span(losses),
    at(s) {
      const gain = weigh(gains, s);
      const loss = weigh(losses, s);
      const h = Math.log(gain.sum / loss.sum) - s * (gain.reference - loss.reference);
      return { s, h, gainTime: gain.time, lossTime: loss.time };
    },
  };
}

/** Σ|amount|·e^(−s·(time − reference)) and the mean time under these weights; the reference's own weight is 1. */
function weigh(side: readonly TimedFlow[], s: number): { sum: number; time: number; reference: number } {
  const reference = (s >= 0 ? side[0] : side.at(-1))!.time;
  let sum = 0;
  let moment = 0;
  for (const { time, amount } of side) {
    const weight = Math.abs(amount) * Math.exp(-s * (time - reference));
    sum += weight;
    moment += weight * (time - reference);
  }
  return { sum, time: reference + moment / sum, reference };
}

/**
 * Where is a cash flow's log ratio zero? Everywhere it is, in order.
 *
 * @returns s = ln(1 + rate) of each root, to about 1e-15; one that only touches zero to about 1e-12. Roots between which
 *          h cannot be told from zero are one root
 */
export function rootsOfLogRatio(ratio: LogRatio): number[] {
  const points = searchedPoints(ratio);
  const found: Found = { roots: [], blurred: [] };
  for (let i = 1; i < points.length; i++) search(ratio, points[i - 1]!, points[i]!, found);
  const { roots, blurred } = found;
  return [...roots, ...blurred.flatMap(([from, to]) => rootOfBlur(ratio, from, to))].sort((a, b) => a - b);
}

/** Roots that are proven single, and stretches on which h cannot be told from zero. */
interface Found {
  roots: number[];
  blurred: [from: Point, to: Point][];
}

/** Points from far left to far right such that nothing beyond them can be a root. */
function searchedPoints(ratio: LogRatio): Point[] {
  const points = [ratio.at(0)];
  for (let s = 0.5; s < FARTHEST; s *= 2) {
    if (points.length > 1 && noRootAbove(points.at(-1)!, ratio)) break;
    points.push(ratio.at(s));
  }
  for (let s = -0.5; s > -FARTHEST; s *= 2) {
    if (points[0]!.s < 0 && noRootBelow(points[0]!, ratio)) break;
    points.unshift(ratio.at(s));
  }
  return points;
}

/** h′ = lossTime − gainTime; beyond a point each mean time lies between its value there and its limit. */
function noRootAbove(point: Point, { gains, losses }: LogRatio): boolean {
  return point.h > 0 ? losses.first - point.gainTime >= 0 : point.h < 0 && point.lossTime - gains.first <= 0;
}

function noRootBelow(point: Point, { gains, losses }: LogRatio): boolean {
  return point.h > 0 ? losses.last - point.gainTime <= 0 : point.h < 0 && point.lossTime - gains.last >= 0;
}

function search(ratio: LogRatio, from: Point, to: Point, found: Found): void {
  const steepestDown = to.lossTime - from.gainTime;
  const steepestUp = from.lossTime - to.gainTime;
  if (crosses(from, to)) {
    if (steepestDown >= 0 || steepestUp <= 0) {
      found.roots.push(crossing(ratio, from, to));
      return;
    }
  } else if (staysAway(from, to, steepestDown, steepestUp)) return;
  const middle = ratio.at((from.s + to.s) / 2);
  const halvable = from.s < middle.s && middle.s < to.s;
  if (!halvable || Math.max(-steepestDown, steepestUp) * (to.s - from.s) <= FLAT) {
    const last = found.blurred.at(-1);
    if (last?.[1].s === from.s) last[1] = to;
    else found.blurred.push([from, to]);
    return;
  }
  search(ratio, from, middle, found);
  search(ratio, middle, to, found);
}

function crosses(from: Point, to: Point): boolean {
  return from.h >= 0 !== to.h >= 0;
}

/** With one sign at both ends, can lines as steep as the slope allows still reach zero between them? */
function staysAway(from: Point, to: Point, steepestDown: number, steepestUp: number): boolean {
  const width = to.s - from.s;
  const above = from.h >= 0;
  const [start, end] = above ? [from.h, to.h] : [-from.h, -to.h];
  const [down, up] = above ? [steepestDown, steepestUp] : [-steepestUp, -steepestDown];
  if (down >= 0 || up <= 0) return true;
  const meeting = Math.min(width, Math.max(0, (start - end + up * width) / (up - down)));
  return Math.min(start, end, start + down * meeting) > TOUCH;
}

/** The zero of h between two points of opposite sign: Newton's steps inside a shrinking bracket. */
function crossing(ratio: LogRatio, from: Point, to: Point): number {
  if (from.h === 0) return from.s;
  if (to.h === 0) return to.s;
  let [low, high] = [from.s, to.s];
  const rising = to.h > 0;
  let s = (low + high) / 2;
  for (let step = 0; step < 200; step++) {
    const { h, gainTime, lossTime } = ratio.at(s);
    if (h === 0) return s;
    if (h > 0 === rising) high = s;
    else low = s;
    const newton = s - h / (lossTime - gainTime);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (next === s || next === low || next === high) return s;
    s = next;
  }
  return s;
}

/** The root of a stretch on which h is as good as zero: where it crosses zero, else where it turns. */
function rootOfBlur(ratio: LogRatio, from: Point, to: Point): number[] {
  if (crosses(from, to)) return [crossing(ratio, from, to)];
  const slope = ({ gainTime, lossTime }: Point) => lossTime - gainTime;
  const rising = slope(to) > 0;
  if (slope(from) > 0 === rising) return [];
  let [low, high] = [from.s, to.s];
  for (let middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2) {
    if (slope(ratio.at(middle)) > 0 === rising) high = middle;
    else low = middle;
  }
  return [low];
}
