import { describe, expect, test } from 'vitest';
import { chooseMethod, type DriftBound } from '../../src/baseline/choose-method.ts';
import { plannedTimeline } from '../../src/baseline/planned-timeline.ts';
import { powerOf } from '../../src/baseline/power.ts';
import { periodsPerYear } from '../../src/baseline/segmented-design.ts';
import type { Timeline } from '../../src/baseline/timeline.ts';
import { estimateEffect } from '../../src/comparison/estimate-effect.ts';
import { gainOf, verdictOf } from '../../src/comparison/verdict.ts';
import type { PeriodLength } from '../../src/program/program.ts';
import { expectRelative } from '../support/relative.ts';
import { ar1Errors, seededUniform } from '../support/series.ts';

const methodFor = (timeline: Timeline, drift: DriftBound | null = null) =>
  chooseMethod(timeline, { statistic: 'mean', comparators: false, drift });

/** Share of fresh series, with a season and a drift of their own, in which the verdict is an improvement. */
function shareImproved(timeline: Timeline, noise: { phi: number; sigma: number }, effect: number, series: number) {
  const method = methodFor(timeline);
  const uniform = seededUniform(77);
  let improved = 0;
  for (let s = 0; s < series; s++) {
    const errors = ar1Errors(timeline.postStart + 400, noise.phi, uniform);
    const rows = timeline.rows.map((row) => {
      const season = 0.7 * noise.sigma * Math.sin((2 * Math.PI * row.t) / periodsPerYear(timeline.periodLength));
      const fallen = row.phase === 'post' ? effect : 0;
      return { ...row, value: 60 + 0.01 * row.t + season + noise.sigma * errors[row.t]! - fallen };
    });
    const found = estimateEffect({ ...timeline, rows }, method);
    if ('kind' in found) continue;
    const { verdict } = verdictOf({
      blocked: [],
      thin: null,
      gain: gainOf(found.average, 'decrease', 0),
      minimumImportantChange: null,
      trendAlone: false,
      mayImprove: method.mayImprove,
      pAdjusted: found.p,
    });
    if (verdict.startsWith('improved')) improved += 1;
  }
  return improved / series;
}

describe('powerOf', () => {
  test.each<[PeriodLength, number, number, number, number]>([
    ['week', 78, 12, 52, 0.3],
    ['week', 52, 12, 26, 0.55],
    ['month', 36, 3, 12, 0.2],
  ])('%s %i/%i/%i, φ %f: the promised share of verdicts is an improvement', (length, baseline, gap, post, phi) => {
    const timeline = plannedTimeline(baseline, gap, post, length);
    const noise = { phi, sigma: 4 };
    const power = powerOf(timeline, methodFor(timeline), noise)!;
    for (const promised of [0.8, 0.9]) {
      const share = shareImproved(timeline, noise, power.changeAt(promised)!, 500);
      expect(Math.abs(share - promised), `${share} for ${promised}`).toBeLessThan(0.05);
    }
  });

  test('long white noise without a trend: (t₀.₉₇₅ + t₀.₈)·σ·√(1/n₁ + 1/n₂), and what the bound allows', () => {
    const timeline = plannedTimeline(400, 0, 400, 'week');
    const flat = { terms: { trend: false, change: 'level', season: false, weekday: false } as const, drift: null };
    const change = powerOf(timeline, flat, { phi: 0, sigma: 5 })!.changeAt(0.8)!;
    // t₀.₉₇₅(798) = 1.96294, t₀.₈(798) = 0.84214; what remains is that φ has to be estimated, and 400 draws.
    expectRelative(change, (1.96294 + 0.84214) * 5 * Math.sqrt(2 / 400), 0.06);
    const bounded = { ...flat, drift: { atMost: 2, void: false, borneOut: false } };
    const widened = powerOf(timeline, bounded, { phi: 0, sigma: 5 })!.changeAt(0.8)!;
    expectRelative(widened - change, (2 * 400) / (365.25 / 7), 1e-3);
    const isVoid = { ...flat, drift: { atMost: 2, void: true, borneOut: false } };
    expect(powerOf(timeline, isVoid, { phi: 0, sigma: 5 })!.changeAt(0.8)).toBe(change);
  });

  test('power and the change it belongs to are two readings of one curve', () => {
    const timeline = plannedTimeline(52, 12, 26, 'week');
    const power = powerOf(timeline, methodFor(timeline), { phi: 0.25, sigma: 3 })!;
    expect(power.at(power.changeAt(0.8)!)).toBeCloseTo(0.8, 2);
    expect(power.at(0)).toBeCloseTo(0.025, 1);
    expect(power.at(1e6)).toBe(1);
  });

  test('only a process that varies and forgets can be planned; a negative φ counts as none', () => {
    const timeline = plannedTimeline(52, 12, 26, 'week');
    const method = methodFor(timeline);
    expect(powerOf(timeline, method, { phi: 0.3, sigma: 0 })).toBeNull();
    expect(powerOf(timeline, method, { phi: 0.97, sigma: 1 })).toBeNull();
    const independent = powerOf(timeline, method, { phi: 0, sigma: 1 })!.changeAt(0.8);
    expect(powerOf(timeline, method, { phi: -0.4, sigma: 1 })!.changeAt(0.8)).toBe(independent);
  });
});
