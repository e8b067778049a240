import type { Method } from '../baseline/choose-method.ts';
import type { Timeline } from '../baseline/timeline.ts';
import type { Adjustment } from '../kpi/kpi.ts';
import { type ClaimRule, type Placebo, placeboInTime } from './placebo.ts';
import { type Branch, branchesOf, type Defensible, defensibleEstimates } from './specification-curve.ts';

/** An estimated series as far as its scrutiny depends on it: plain data, so that a thread can take it. */
export interface Subject {
  adjustment: Adjustment;
  /** What the method works on. */
  modelled: Timeline;
  method: Method;
  rule: ClaimRule;
  /** Whether anything is or could be claimed; where nothing is, there is nothing to doubt. */
  isDoubted: boolean;
}

/** Does the method claim where nothing happened, and would the claim have survived other choices? */
export interface Scrutiny {
  /** Null where nothing is doubted. */
  placebo: Placebo | null;
  /** Every defensible specification, in order of their estimates; null where nothing is doubted. */
  branches: Branch[] | null;
}

/**
 * What takes most of the time of a comparison, and needs nothing but its own series: the doubts that decide its grade.
 *
 * @param twins  one series, or the same statistic crude and standardised: each is a specification of the other
 * @returns one for each, in their order
 * @example scrutinize([subject])[0].placebo.falseImproved  // 1
 */
export function scrutinize(twins: readonly Subject[]): Scrutiny[] {
  const known = new Map<string, Defensible[]>();
  // Twins that are estimated alike are estimated once.
  const estimates = ({ adjustment, modelled }: Subject, { terms, comparators, model }: Method) => {
    const key = JSON.stringify([adjustment, terms.weekday, comparators, model]);
    const found = known.get(key) ?? defensibleEstimates(adjustment, modelled, { terms, comparators, model });
    known.set(key, found);
    return found;
  };
  return twins.map((subject) => {
    const { modelled, method, rule, isDoubted, adjustment } = subject;
    if (!isDoubted) return { placebo: null, branches: null };
    const others = twins.filter((twin) => twin !== subject);
    const all = [subject, ...others].flatMap((twin) => estimates(twin, method));
    return { placebo: placeboInTime(modelled, method, rule), branches: branchesOf(all, adjustment, method) };
  });
}

/** `scrutinize` for many, by whoever does it. */
export const SCRUTINY = { module: import.meta.url, run: scrutinize };
