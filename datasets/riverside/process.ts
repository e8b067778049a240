import { WEEKS } from './calendar.ts';
import { normal, randomSource } from './random-source.ts';

/** Carry-over of a shock from week to week. */
export const PHI = 0.3;

/** What moves a quantity besides the deployment: all parts are relative. */
export interface Rhythm {
  /** Slow drift per year. */
  drift: number;
  /** Half the swing of the year. */
  season: number;
  /** Week of the year in which the season is highest, 0–52. */
  peak: number;
  /** Standard deviation of the weekly shock that all sites share. */
  shared: number;
  /** Standard deviation of the weekly shock of the site alone. */
  own: number;
}

/**
 * By what is a quantity multiplied in each week, the deployment apart?
 *
 * @param seed  the generator's
 * @param area  quantities of one area share their shared shocks: `imaging/duration`
 * @param site  names the site's own shocks
 * @returns WEEKS factors: exp(drift + season + shared AR(1) shock + own AR(1) shock), φ = 0.3 for both
 * @example weeklyFactors(1, 'imaging/duration', 'main', rhythm)
 */
export function weeklyFactors(seed: number, area: string, site: string, rhythm: Rhythm): Float64Array {
  const shared = shocks(seed, `shock/${area}`);
  const own = shocks(seed, `shock/${area}/${site}`);
  return Float64Array.from({ length: WEEKS }, (_, week) => {
    const slow = (rhythm.drift * week * 7) / 365.25 + rhythm.season * seasonOf(week, rhythm.peak);
    return Math.exp(slow + rhythm.shared * shared[week]! + rhythm.own * own[week]!);
  });
}

/** The annual wave: 1 in the peak week, −1 half a year later. Week 0 of the extracts is the first of a year. */
export function seasonOf(week: number, peak: number): number {
  return Math.cos((2 * Math.PI * (week - peak) * 7) / 365.25);
}

/** A stationary AR(1) series of unit variance. */
function shocks(seed: number, label: string): Float64Array {
  const random = randomSource(seed, label);
  const fresh = Math.sqrt(1 - PHI * PHI);
  const series = new Float64Array(WEEKS);
  let last = normal(random());
  for (let week = 0; week < WEEKS; week++) {
    series[week] = last;
    last = PHI * last + fresh * normal(random());
  }
  return series;
}
