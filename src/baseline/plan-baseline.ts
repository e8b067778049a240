import type { Inconclusive } from '../statistics/inconclusive.ts';
import { baselineFit, noiseOf } from './baseline-fit.ts';
import { chooseMethod, type Method } from './choose-method.ts';
import { noiseBelief } from './noise-belief.ts';
import { plannedTimeline, withPostAhead } from './planned-timeline.ts';
import { expectedPower, type Noise, type Power } from './power.ts';
import { YEAR_PERIODS } from './segmented-design.ts';
import { rowsIn, type Timeline } from './timeline.ts';

/** What a baseline of some length can show. */
export interface Reach {
  periods: number;
  /** Smallest true average effect shown in 80 of 100 cases, in the KPI's unit; null where none can be. */
  detectable: number | null;
  /** Share of cases in which the minimum important change is shown; null where none is declared. */
  power: number | null;
}

/** The shortest baseline that shows the minimum important change this surely; null where five years do not. */
export interface Need {
  power: number;
  periods: number | null;
}

/** What a baseline can show, and how long it would have to be. */
export interface BaselinePlan {
  /** The likeliest. */
  noise: Noise;
  /** Post periods that all of this is planned for. */
  post: number;
  /** As it stands. */
  now: Reach;
  /** Once its whole window has values. */
  declared: Reach;
  /** By length: one year, one and a half, two, three. */
  byLength: Reach[];
  /** For 80 and 90 %; empty where no minimum important change is declared. */
  needed: Need[];
}

const POWERS = [0.8, 0.9] as const;

/** Lengths in years that are told, and those between which the needed one is sought. */
const TOLD_YEARS = [1, 1.5, 2, 3];
const TRIED_YEARS = [1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5];

/**
 * What can this baseline show, and how long would it have to be to show what matters?
 *
 * Simulated over every φ and σ that the baseline so far leaves possible (noise-belief.ts, power.ts), for a year of post
 * periods, or those at hand where they are more. Each length gets the terms that the rules give it; one that cannot show an
 * improvement shows nothing.
 *
 * @param timeline                what the method works on: baseline rows as they stand, post rows where there are some
 * @param method                  chosen from them
 * @param minimumImportantChange  in the KPI's unit, > 0; null where not declared
 * @returns the plan; or why the baseline has no φ and σ yet
 * @example planBaseline(timeline, method, 10)  // { now: { periods: 52, detectable: 14, power: 0.55 }, needed: [{ power: 0.8, periods: 67 }, …], … }
 */
export function planBaseline(
  timeline: Timeline,
  method: Method,
  minimumImportantChange: number | null,
): BaselinePlan | Inconclusive {
  const model = baselineFit(timeline, method.terms);
  if ('kind' in model) return model;
  const belief = noiseBelief(timeline, model);
  const { periodLength, postStart, goLive } = timeline;
  const year = YEAR_PERIODS[periodLength];
  const post = Math.max(year, rowsIn(timeline, 'post').length);
  const reach = ({ periods, power }: Design): Reach => ({
    periods,
    detectable: power?.changeAt(POWERS[0]) ?? null,
    power: minimumImportantChange === null ? null : (power?.at(minimumImportantChange) ?? 0),
  });
  const design = (whole: Timeline, by: Method): Design => ({
    periods: rowsIn(whole, 'baseline').length,
    trend: by.terms.trend,
    power: by.mayImprove ? expectedPower(whole, by, belief) : null,
  });
  const ofLength = (periods: number): Design => {
    const whole = plannedTimeline(periods, postStart - goLive, post, periodLength);
    return design(whole, methodFor(whole, method));
  };
  const tried = TRIED_YEARS.map((years) => Math.round(years * year));
  return {
    noise: noiseOf(model),
    post,
    now: reach(design(withPostAhead(timeline, post), method)),
    declared: reach(ofLength(goLive)),
    byLength: TOLD_YEARS.map((years) => reach(ofLength(Math.round(years * year)))),
    needed:
      minimumImportantChange === null
        ? []
        : POWERS.map((power) => ({ power, periods: neededPeriods(tried, ofLength, power, minimumImportantChange) })),
  };
}

/** A baseline of some length with what it can show; no power where its method cannot show an improvement. */
interface Design {
  periods: number;
  trend: boolean;
  power: Power | null;
}

/** The rules' method for another length, with the same declarations. */
function methodFor(whole: Timeline, { comparators, drift }: Method): Method {
  const of = comparators ? 'difference' : 'values';
  const bound = drift === null || drift.void ? null : ({ atMost: drift.atMost, of } as const);
  return chooseMethod(whole, { statistic: 'mean', comparators, drift: bound });
}

/**
 * The first length tried that suffices; between it and the one before, where both have the same terms, change against
 * length is a straight line on logarithmic scales.
 */
function neededPeriods(
  tried: readonly number[],
  ofLength: (periods: number) => Design,
  power: number,
  change: number,
): number | null {
  let before: { periods: number; trend: boolean; needs: number } | null = null;
  for (const length of tried) {
    const { periods, trend, power: found } = ofLength(length);
    const needs = found?.changeAt(power) ?? null;
    if (needs === null) continue;
    if (needs <= change) {
      if (before?.trend !== trend) return periods;
      const share = Math.log(before.needs / change) / Math.log(before.needs / needs);
      return Math.ceil(before.periods * (periods / before.periods) ** share);
    }
    before = { periods, trend, needs };
  }
  return null;
}
