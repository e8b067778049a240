import { describe, expect, test } from 'vitest';
import { chooseMethod, type DriftBound } from '../../src/baseline/choose-method.ts';
import { type Timeline, timelineOf } from '../../src/baseline/timeline.ts';
import { type Effect, estimateEffect } from '../../src/comparison/estimate-effect.ts';
import { branchesOf, defensibleEstimates, leastFavourable } from '../../src/comparison/specification-curve.ts';
import { answer } from '../support/relative.ts';
import { ar1Errors, seededUniform, seriesOf, windowsAround } from '../support/series.ts';

const situation = { statistic: 'mean', comparators: false, drift: null } as const;
const values = ar1Errors(130, 0.3, seededUniform(8)).map((e, t) => 50 + e - (t >= 82 ? 6 : 0));
const curveOf = (timeline: Timeline, drift: DriftBound | null = null) => {
  const method = chooseMethod(timeline, { ...situation, drift });
  const branches = branchesOf(defensibleEstimates('crude', timeline, method), 'crude', method);
  return { branches, counted: branches.filter(({ counted }) => counted) };
};

describe('the specification curve', () => {
  const timeline = timelineOf(seriesOf(values), windowsAround(78, 12));
  const curve = curveOf(timeline);

  test('the primary estimate is one of its branches, exactly once', () => {
    const primary = curve.branches.filter((branch) => branch.primary);
    const effect = answer(estimateEffect(timeline, chooseMethod(timeline, situation))) as Effect;
    expect(primary).toHaveLength(1);
    expect(primary[0]).toMatchObject({
      estimate: effect.average.estimate,
      low: effect.average.low,
      high: effect.average.high,
      counted: true,
      choices: { baseline: 'full', stabilization: 'declared', trend: 'linear', season: 'annual', method: 'GLS, AR(1)' },
    });
  });

  test('every combination that the data allow, sorted', () => {
    const declared = curve.branches.filter(({ choices }) => choices.stabilization === 'declared');
    const count = (baseline: string) => declared.filter(({ choices }) => choices.baseline === baseline).length;
    // trend × season × method; 65 weeks still cover a year.
    expect([count('full'), count('last 12 months'), count('without the last quarter')]).toEqual([8, 8, 8]);
    const stabilizations = new Set(curve.branches.map(({ choices }) => choices.stabilization));
    expect([...stabilizations]).toEqual(
      expect.arrayContaining(['declared', 'four periods shorter', 'four periods longer']),
    );
    const estimates = curve.branches.map(({ estimate }) => estimate);
    expect(estimates).toEqual([...estimates].sort((a, b) => a - b));
  });

  test('a clear effect survives every defensible choice', () => {
    expect(curve.counted).toEqual(curve.branches.filter(({ choices }) => choices.trend === 'linear'));
    expect(curve.counted.every(({ estimate }) => estimate < 0)).toBe(true);
  });

  test('branches without trend count with a valid drift bound only', () => {
    const bounded = curveOf(timeline, { atMost: 30, of: 'values' });
    expect(bounded.counted).toEqual(bounded.branches);
    expect(bounded.branches.filter(({ primary }) => primary)[0]?.choices.trend).toBe('none');
  });

  test('the least favourable one is the counted branch with the smallest gain', () => {
    const counted = curve.counted.map(({ estimate }) => estimate);
    expect(leastFavourable(curve.branches, 'decrease')).toMatchObject({ estimate: Math.max(...counted) });
    expect(leastFavourable(curve.branches, 'increase')).toMatchObject({ estimate: Math.min(...counted) });
    expect(leastFavourable(curve.branches, { low: 40, high: 50 })).toBeNull();
    expect(leastFavourable(curve.branches, 'decrease')?.choices).toMatch(
      /^baseline .*, stabilization .*, trend linear, /,
    );
  });

  test('a baseline of half a year has no trend of a quarter less, no season, and no twice-told branch', () => {
    const short = curveOf(timelineOf(seriesOf(values.slice(50)), windowsAround(28, 12)));
    const told = short.branches.map(({ choices }) => JSON.stringify(choices));
    expect(new Set(told).size).toBe(told.length);
    expect(short.branches.every(({ choices }) => choices.season === 'none')).toBe(true);
    expect(short.branches.some(({ choices }) => choices.baseline === 'last 12 months')).toBe(false);
    const lessQuarter = short.branches.filter(({ choices }) => choices.baseline === 'without the last quarter');
    expect(lessQuarter.every(({ choices }) => choices.trend === 'none')).toBe(true);
  });

  test('periods of unlike size add a weighted branch; equal ones do not', () => {
    expect(curve.branches.some(({ choices }) => choices.method.includes('weighted'))).toBe(false);
    const series = seriesOf(values);
    for (const [i, cell] of series.cells.entries()) cell.n = 50 + (i % 5) * 20;
    const uneven = curveOf(timelineOf(series, windowsAround(78, 12)));
    expect(uneven.branches.some(({ choices }) => choices.method.includes('weighted'))).toBe(true);
  });
});
