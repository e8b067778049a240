import { bcaBounds, twoSampleAcceleration } from './bca.ts';
import { finiteValues } from './finite-values.ts';
import { type Inconclusive, inconclusive } from './inconclusive.ts';
import { LEVEL } from './interval.ts';
import type { Random } from './random.ts';

export interface BootstrapInterval {
  kind: 'bootstrap';
  estimate: number;
  low: number;
  high: number;
}

export interface BootstrapOptions {
  resamples?: number;
  level?: number;
}

const RESAMPLES = 2000;

/** Blocks of the fewest rows that leave anything to resample. */
const LEAST_ROWS = 8;

/**
 * By how much does any statistic differ between two windows, with an interval where no model gives one?
 *
 * Moving blocks of ⌈n^(1/3)⌉ neighbours keep what successive values share; BCa bounds from the resamples. For percentiles
 * of whole windows and standardised differences only: series have a model (gls-ar1.ts).
 *
 * @param baseline   values in time order, length ≥ 8
 * @param post       likewise, same unit
 * @param statistic  of one sample, in any unit: a median, a p90
 * @param random     seeded stream; it is drawn from
 * @returns statistic(post) − statistic(baseline) and its bounds; or inconclusive: too few observations | no variation
 * @throws  `statistics.not-finite`
 * @source  Künsch 1989, Ann Stat 17:1217; Davison & Hinkley 1997, §5.3, §8.2
 * @example bootstrapDifference(baseline, post, median, createRandom(1))
 */
export function bootstrapDifference(
  baseline: ArrayLike<number>,
  post: ArrayLike<number>,
  statistic: (sample: Float64Array) => number,
  random: Random,
  { resamples = RESAMPLES, level = LEVEL }: BootstrapOptions = {},
): BootstrapInterval | Inconclusive {
  const [a, b] = [finiteValues(baseline, 'baseline'), finiteValues(post, 'post')];
  const smaller = Math.min(a.length, b.length);
  if (smaller < LEAST_ROWS) return inconclusive('too few observations', smaller, LEAST_ROWS);
  const [fromA, fromB] = [statistic(a), statistic(b)];
  const replicates = Float64Array.from(
    { length: resamples },
    () => statistic(pick(b, movingBlocks(b.length, random))) - statistic(pick(a, movingBlocks(a.length, random))),
  );
  const estimate = fromB - fromA;
  const acceleration = twoSampleAcceleration(
    jackknifeInfluence(a, statistic).map((value) => -value),
    jackknifeInfluence(b, statistic),
  );
  const bounds = bcaBounds(replicates, estimate, acceleration, level);
  if (bounds.kind === 'inconclusive') return bounds;
  return { kind: 'bootstrap', estimate, low: bounds.low, high: bounds.high };
}

/**
 * Which rows make up one resample of a series?
 *
 * @param n       length of the series, ≥ 1
 * @param random  seeded stream
 * @returns n row numbers in blocks of ⌈n^(1/3)⌉ neighbours, the last block cut
 * @example movingBlocks(27, createRandom(1))  // nine blocks of three
 */
export function movingBlocks(n: number, random: Random): Int32Array {
  const length = Math.ceil(Math.cbrt(n) - 1e-9);
  const rows = new Int32Array(n);
  for (let i = 0; i < n; ) {
    const start = random.integer(n - length + 1);
    for (let j = 0; j < length && i < n; j++) rows[i++] = start + j;
  }
  return rows;
}

/**
 * How much does each observation pull a statistic?
 *
 * @returns (n − 1) (θ̂ − θ̂ without it), one per observation
 * @source  Davison & Hinkley 1997, eq. 2.43 (R boot::empinf, type "jack")
 * @example jackknifeInfluence(Float64Array.of(1, 2, 6), mean)  // [−2, −1, 3]
 */
export function jackknifeInfluence(values: Float64Array, statistic: (sample: Float64Array) => number): Float64Array {
  const whole = statistic(values);
  return values.map((_, left) => (values.length - 1) * (whole - statistic(values.filter((_, i) => i !== left))));
}

function pick(values: Float64Array, rows: Int32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row]!);
}
