import { finiteValues } from './finite-values.ts';

/** The rules of special cause, in the order in which they name a point. */
export const SIGNAL_RULES = [
  'outside limits',
  'seven on one side',
  'seven in a row',
  'two of three beyond two sigma',
] as const;
export type SignalRule = (typeof SIGNAL_RULES)[number];

/** A point of special cause: where, by which rule, and towards which side. */
export interface DetectedSignal {
  index: number;
  rule: SignalRule;
  /** Above or below the centre; for "seven in a row" rising or falling. */
  side: 'high' | 'low';
}

/** Process limits, one number each or one per point; a limit that the chart does not have is null. */
export interface SignalLimits {
  center: number;
  sigma: number | ArrayLike<number>;
  lower: number | ArrayLike<number> | null;
  upper: number | ArrayLike<number> | null;
}

/** Points in a row that make a shift or a trend. */
const RUN = 7;

/**
 * Where does a process show a special cause?
 *
 * Outside limits; 7 successive on one side of the centre; 7 successive rising or falling; 2 of 3 beyond 2σ on the same
 * side. Every point of a run carries its signal, and each point the first rule that names it. A value on the centre
 * breaks a run, equal neighbours break a trend. On autocorrelated series the rules alone flag 14 to 36 % of stable ones.
 *
 * @param values  period values in order
 * @param limits  of one phase (frozen or rebased), in the unit of the values
 * @returns signals by index, at most one a point
 * @throws  `statistics.not-finite`
 * @source  NHS England "Making Data Count"; Nelson 1984, J Qual Tech 16:237
 * @example detectSignals([5, 5, 9], { center: 5, sigma: 1, lower: 2, upper: 8 })  // [{ index: 2, rule: 'outside limits', … }]
 */
export function detectSignals(values: ArrayLike<number>, limits: SignalLimits): DetectedSignal[] {
  const series = finiteValues(values, 'values');
  const sides = series.map((value) => Math.sign(value - limits.center));
  const steps = series.map((value, i) => (i === 0 ? 0 : Math.sign(value - series[i - 1]!)));
  const byRule: Record<SignalRule, Float64Array> = {
    'outside limits': series.map((value, i) => outside(value, at(limits.lower, i), at(limits.upper, i))),
    'seven on one side': inRuns(sides, RUN, 0),
    'seven in a row': inRuns(steps, RUN - 1, 1),
    'two of three beyond two sigma': twoOfThree(
      series.map((value, i) => beyond(value - limits.center, 2 * (at(limits.sigma, i) ?? Number.POSITIVE_INFINITY))),
    ),
  };
  return [...series.keys()].flatMap((index) => {
    const rule = SIGNAL_RULES.find((name) => byRule[name][index] !== 0);
    return rule ? [{ index, rule, side: byRule[rule][index]! > 0 ? 'high' : 'low' } as const] : [];
  });
}

function at(limit: number | ArrayLike<number> | null, index: number): number | null {
  return limit === null || typeof limit === 'number' ? limit : (limit[index] ?? null);
}

function outside(value: number, lower: number | null, upper: number | null): number {
  if (upper !== null && value > upper) return 1;
  return lower !== null && value < lower ? -1 : 0;
}

function beyond(deviation: number, distance: number): number {
  return Math.abs(deviation) > distance ? Math.sign(deviation) : 0;
}

/** Marks every point of a stretch of at least `least` equal signs, and `before` points ahead of it. */
function inRuns(signs: Float64Array, least: number, before: number): Float64Array {
  const marks = new Float64Array(signs.length);
  let start = 0;
  for (let i = 1; i <= signs.length; i++) {
    if (signs[i] === signs[start]) continue;
    if (i - start >= least && signs[start] !== 0) marks.fill(signs[start]!, start - before, i);
    start = i;
  }
  return marks;
}

/** Marks points far out of which another, on the same side, lies at most two away. */
function twoOfThree(far: Float64Array): Float64Array {
  return far.map((side, i) => ([i - 2, i - 1, i + 1, i + 2].some((j) => far[j] === side) ? side : 0));
}
