import { finiteValues } from './finite-values.ts';
import { type Inconclusive, inconclusive } from './inconclusive.ts';
import { MOVING_RANGE_TO_SIGMA, meanMovingRange, SIGMAS } from './moving-range.ts';

/** Process limits that depend on each period's denominator. */
export interface AttributeLimits {
  kind: 'limits';
  center: number;
  /** How much wider the process moves than its distribution alone would; 1 on plain p, u and c charts. */
  sigmaZ: number;
  /** How many moving ranges of z were screened out. */
  screened: number;
  /** Limits of a period with this denominator, inside the values that can occur: frozen limits meet new denominators. */
  at(denominator: number): { sigma: number; lower: number; upper: number };
}

export interface AttributeOptions {
  /** Laney's correction for more (or less) than binomial or Poisson variation; default true. */
  prime?: boolean;
  /** Leave moving ranges of z ≥ 3.267 times their mean out, in one pass; default false. */
  screen?: boolean;
}

/**
 * Between which shares does a proportion move while nothing special happens? P′ chart, or the plain p chart.
 *
 * σ_i = σ_z √(p̄ (1 − p̄) / n_i), σ_z = mean |Δz| / 1.128. With large denominators the plain chart finds signals in
 * everything: hospital counts are never binomial to three decimals.
 *
 * @param numerators    events per period, 0 ≤ numerator ≤ denominator
 * @param denominators  > 0, as long
 * @returns limits within [0, 1]; or inconclusive: too few observations | a period without denominator | no variation
 * @throws  `statistics.not-finite`
 * @source  Laney 2002, Qual Eng 14:531; checked against R qicharts2 (charts "p", "pp")
 * @example proportionLimits([5, 8, 6], [100, 120, 110]).at(100)
 */
export function proportionLimits(
  numerators: ArrayLike<number>,
  denominators: ArrayLike<number>,
  options: AttributeOptions = {},
): AttributeLimits | Inconclusive {
  return attributeLimits(numerators, denominators, (center) => center * (1 - center), 1, options);
}

/**
 * Between which rates do events per exposure move while nothing special happens? U′ chart, or the plain u chart.
 *
 * σ_i = σ_z √(ū / n_i). A count chart (c) is the plain u chart with every denominator 1.
 *
 * @param numerators    events per period, ≥ 0
 * @param denominators  exposure, > 0, in units of the rate ("per 10,000 days": days / 10,000)
 * @returns limits ≥ 0; or inconclusive: too few observations | a period without denominator | no variation
 * @throws  `statistics.not-finite`
 * @source  Laney 2002, Qual Eng 14:531; checked against R qicharts2 (charts "u", "up", "c")
 * @example rateLimits([5, 8, 6], [1.2, 1.4, 1.1]).center  // 5.135
 */
export function rateLimits(
  numerators: ArrayLike<number>,
  denominators: ArrayLike<number>,
  options: AttributeOptions = {},
): AttributeLimits | Inconclusive {
  return attributeLimits(numerators, denominators, (center) => center, Number.POSITIVE_INFINITY, options);
}

function attributeLimits(
  numerators: ArrayLike<number>,
  denominators: ArrayLike<number>,
  varianceAt: (center: number) => number,
  highest: number,
  { prime = true, screen = false }: AttributeOptions,
): AttributeLimits | Inconclusive {
  const events = finiteValues(numerators, 'numerators');
  const exposure = finiteValues(denominators, 'denominators');
  const n = events.length;
  if (exposure.length !== n) throw new RangeError(`${n} numerators, but ${exposure.length} denominators`);
  if (n < 2) return inconclusive('too few observations', n, 2);
  if (exposure.some((value) => !(value > 0))) return inconclusive('a period without denominator', n, 2);
  const center = sum(events) / sum(exposure);
  const variance = varianceAt(center);
  if (!(variance > 0)) return inconclusive('no variation', n, 2);

  const z = events.map((value, i) => (value / exposure[i]! - center) / Math.sqrt(variance / exposure[i]!));
  const { average, screened } = prime ? meanMovingRange(z, screen) : { average: MOVING_RANGE_TO_SIGMA, screened: 0 };
  if (!(average > 0)) return inconclusive('no variation', n, 2);
  const sigmaZ = average / MOVING_RANGE_TO_SIGMA;
  return {
    kind: 'limits',
    center,
    sigmaZ,
    screened,
    at(denominator) {
      const sigma = sigmaZ * Math.sqrt(variance / denominator);
      return {
        sigma,
        lower: Math.max(0, center - SIGMAS * sigma),
        upper: Math.min(highest, center + SIGMAS * sigma),
      };
    },
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
