import { tCdf, tQuantile } from './student-t.ts';

/** The confidence level of every interval that does not ask for another. */
export const LEVEL = 0.95;

/** An estimate with its two-sided interval; `p` tests against zero, two-sided. */
export interface Interval {
  kind: 'interval';
  estimate: number;
  standardError: number;
  df: number;
  low: number;
  high: number;
  p: number;
}

/**
 * Between which bounds does the truth lie, given an estimate, its standard error and Student's t?
 *
 * @param estimate       any unit
 * @param standardError  > 0, same unit
 * @param df             degrees of freedom, > 0
 * @param level          confidence, in (0, 1)
 * @returns estimate ± t·standardError, and the two-sided p of "no effect"
 * @example tInterval(2, 1, 10)  // low −0.228, high 4.228, p 0.0734
 */
export function tInterval(estimate: number, standardError: number, df: number, level = LEVEL): Interval {
  const reach = tQuantile(0.5 + level / 2, df) * standardError;
  return {
    kind: 'interval',
    estimate,
    standardError,
    df,
    low: estimate - reach,
    high: estimate + reach,
    p: 2 * tCdf(-Math.abs(estimate) / standardError, df),
  };
}
