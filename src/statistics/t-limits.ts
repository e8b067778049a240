import { finiteValues } from './finite-values.ts';
import type { Inconclusive } from './inconclusive.ts';
import { type XmrLimits, xmrLimits } from './xmr.ts';

/** Waiting times raised to 1 / 3.6 look normal if they were exponential (Nelson). */
const POWER = 3.6;

/** Process limits of a T chart, in units of time. */
export interface TLimits {
  kind: 'limits';
  center: number;
  lower: number;
  upper: number;
  /** The XmR limits of the transformed times: signals are sought there, where limits are symmetric. */
  transformed: XmrLimits;
}

/**
 * How much time passes between rare events while nothing special happens? T chart.
 *
 * XmR limits of y^(1/3.6), raised back.
 *
 * @param times   time from one event to the next, each ≥ 0, length ≥ 2
 * @param screen  as for XmR
 * @returns limits ≥ 0; or inconclusive: too few observations | no variation
 * @throws  `statistics.not-finite`; RangeError for a negative time
 * @source  Nelson 1994, J Qual Tech 26:239; Provost & Murray 2011
 * @example tLimits([3, 10, 1, 7]).center
 */
export function tLimits(
  times: ArrayLike<number>,
  { screen = false }: { screen?: boolean } = {},
): TLimits | Inconclusive {
  const values = finiteValues(times, 'times');
  if (values.some((time) => time < 0)) throw new RangeError('times between events cannot be negative');
  const transformed = xmrLimits(transformTimes(values), { screen });
  if (transformed.kind === 'inconclusive') return transformed;
  return {
    kind: 'limits',
    center: transformed.center ** POWER,
    lower: Math.max(0, transformed.lower) ** POWER,
    upper: transformed.upper ** POWER,
    transformed,
  };
}

/**
 * Times on the scale on which a T chart's signals are sought.
 *
 * @example transformTimes([1])  // [1]
 */
export function transformTimes(times: ArrayLike<number>): Float64Array {
  return Float64Array.from(times, (time) => time ** (1 / POWER));
}
