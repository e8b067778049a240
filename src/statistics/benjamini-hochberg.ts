import { finiteValues } from './finite-values.ts';

/**
 * Which of many p-values stand when the share of false discoveries is to be held?
 *
 * @param p  p-values of one family, each in [0, 1]; any length
 * @returns adjusted p-values in the same order: at most α of the claims with adjusted p ≤ α are expected to be false
 * @throws  `statistics.not-finite`
 * @source  Benjamini & Hochberg 1995, JRSS B 57:289; checked against R p.adjust(method = "BH")
 * @example benjaminiHochberg([0.01, 0.04, 0.03])  // [0.03, 0.04, 0.04]
 */
export function benjaminiHochberg(p: ArrayLike<number>): Float64Array {
  const values = finiteValues(p, 'p');
  const descending = [...values.keys()].sort((i, j) => values[j]! - values[i]!);
  const adjusted = new Float64Array(values.length);
  let least = 1;
  descending.forEach((index, place) => {
    const rank = values.length - place;
    least = Math.min(least, (values[index]! * values.length) / rank);
    adjusted[index] = least;
  });
  return adjusted;
}
