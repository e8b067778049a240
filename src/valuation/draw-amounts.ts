import type { BenefitClaim } from './claim.ts';
import { type ForecastClaim, lifeOf } from './forecast.ts';
import type { HorizonDraws, Simulation } from './simulation.ts';
import type { Column, Standing } from './standing-claims.ts';
import { transitionMoments } from './transition-moments.ts';
import { usable } from './usable.ts';

/**
 * Which quantities could stand of one benefit in one column, with each month weighted?
 *
 * @param standing  what of it stands
 * @param factors   weight of each month: 1 for a plain sum, a discount factor for a present value
 * @returns by draw, in units of value, before attribution and whole blocks
 * @example quantityDraws(simulation, 'demonstrated', standing, ones)
 */
export function quantityDraws(
  { count, effects }: Simulation,
  column: Column,
  { units, kept }: Standing,
  factors: Float64Array,
): Float64Array {
  const quantities = new Float64Array(count);
  for (const unit of units) {
    const draws = effects.get(unit.comparison)!;
    const { level: atLevel, slope: atSlope, drift } = draws;
    if (column === 'transition') {
      const { mean, onLevel, onSlope, sd } = transitionMoments(unit, kept, factors);
      const { level, slope } = unit.model!;
      for (let i = 0; i < count; i++) {
        const shared = onLevel * (atLevel[i]! - (drift?.[i] ?? 0) - level) + onSlope * (atSlope[i]! - slope);
        quantities[i]! += mean + shared + sd * draws.transition[i]!;
      }
    } else {
      const level = weighted(unit.levelWeights, kept, factors);
      const slope = weighted(unit.slopeWeights, kept, factors);
      for (let i = 0; i < count; i++) quantities[i]! += level * atLevel[i]! + slope * atSlope[i]!;
    }
  }
  return quantities;
}

/**
 * What could one benefit have been worth in one column, with each month weighted?
 *
 * @param index     in the register
 * @param standing  what of it stands
 * @param factors   weight of each month
 * @returns amounts by draw, in the program's currency, after attribution and whole blocks
 * @example amountDraws(simulation, 0, claims.benefits[0], 'demonstrated', standing, ones)
 */
export function amountDraws(
  simulation: Simulation,
  index: number,
  { benefit }: BenefitClaim,
  column: Column,
  standing: Standing,
  factors: Float64Array,
): Float64Array {
  const [values, shares] = [simulation.values[index]!, simulation.shares[index]!];
  const block = benefit.minimumBlock?.size ?? null;
  if (block !== null) return blockDraws(simulation, { values, shares, block }, column, standing, factors);
  const amounts = quantityDraws(simulation, column, standing, factors);
  for (let i = 0; i < amounts.length; i++) amounts[i]! *= values[i]! * shares[i]!;
  return amounts;
}

interface Priced {
  values: Float64Array;
  shares: Float64Array;
  block: number;
}

/** Whole blocks are cut unit by unit and month by month, in each draw. */
function blockDraws(
  { count, effects }: Simulation,
  { values, shares, block }: Priced,
  column: Column,
  { units, kept }: Standing,
  factors: Float64Array,
): Float64Array {
  const amounts = new Float64Array(count);
  const plain = new Float64Array(kept.length).fill(1);
  for (const unit of units) {
    const { level, slope, drift, transition } = effects.get(unit.comparison)!;
    const { model, levelWeights, slopeWeights } = unit;
    const moments = column === 'transition' ? transitionMoments(unit, kept, plain) : null;
    const months = [...kept.keys()].filter((m) => kept[m]! > 0 && factors[m] !== 0);
    for (let i = 0; i < count; i++) {
      const share = shares[i]!;
      let total = 0;
      if (moments === null) {
        for (const m of months) {
          const quantity = kept[m]! * (levelWeights[m]! * level[i]! + slopeWeights[m]! * slope[i]!);
          total += factors[m]! * usable(quantity, share, block);
        }
      } else {
        const ofLevel = moments.onLevel * (level[i]! - (drift?.[i] ?? 0) - model!.level);
        const error = ofLevel + moments.onSlope * (slope[i]! - model!.slope) + moments.sd * transition[i]!;
        for (const [m, { mean, part }] of moments.months) {
          total += factors[m]! * usable(mean + part * error, share, block);
        }
      }
      amounts[i]! += total * values[i]!;
    }
  }
  return amounts;
}

/**
 * What is left of a unit a month, added over the forecast until it ends, for each draw of decay and horizon.
 *
 * @param factors  weight of each month of the forecast: 1 for a plain sum, a discount factor for a present value
 * @example decayedSums(simulation.horizon!, ones)
 */
export function decayedSums({ decays, ends }: HorizonDraws, factors: Float64Array): Float64Array {
  const sums = new Float64Array(decays.length);
  for (let i = 0; i < sums.length; i++) {
    const monthly = (1 - decays[i]!) ** (1 / 12);
    const end = Math.min(ends[i]!, factors.length);
    let left = 1;
    for (let k = 0; k < end; k++) {
      left *= monthly;
      sums[i]! += factors[k]! * left * lifeOf(end, k);
    }
  }
  return sums;
}

/**
 * What could one benefit be worth in the forecast, before any optimism is taken off?
 *
 * @param factors  weight of each month of the forecast
 * @param sumsOf   `decayedSums` at these factors; benefits that share a horizon share them
 * @returns amounts by draw, in the program's currency, after attribution and whole blocks
 * @example forecastDraws(simulation, 0, claims.benefits[0], forecast.claims[0], ones, (h) => decayedSums(h, ones))
 */
export function forecastDraws(
  simulation: Simulation,
  index: number,
  { benefit }: BenefitClaim,
  claim: ForecastClaim,
  factors: Float64Array,
  sumsOf: (horizon: HorizonDraws) => Float64Array,
): Float64Array {
  const { count, effects, horizons } = simulation;
  const [values, shares] = [simulation.values[index]!, simulation.shares[index]!];
  const horizon = horizons[index]!;
  const amounts = new Float64Array(count);
  const units = claim.units.map(({ comparison, ...rest }) => ({ ...rest, draws: effects.get(comparison)! }));
  const monthlyOf = ({ weight, time, draws }: (typeof units)[number], i: number) =>
    weight * (draws.level[i]! + time * draws.slope[i]!);
  const block = benefit.minimumBlock?.size ?? null;
  if (block === null) {
    const sums = sumsOf(horizon);
    for (const unit of units) for (let i = 0; i < count; i++) amounts[i]! += monthlyOf(unit, i);
    for (let i = 0; i < count; i++) amounts[i]! *= sums[i]! * values[i]! * shares[i]!;
    return amounts;
  }
  for (let i = 0; i < count; i++) {
    const fading = (1 - horizon.decays[i]!) ** (1 / 12);
    const end = Math.min(horizon.ends[i]!, factors.length);
    for (const unit of units) {
      let left = monthlyOf(unit, i);
      for (let k = 0; k < end; k++) {
        left *= fading;
        amounts[i]! += factors[k]! * lifeOf(end, k) * usable(left, shares[i]!, block);
      }
    }
    amounts[i]! *= values[i]!;
  }
  return amounts;
}

function weighted(weights: Float64Array, kept: Float64Array, factors: Float64Array): number {
  let total = 0;
  for (let m = 0; m < weights.length; m++) total += weights[m]! * kept[m]! * factors[m]!;
  return total;
}
