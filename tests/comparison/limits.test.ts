import { describe, expect, test } from 'vitest';
import { timelineOf } from '../../src/baseline/timeline.ts';
import { processBehaviour } from '../../src/comparison/limits.ts';
import { settledFrom } from '../../src/comparison/stabilization-evidence.ts';
import { describeWithReference, referenceColumns, referenceJson } from '../support/reference.ts';
import { expectRelative } from '../support/relative.ts';
import { seriesOf, windowsAround } from '../support/series.ts';

describeWithReference('against R qicharts2, chart "i", frozen after 24 months', () => {
  const expected = referenceJson('spc/expected.json').cdi_i_freeze24_unscreened;
  const monthly = { first: '2012-11-01', length: 'month' as const };

  test('limits of the baseline, and the months outside them', () => {
    const counts = referenceColumns('spc/cdi.csv')['n']!.map(Number);
    const timeline = timelineOf(seriesOf(counts, monthly), windowsAround(24, 0, { ...monthly, lastDay: '2015-10-31' }));
    const { limits, signals } = processBehaviour(timeline, 'decrease');
    expectRelative(limits[0]!.center, expected.cl[0], 1e-12);
    expectRelative(limits[0]!.lower!, expected.lcl[0], 1e-12);
    expectRelative(limits[0]!.upper!, expected.ucl[0], 1e-12);
    const outside = signals.filter(({ rule }) => rule === 'outside limits').map(({ period }) => period);
    const inR = expected.x.filter((_: string, i: number) => i >= 24 && expected.sigma_signal[i]);
    expect(outside).toEqual(inR);
    expect(new Set(signals.map(({ direction }) => direction))).toEqual(new Set(['improvement']));
  });
});

describe('processBehaviour', () => {
  // Baseline 10, 12, 10, 12, …: centre 11, mean moving range 2, σ = 2/1.128 = 1.773, limits 5.68 and 16.32.
  const baseline = Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? 10 : 12));
  const behaviour = (after: number[], direction: Parameters<typeof processBehaviour>[1]) =>
    processBehaviour(timelineOf(seriesOf([...baseline, ...after]), windowsAround(12, 2)), direction);

  test('frozen limits from the baseline, a second set from the post window', () => {
    const { limits } = behaviour([11, 11, 20, 24, 20, 24], 'decrease');
    expect(limits.map(({ phase, chart, center }) => [phase, chart, center])).toEqual([
      ['baseline', 'XmR', 11],
      ['post', 'XmR', 22],
    ]);
    expect(limits[0]!.upper).toBeCloseTo(11 + (3 * 2) / 1.128, 12);
    expect(limits[1]!.lower).toBeCloseTo(22 - (3 * 4) / 1.128, 12);
  });

  test('stabilization periods signal too; good and bad depend on the direction', () => {
    const signals = (direction: Parameters<typeof processBehaviour>[1]) =>
      behaviour([20, 11, 12, 4], direction).signals.map(({ period, rule, direction: way }) => [period, rule, way]);
    expect(signals('decrease')).toEqual([
      ['2020-03-30', 'outside limits', 'concern'],
      ['2020-04-20', 'outside limits', 'improvement'],
    ]);
    expect(signals('increase').map(([, , way]) => way)).toEqual(['improvement', 'concern']);
    // The baseline's centre, 11, lies 2 above the band; 20 is further from it, 4 is 1 below it and nearer.
    expect(signals({ low: 5, high: 9 }).map(([, , way]) => way)).toEqual(['concern', 'improvement']);
  });

  test('a constant baseline has no limits and so no signals', () => {
    const flat = timelineOf(seriesOf([...baseline.map(() => 7), 9, 9, 9, 8]), windowsAround(12));
    expect(processBehaviour(flat, 'decrease')).toMatchObject({ limits: [{ phase: 'post' }], signals: [] });
  });
});

describe('settledFrom', () => {
  const baseline = Array.from({ length: 10 }, () => 50);
  const calm = [15, 28, 20, 26, 16, 27, 18, 29, 17, 25, 19, 24];

  test('the first of eight periods without a special cause against the post limits', () => {
    const timeline = timelineOf(seriesOf([...baseline, 90, 80, ...calm]), windowsAround(10, 2));
    expect(settledFrom(timeline)).toBe(12);
    // One declared stabilization week of a process that takes two: 80 is outside the post limits.
    const declaredEarly = timelineOf(seriesOf([...baseline, 90, 80, ...calm, ...calm]), windowsAround(10, 1));
    expect(settledFrom(declaredEarly)).toBe(12);
  });

  test('fewer than eight periods show nothing', () => {
    expect(settledFrom(timelineOf(seriesOf([...baseline, ...calm.slice(0, 7)]), windowsAround(10)))).toBeNull();
    expect(settledFrom(timelineOf(seriesOf(baseline), windowsAround(10)))).toBeNull();
  });
});
