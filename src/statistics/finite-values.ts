import { RealizedError } from '../errors.ts';

/**
 * Are all values numbers that can be computed with? Every method begins here, so NaN never travels.
 *
 * @param values    any length
 * @param argument  what the caller calls them, for the message
 * @returns the same values, as a Float64Array of their own
 * @throws  `statistics.not-finite` at the first NaN or infinite value
 * @example finiteValues([1, 2], 'baseline')  // Float64Array [1, 2]
 */
export function finiteValues(values: ArrayLike<number>, argument: string): Float64Array {
  const copy = Float64Array.from(values);
  for (let i = 0; i < copy.length; i++) {
    if (!Number.isFinite(copy[i]))
      throw new RealizedError('statistics.not-finite', { argument, index: i, value: copy[i]! });
  }
  return copy;
}
