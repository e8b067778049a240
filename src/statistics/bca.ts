import { type Inconclusive, inconclusive } from './inconclusive.ts';
import { LEVEL } from './interval.ts';
import { normalCdf, normalQuantile } from './normal.ts';

export interface Bounds {
  kind: 'bounds';
  low: number;
  high: number;
}

/**
 * Between which bounds does a statistic lie, from its resamples and how skew and biased they are? BCa.
 *
 * Bias z₀ = Φ⁻¹(share of resamples below the estimate); the acceleration moves the ends with the skewness.
 *
 * @param replicates    the statistic in each resample
 * @param estimate      the statistic in the data
 * @param acceleration  from the jackknife: oneSampleAcceleration or twoSampleAcceleration
 * @param level         confidence, in (0, 1)
 * @returns bounds in the unit of the statistic; or inconclusive: no variation | estimate outside its resamples |
 *          too few resamples (an end would lie beyond the outermost)
 * @source  Efron 1987, JASA 82:171; as R boot::boot.ci(type = "bca")
 * @example bcaBounds(replicates, 3.2, 0.01)
 */
export function bcaBounds(
  replicates: Float64Array,
  estimate: number,
  acceleration: number,
  level = LEVEL,
): Bounds | Inconclusive {
  const count = replicates.length;
  const sorted = replicates.slice().sort();
  if (!(sorted[0]! < sorted[count - 1]!)) return inconclusive('no variation', count, count);
  const below = sorted.filter((value) => value < estimate).length;
  if (below === 0 || below === count) return inconclusive('estimate outside its resamples', count, count);
  const bias = normalQuantile(below / count);
  const end = (share: number) => {
    const z = bias + normalQuantile(share);
    return atShare(sorted, normalCdf(bias + z / (1 - acceleration * z)));
  };
  return between(end((1 - level) / 2), end((1 + level) / 2), count);
}

/**
 * The plain percentile bounds of the same resamples.
 *
 * @source  Davison & Hinkley 1997, §5.3.1; as R boot::boot.ci(type = "perc")
 * @example percentileBounds(replicates)
 */
export function percentileBounds(replicates: Float64Array, level = LEVEL): Bounds | Inconclusive {
  const sorted = replicates.slice().sort();
  return between(atShare(sorted, (1 - level) / 2), atShare(sorted, (1 + level) / 2), sorted.length);
}

/**
 * How fast does the standard error of a statistic change with its value? One sample.
 *
 * @param influence  jackknife influence of each observation
 * @returns Σ l³ / (6 (Σ l²)^1.5)
 * @source  Davison & Hinkley 1997, eq. 5.23
 * @example oneSampleAcceleration(Float64Array.of(-2, -1, 3))  // 18 / (6 · 14^1.5)
 */
export function oneSampleAcceleration(influence: Float64Array): number {
  return accelerationOf([influence], [1]);
}

/**
 * The same for a statistic of two samples, each observation weighted by 1 / the size of its own sample.
 *
 * R's boot.ci leaves the weights out when sizes differ.
 *
 * @source  Davison & Hinkley 1997, eq. 5.24
 * @example twoSampleAcceleration(influenceOfBaseline, influenceOfPost)
 */
export function twoSampleAcceleration(a: Float64Array, b: Float64Array): number {
  return accelerationOf([a, b], [1 / a.length, 1 / b.length]);
}

function accelerationOf(samples: readonly Float64Array[], weights: readonly number[]): number {
  let [squares, cubes] = [0, 0];
  samples.forEach((influence, s) => {
    for (const value of influence) {
      squares += (value * weights[s]!) ** 2;
      cubes += (value * weights[s]!) ** 3;
    }
  });
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}

/** The value at a share of R + 1, between order statistics by the normal scale; null beyond the outermost. */
function atShare(sorted: Float64Array, share: number): number | null {
  const place = (sorted.length + 1) * share;
  const below = Math.floor(place);
  if (below < 1 || below >= sorted.length) return null;
  const [low, high] = [sorted[below - 1]!, sorted[below]!];
  if (place === below) return low;
  const from = normalQuantile(below / (sorted.length + 1));
  const to = normalQuantile((below + 1) / (sorted.length + 1));
  return low + ((normalQuantile(share) - from) / (to - from)) * (high - low);
}

function between(low: number | null, high: number | null, count: number): Bounds | Inconclusive {
  return low === null || high === null
    ? inconclusive('too few resamples', count, 2 * count)
    : { kind: 'bounds', low, high };
}
