import { finiteValues } from './finite-values.ts';
import { type Inconclusive, inconclusive } from './inconclusive.ts';
import { mean } from './mean.ts';
import { ranks } from './ranks.ts';

/**
 * Do two things rise together, straight or not? Spearman's rank correlation.
 *
 * @param x  length ≥ 3
 * @param y  as long
 * @returns ρ in [−1, 1], ties at their mean rank; or inconclusive: too few observations | no variation
 * @throws  `statistics.not-finite`; RangeError if lengths differ
 * @source  Spearman 1904; as R cor(method = "spearman")
 * @example spearman([1, 2, 3], [1, 8, 27])  // 1
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): number | Inconclusive {
  if (x.length !== y.length) throw new RangeError(`x has ${x.length} values, y has ${y.length}`);
  if (x.length < 3) return inconclusive('too few observations', x.length, 3);
  const a = centeredRanks(finiteValues(x, 'x'));
  const b = centeredRanks(finiteValues(y, 'y'));
  const product = dot(a, a) * dot(b, b);
  return product > 0 ? dot(a, b) / Math.sqrt(product) : inconclusive('no variation', x.length, 3);
}

function centeredRanks(values: Float64Array): Float64Array {
  const places = ranks(values).ranks;
  const center = mean(places);
  return places.map((place) => place - center);
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
