import { finiteValues } from './finite-values.ts';
import { type Family, fitGlm, type GlmFit } from './glm.ts';
import { type Inconclusive, inconclusive } from './inconclusive.ts';
import { LEVEL } from './interval.ts';

/**
 * Quasi-binomial regression: what moves a share?
 *
 * logit share = Σ β · column; the variance is the dispersion times the binomial one. A coefficient's exponential is an
 * odds ratio. `effect` gives differences of shares.
 *
 * @param counts   events per period, 0 ≤ count ≤ trials
 * @param columns  k columns; the intercept is a column of ones, none is added
 * @param trials   > 0, as long
 * @param level    confidence of the intervals
 * @returns the fit, t intervals with n − k df; or inconclusive: too few observations | collinear columns … | a period
 *          without trials | no events | nothing but events | coefficients without bound (a window of nothing but zeros or ones) | no residual variation
 * @throws  `statistics.not-finite`; RangeError if a column has another length or a count exceeds its trials
 * @source  McCullagh & Nelder 1989, ch. 4; checked against R glm(family = quasibinomial)
 * @example quasiBinomial(late, [ones, times, post], cases)
 */
export function quasiBinomial(
  counts: ArrayLike<number>,
  columns: readonly ArrayLike<number>[],
  trials: ArrayLike<number>,
  level = LEVEL,
): GlmFit | Inconclusive {
  const events = finiteValues(counts, 'counts');
  const of = finiteValues(trials, 'trials');
  if (of.some((value) => !(value > 0)))
    return inconclusive('a period without trials', events.length, columns.length + 1);
  const excess = events.findIndex((count, i) => count < 0 || count > of[i]!);
  if (excess >= 0) throw new RangeError(`${events[excess]} events in ${of[excess]} trials`);
  if (events.every((count) => count === 0)) return inconclusive('no events', events.length, columns.length + 1);
  if (events.every((count, i) => count === of[i])) {
    return inconclusive('nothing but events', events.length, columns.length + 1);
  }
  return fitGlm(events, of, columns, BINOMIAL, level);
}

const BINOMIAL: Family = {
  response(eta) {
    const value = 1 / (1 + Math.exp(-eta));
    return { value, slope: value / (1 + Math.exp(eta)) };
  },
  variance: (share, trials) => trials * share * (1 - share),
  start: (count, trials) => Math.log((count + 0.5) / (trials - count + 0.5)),
  deviance: (count, fitted, trials) =>
    2 * (relativeEntropy(count, fitted) + relativeEntropy(trials - count, trials - fitted)),
};

function relativeEntropy(count: number, fitted: number): number {
  return count > 0 ? count * Math.log(count / fitted) : 0;
}
