import { finiteValues } from './finite-values.ts';
import { type Family, fitGlm, type GlmFit } from './glm.ts';
import { type Inconclusive, inconclusive } from './inconclusive.ts';
import { LEVEL } from './interval.ts';

/**
 * Quasi-Poisson regression: what moves the rate of events per exposure?
 *
 * ln rate = Σ β · column; the variance is the dispersion times the mean, whatever the dispersion is. A coefficient's
 * exponential is a rate ratio. `effect` gives differences of rates.
 *
 * @param counts    events per period, ≥ 0
 * @param columns   k columns; the intercept is a column of ones, none is added
 * @param exposure  > 0, as long; ln exposure is the offset
 * @param level     confidence of the intervals
 * @returns the fit, t intervals with n − k df; or inconclusive: too few observations | collinear columns … | a period
 *          without exposure | no events | coefficients without bound (a window of nothing but zeros) | no residual variation
 * @throws  `statistics.not-finite`; RangeError if a column has another length
 * @source  McCullagh & Nelder 1989, ch. 6; checked against R glm(family = quasipoisson)
 * @example quasiPoisson(falls, [ones, times, post], beddays)
 */
export function quasiPoisson(
  counts: ArrayLike<number>,
  columns: readonly ArrayLike<number>[],
  exposure: ArrayLike<number>,
  level = LEVEL,
): GlmFit | Inconclusive {
  const events = finiteValues(counts, 'counts');
  const at = finiteValues(exposure, 'exposure');
  if (at.some((value) => !(value > 0)))
    return inconclusive('a period without exposure', events.length, columns.length + 1);
  if (events.every((count) => count === 0)) return inconclusive('no events', events.length, columns.length + 1);
  return fitGlm(events, at, columns, POISSON, level);
}

const POISSON: Family = {
  response(eta) {
    const value = Math.exp(eta);
    return { value, slope: value };
  },
  variance: (rate, exposure) => rate * exposure,
  start: (count, exposure) => Math.log((count + 0.1) / exposure),
  deviance: (count, fitted) => 2 * ((count > 0 ? count * Math.log(count / fitted) : 0) - (count - fitted)),
};
