import type { Grade, Specifications, Verdict } from './comparison.ts';
import type { Placebo } from './placebo.ts';

/** What a grade is made from. */
export interface Support {
  verdict: Verdict;
  comparators: boolean;
  /** Whether the difference from the comparators drifted, baseline to post, by less than the important change; null if unknown. */
  parallelBefore: boolean | null;
  coversYear: boolean;
  /** Why no grade better than C can stand, from what the calibration shows (grade-caps.ts). */
  caps: readonly string[];
  placebo: Pick<Placebo, 'dates' | 'falseImproved'> | null;
  specifications: Pick<Specifications, 'n' | 'agree'> | null;
}

/** Limits of the grade rules (measurement rules, §6). */
export const CLEAN_PLACEBO = 0.1;
export const LEAST_PLACEBO_DATES = 10;
const STRONG_AGREEMENT = 0.8;
const WEAK_AGREEMENT = 0.5;

/** Verdicts that claim nothing. */
export const UNGRADED: readonly Verdict[] = ['not demonstrated', 'not comparable', 'insufficient data'];

/**
 * How well does the evidence carry the claim?
 *
 * A: comparators that ran parallel before, a clean placebo, ≥ 80 % of specifications agree. B: an interrupted series with
 * the last two. C: 50–80 % agree, or the placebo is not testable, or the baseline is short of a year, or the calibration shows
 * that intervals like this one are too narrow. D: anything weaker.
 * "–" where nothing is claimed: not demonstrated, not comparable, insufficient. What worsened is graded like what improved.
 *
 * @example grade({ verdict: 'improved', comparators: false, parallelBefore: null, coversYear: true,
 *   caps: [], placebo: { dates: 35, falseImproved: 1 }, specifications: { n: 40, agree: 39 } })  // 'B'
 */
export function grade(support: Support): Grade {
  const { verdict, comparators, parallelBefore, coversYear, caps, placebo, specifications } = support;
  if (UNGRADED.includes(verdict)) return '–';
  const agreement = specifications === null || specifications.n === 0 ? 0 : specifications.agree / specifications.n;
  const testable = placebo !== null && placebo.dates >= LEAST_PLACEBO_DATES;
  if (agreement < WEAK_AGREEMENT || (testable && placebo.falseImproved > CLEAN_PLACEBO * placebo.dates)) return 'D';
  if (agreement < STRONG_AGREEMENT || !testable || !coversYear || caps.length > 0) return 'C';
  return comparators && parallelBefore === true ? 'A' : 'B';
}
