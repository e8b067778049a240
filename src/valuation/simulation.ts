import type { Comparison } from '../comparison/comparison.ts';
import type { Horizon } from '../program/program.ts';
import { createRandom, type Random } from '../statistics/random.ts';
import type { BenefitClaim, Claims } from './claim.ts';
import { drawTriangular } from './draw.ts';
import { drawEffects, type EffectDraws } from './draw-effects.ts';
import type { ForecastClaim } from './forecast.ts';
import type { Column, Standing } from './standing-claims.ts';

/** With 10,000 draws the sampling error of a P5 is about 2 % of a standard deviation. */
export const DRAWS = 10_000;

/** Joint draws of everything that is uncertain: draw i of each belongs together. */
export interface Simulation {
  count: number;
  effects: ReadonlyMap<Comparison, EffectDraws>;
  /** Unit value of each benefit of the register, drawn from its triangle. */
  values: Float64Array[];
  /** Share of the effects that is lost in a year; null without a horizon. */
  decays: Float64Array | null;
}

/**
 * What else could effects and unit values have been?
 *
 * @param claims   the register's claims
 * @param horizon  null when the program declares none
 * @param count    number of draws
 * @param stream   a seeded generator for each name: adding a benefit or a unit changes no other's draws
 * @example simulate(claims, null, DRAWS, streams(1855))
 */
export function simulate(
  claims: Claims,
  horizon: Horizon | null,
  count: number,
  stream: (name: string) => Random,
): Simulation {
  const effects = drawEffects(claims, count, stream);
  const values = claims.benefits.map(({ benefit }) =>
    drawTriangular(count, benefit.value, stream(`value of ${benefit.id}`)),
  );
  const decays = horizon === null ? null : drawTriangular(count, horizon.decay, stream('decay'));
  return { count, effects, values, decays };
}

/**
 * A generator for each name, all from one seed.
 *
 * @param seed  a whole number in [0, 2³²)
 * @source  the name enters by the FNV-1a hash (Fowler, Noll & Vo 1991)
 * @example streams(1855)('value of outsourced_reads').uniform()
 */
export function streams(seed: number): (name: string) => Random {
  return (name) => {
    let hash = 0x811c9dc5 ^ seed;
    for (const character of name) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
    return createRandom(hash >>> 0);
  };
}

/**
 * What could one benefit have been worth in one column, with each month weighted?
 *
 * @param standing  what of it stands
 * @param factors   weight of each month: 1 for a plain sum, a discount factor for a present value
 * @returns amounts by draw, in the program's currency, after attribution
 * @example amountDraws(simulation, 0, claims.benefits[0], 'demonstrated', standing, ones)
 */
export function amountDraws(
  { count, effects, values }: Simulation,
  index: number,
  { benefit }: BenefitClaim,
  column: Column,
  { units, kept }: Standing,
  factors: Float64Array,
): Float64Array {
  const amounts = new Float64Array(count);
  for (const unit of units) {
    const draws = effects.get(unit.comparison)!;
    if (column === 'transition') {
      const { mean, sd } = transitionMoments(unit, kept, factors);
      for (let i = 0; i < count; i++) amounts[i]! += mean + sd * draws.transition[i]!;
    } else {
      const level = weighted(unit.levelWeights, kept, factors);
      const slope = weighted(unit.slopeWeights, kept, factors);
      for (let i = 0; i < count; i++) amounts[i]! += level * draws.level[i]! + slope * draws.slope[i]!;
    }
  }
  const unitValues = values[index]!;
  const { share } = benefit.attribution;
  for (let i = 0; i < count; i++) amounts[i]! *= unitValues[i]! * share;
  return amounts;
}

/**
 * What is left of a unit a month, added over the forecast: Σ factor · (1 − decay)^(k/12), for each draw of the decay.
 *
 * @param factors  weight of each month of the forecast: 1 for a plain sum, a discount factor for a present value
 * @example decayedSums(simulation, ones)
 */
export function decayedSums({ count, decays }: Simulation, factors: Float64Array): Float64Array {
  const sums = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const monthly = (1 - decays![i]!) ** (1 / 12);
    let left = 1;
    for (let k = 0; k < factors.length; k++) {
      left *= monthly;
      sums[i]! += factors[k]! * left;
    }
  }
  return sums;
}

/**
 * What could one benefit be worth in the forecast?
 *
 * @param sums  of `decayedSums`
 * @returns amounts by draw, in the program's currency, after attribution
 * @example forecastDraws(simulation, 0, claims.benefits[0], forecast.claims[0], sums)
 */
export function forecastDraws(
  { count, effects, values }: Simulation,
  index: number,
  { benefit }: BenefitClaim,
  { units }: ForecastClaim,
  sums: Float64Array,
): Float64Array {
  const amounts = new Float64Array(count);
  for (const { comparison, weight, time } of units) {
    const { level, slope } = effects.get(comparison)!;
    for (let i = 0; i < count; i++) amounts[i]! += weight * (level[i]! + time * slope[i]!);
  }
  const unitValues = values[index]!;
  const { share } = benefit.attribution;
  for (let i = 0; i < count; i++) amounts[i]! *= sums[i]! * unitValues[i]! * share;
  return amounts;
}

/** Mean and standard deviation of the weighted sum of the stabilization quantities. */
function transitionMoments(
  { transition, model }: Standing['units'][number],
  kept: Float64Array,
  factors: Float64Array,
): { mean: number; sd: number } {
  const { differences, covariance } = model!.transition;
  const weights = transition.months.map((month, i) => transition.weights[i]! * kept[month]! * factors[month]!);
  let [mean, variance] = [0, 0];
  weights.forEach((weight, i) => {
    mean += weight * differences[i]!;
    weights.forEach((other, j) => {
      variance += weight * other * covariance[i * weights.length + j]!;
    });
  });
  return { mean, sd: Math.sqrt(Math.max(0, variance)) };
}

function weighted(weights: Float64Array, kept: Float64Array, factors: Float64Array): number {
  let total = 0;
  for (let m = 0; m < weights.length; m++) total += weights[m]! * kept[m]! * factors[m]!;
  return total;
}
