import type { Random } from '../../src/statistics/random.ts';

/** Where the windows of a simulated series lie. */
export interface Plan {
  periodLength: 'week' | 'month';
  baseline: number;
  gap: number;
  post: number;
}

/** Makes errors of SD 1 (in the baseline), one for each period from the first of the baseline to the last of the post window. */
export type Process = (plan: Plan, random: Random) => number[];

/** Periods that are thrown away until a process has forgotten where it began. */
const BURN_IN = 200;

export const lengthOf = ({ baseline, gap, post }: Plan): number => baseline + gap + post;

/** Errors of which each resembles the one before by φ. */
export function ar1(phi: number, innovation: (random: Random) => number = (random) => random.normal()): Process {
  const scale = Math.sqrt(1 - phi * phi);
  return (plan, random) => {
    const errors: number[] = [];
    let error = 0;
    for (let t = -BURN_IN; t < lengthOf(plan); t++) {
      error = phi * error + scale * innovation(random);
      if (t >= 0) errors.push(error);
    }
    return errors;
  };
}

/** Errors that remember two periods. */
export function ar2(first: number, second: number): Process {
  // Variance of an AR(2) with unit innovations: Box & Jenkins 1976, eq. 3.2.28.
  const variance = (1 - second) / ((1 + second) * ((1 - second) ** 2 - first ** 2));
  return (plan, random) => {
    const errors: number[] = [];
    let [error, before] = [0, 0];
    for (let t = -BURN_IN; t < lengthOf(plan); t++) {
      [error, before] = [first * error + second * before + random.normal(), error];
      if (t >= 0) errors.push(error / Math.sqrt(variance));
    }
    return errors;
  };
}

/** Innovations with the long right tail of waiting times: lognormal, skewness 3.7, variance 1, mean 0. */
export function skewed(random: Random): number {
  const sigma = 0.8;
  const [mean, variance] = [Math.exp(sigma ** 2 / 2), (Math.exp(sigma ** 2) - 1) * Math.exp(sigma ** 2)];
  return (Math.exp(sigma * random.normal()) - mean) / Math.sqrt(variance);
}

/** Innovations with far outliers: Student's t with 3 degrees of freedom, scaled to variance 1. */
export function heavyTailed(random: Random): number {
  const squares = random.normal() ** 2 + random.normal() ** 2 + random.normal() ** 2;
  return random.normal() / Math.sqrt(squares / 3) / Math.sqrt(3);
}

/** The same errors, scaled by a factor that depends on the period. */
export function scaled(process: Process, factor: (t: number, plan: Plan) => number): Process {
  return (plan, random) => process(plan, random).map((error, t) => error * factor(t, plan));
}

/** The same errors about a level that wanders: a random walk of this SD per root year. */
export function wandering(process: Process, perRootYear: number): Process {
  return (plan, random) => {
    const step = perRootYear / Math.sqrt(periodsPerYear(plan));
    let level = 0;
    return process(plan, random).map((error) => {
      level += step * random.normal();
      return error + level;
    });
  };
}

export function periodsPerYear({ periodLength }: Plan): number {
  return periodLength === 'week' ? 365.25 / 7 : 12;
}

/** A Poisson number, by inversion; for means below a few hundred. */
export function poisson(mean: number, random: Random): number {
  let [count, weight] = [0, Math.exp(-mean)];
  for (let rest = random.uniform() - weight; rest > 0; rest -= weight) {
    count++;
    weight *= mean / count;
    if (weight === 0) break;
  }
  return count;
}

/** How many of `trials` come out, each with this chance. */
export function binomial(trials: number, chance: number, random: Random): number {
  let count = 0;
  for (let i = 0; i < trials; i++) if (random.uniform() < chance) count++;
  return count;
}
