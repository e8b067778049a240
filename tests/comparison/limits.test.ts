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
    const { limits, signals } = processBehaviour(timeline, 'decrease', 'total', null);
    expectRelative(limits[0]!.center, expected.cl[0], 1e-12);
    expectRelative(limits[0]!.lower as number, expected.lcl[0], 1e-12);
    expectRelative(limits[0]!.upper as number, expected.ucl[0], 1e-12);
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
    processBehaviour(timelineOf(seriesOf([...baseline, ...after]), windowsAround(12, 2)), direction, 'mean', null);

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
    expect(processBehaviour(flat, 'decrease', 'mean', null)).toMatchObject({
      limits: [{ phase: 'post' }],
      signals: [],
    });
  });
});

describe('shares and rates with their counts', () => {
  const counted = (counts: [events: number, of: number][], per = 1) =>
    timelineOf(
      {
        ...seriesOf(counts.map(() => 0)),
        cells: seriesOf(counts.map(([events, of]) => (per * events) / of)).cells.map((cell, i) => ({
          ...cell,
          numerator: counts[i]![0],
          denominator: counts[i]![1],
        })),
      },
      windowsAround(4),
    );
  // p̄ = 80/400 = .2; z of .1 and .3 of 100 are ∓2.5; mean |Δz| 5, σ_z = 5/1.128.
  const baseline: [number, number][] = [
    [10, 100],
    [30, 100],
    [10, 100],
    [30, 100],
  ];

  test('P′: each period has the limits of its own denominator, those after go-live too', () => {
    const { limits, signals } = processBehaviour(
      counted([...baseline, [300, 400], [90, 100]]),
      'decrease',
      'proportion',
      null,
    );
    const reach = (n: number) => (3 * (5 / 1.128) * Math.sqrt(0.2 * 0.8)) / Math.sqrt(n);
    const frozen = limits[0]!;
    expect(frozen).toMatchObject({ chart: 'P′', center: 0.2, lower: [0, 0, 0, 0, 0, 0] });
    expect(frozen.periods).toHaveLength(6);
    const upper = frozen.upper as number[];
    expect(upper[0]).toBeCloseTo(0.2 + reach(100), 12);
    expect(upper[4]).toBeCloseTo(0.2 + reach(400), 12);
    expect(signals.map(({ rule }) => rule)).toEqual(['outside limits', 'outside limits']);
  });

  test('U′ in the unit of the rate', () => {
    const { limits } = processBehaviour(counted([...baseline, [10, 100]], 1000), 'decrease', 'rate', null);
    expect(limits[0]).toMatchObject({ chart: 'U′', center: 200 });
    // z = (u − ū) / √(ū / exposure in thousands): ∓100 / √2000.
    const sigmaZ = 200 / Math.sqrt(2000) / 1.128;
    expect((limits[0]!.upper as number[])[0]).toBeCloseTo(200 + 3 * sigmaZ * Math.sqrt(200 / 0.1), 9);
  });

  test('a share without its counts falls back to XmR', () => {
    const { limits } = processBehaviour(
      timelineOf(seriesOf([1, 2, 1, 2, 1]), windowsAround(4)),
      'decrease',
      'proportion',
      null,
    );
    expect(limits[0]).toMatchObject({ chart: 'XmR', periods: null });
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
