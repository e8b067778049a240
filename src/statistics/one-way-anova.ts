import { fTails } from './f-distribution.ts';
import { finiteValues } from './finite-values.ts';
import { type Inconclusive, inconclusive } from './inconclusive.ts';
import { deviations, mean } from './mean.ts';
import { sum } from './sum.ts';

export interface Anova {
  kind: 'anova';
  f: number;
  dfBetween: number;
  dfWithin: number;
  /** Of equal group means, in [0, 1]. */
  p: number;
}

/**
 * Do several groups share one mean?
 *
 * @param groups  two or more, none empty, together at least one value more than groups
 * @returns F, its degrees of freedom and p; or inconclusive: too few observations | no variation within groups
 * @throws  `statistics.not-finite`
 * @source  Fisher 1925; sums of squares about the means, as NIST StRD asks of it
 * @example oneWayAnova([[1, 2, 3], [2, 3, 4]])  // F 1.5 with 1 and 4 df
 */
export function oneWayAnova(groups: readonly ArrayLike<number>[]): Anova | Inconclusive {
  const values = groups.map((group, i) => finiteValues(group, `group ${i + 1}`));
  const n = values.reduce((count, group) => count + group.length, 0);
  const required = Math.max(2, values.length) + 1;
  if (n < required || values.length < 2 || values.some((group) => group.length === 0)) {
    return inconclusive('too few observations', n, required);
  }
  // About the grand mean first, so that all further sums are of small numbers.
  const grand = mean(Float64Array.from(values.flatMap((group) => [...group])));
  const centered = values.map((group) => deviations(group, grand));
  const means = centered.map(mean);
  const between = sum(means.map((center, g) => centered[g]!.length * center ** 2));
  const within = sum(centered.flatMap((group, g) => [...group].map((value) => (value - means[g]!) ** 2)));
  if (!(within > 0)) return inconclusive('no variation within groups', n, required);
  const [dfBetween, dfWithin] = [values.length - 1, n - values.length];
  const f = between / dfBetween / (within / dfWithin);
  return { kind: 'anova', f, dfBetween, dfWithin, p: fTails(f, dfBetween, dfWithin).upper };
}
