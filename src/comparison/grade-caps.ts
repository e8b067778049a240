import { autocorrelation } from '../statistics/autocorrelation.ts';
import type { Effect } from './estimate-effect.ts';
import type { Estimated } from './estimate-series.ts';

/** Upper 5 % point of the standard normal: what r₂·√n of errors that remember one period seldom exceeds. */
const LONG_MEMORY = 1.645;

/** Correlation of successive errors from which a count model and GLS on the rate both give too narrow intervals. */
const LINGERING_COUNTS = 0.6;

/**
 * What does the calibration say of intervals like this one, that no better grade than C should stand on them?
 *
 * - **Errors with a longer memory.** The lag-2 correlation of the whitened residuals exceeds 1.645/√n: one φ does not
 *   describe them, and AR(2) intervals cover 77 to 83 % where 95 is written.
 * - **Lingering counts.** φ of a rate or share is above .6: their intervals cover 85 %.
 * - **A drift bound on its word.** The baseline's own slope interval does not lie inside the bound, so that nothing
 *   measured speaks for it. Parallel trends, a bound of zero, are borne out where the drift of the difference, carried on
 *   to the post window, stays inside the minimum important change.
 *
 * @param estimated       one series
 * @param effect          its effect
 * @param parallelBefore  whether unit and comparators ran parallel before go-live; null if unknown
 * @returns the ends of the sentence "Evidence grade C: …"; none where nothing holds the grade down
 * @source  docs/methods.md, Calibration
 * @example gradeCaps(estimated, effect, null)  // ['the declared drift bound is not borne out by the baseline']
 */
export function gradeCaps(
  { method }: Pick<Estimated, 'method'>,
  effect: Effect,
  parallelBefore: boolean | null,
): string[] {
  const caps: string[] = [];
  const { whitened, phi } = effect.fit;
  const memory = autocorrelation(whitened, 2);
  if (typeof memory === 'number' && memory * Math.sqrt(whitened.length) > LONG_MEMORY) {
    caps.push('its errors remember more than the period before, and the interval allows for that one only');
  }
  if (method.model !== 'gls-ar1' && phi > LINGERING_COUNTS) {
    caps.push(
      `its counts linger from period to period (φ ${phi.toFixed(2)}), and intervals for such counts are too narrow`,
    );
  }
  const { drift } = method;
  if (drift !== null && !drift.void && !drift.borneOut && !(method.comparators && parallelBefore === true)) {
    caps.push('the declared drift bound stands on its word: the baseline is too short or too noisy to bear it out');
  }
  return caps;
}
