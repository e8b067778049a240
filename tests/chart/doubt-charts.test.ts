import { describe, expect, test } from 'vitest';
import { beforeAfter } from '../../src/chart/before-after.ts';
import type { Chart, Spec } from '../../src/chart/chart.ts';
import { counterfactual } from '../../src/chart/counterfactual.ts';
import { cumulativeEffect } from '../../src/chart/cumulative-effect.ts';
import { eventStudy } from '../../src/chart/event-study.ts';
import { judgedComparisons } from '../../src/chart/judged.ts';
import { kpiForest } from '../../src/chart/kpi-forest.ts';
import { placebo } from '../../src/chart/placebo.ts';
import { specificationCurve } from '../../src/chart/specification-curve.ts';
import { someResults } from '../support/results.ts';

const results = someResults();
const layersOf = (chart: Chart) => chart.spec['layer'] as { mark: Spec; data: { values: Record<string, number>[] } }[];
const valuesOf = (chart: Chart, mark: Spec) =>
  layersOf(chart)
    .filter((layer) => Object.entries(mark).every(([name, value]) => layer.mark[name] === value))
    .flatMap((layer) => layer.data.values);
const about = (charts: readonly Chart[], name: string) => charts.find((chart) => chart.name.includes(name))!;

describe('one of each kind for every judged comparison', () => {
  test.each([
    ['counterfactual', counterfactual],
    ['cumulative_effect', cumulativeEffect],
    ['specification_curve', specificationCurve],
    ['placebo', placebo],
  ])('%s', (kind, build) => {
    const names = build(results, 'narrow').map(({ name }) => name);
    const judged = judgedComparisons(results).map(({ comparison: { kpi, unit } }) =>
      [kind, kpi, unit].map(encodeURIComponent).join('.'),
    );
    expect(names).toEqual(judged);
  });

  test('what claims nothing and did not worsen is not judged', () => {
    const quiet = structuredClone(results);
    for (const comparison of quiet.comparisons) comparison.p_adjusted = null;
    expect(new Set(judgedComparisons(quiet).map(({ comparison }) => comparison.verdict))).toEqual(
      new Set(['worsened']),
    );
  });
});

test('the counterfactual has its band over the post window alone', () => {
  const chart = counterfactual(results, 'wide')[0]!;
  const band = valuesOf(chart, { type: 'area' });
  expect(band).toHaveLength(53);
  expect(valuesOf(chart, { type: 'line', strokeWidth: 2 }).length).toBeGreaterThan(100);
});

test('what adds up is said as an amount, and of the rest when it became clear', () => {
  const titles = cumulativeEffect(results, 'wide').map(({ name, title }) => [name, title] as const);
  const of = (kpi: string) => titles.find(([name]) => name.includes(`.${kpi}.`))![1];
  expect(of('stat_report')).toBe('Added up, the effect is clear of zero from 23 Sep 2024 on');
  expect(of('outsourced_reads')).toMatch(/^−[\d,]+ .* over 53 weeks \(/);
});

test('the cumulative effect ends at the effect times the periods', () => {
  const { comparison } = judgedComparisons(results)[0]!;
  const line = valuesOf(cumulativeEffect(results, 'wide')[0]!, { type: 'line' });
  expect(line.at(-1)!['sum']).toBeCloseTo(53 * comparison.average!.estimate, 3);
});

test('the specification curve has a row for each choice that differs, and its title counts the choices that count', () => {
  const chart = specificationCurve(results, 'wide')[0]!;
  expect(chart.title).toBe('22 of 24 defensible choices agree with the one that counts');
  expect(valuesOf(chart, { type: 'text', align: 'left' }).map((row) => row['name'])).toEqual(
    expect.arrayContaining(['baseline: full', 'trend: none', 'GLS, AR(1)']),
  );
  // Adjustment, stabilization and season are shared by all.
  expect(valuesOf(chart, { type: 'text', align: 'left' })).toHaveLength(6);
  expect(valuesOf(chart, { shape: 'diamond' })).toHaveLength(1);
});

test('every placebo date lies in one bar', () => {
  const bars = valuesOf(placebo(results, 'wide')[0]!, { type: 'rect' });
  expect(bars.reduce((sum, bar) => sum + bar['dates']!, 0)).toBe(18);
});

test('the forest of all turns effects so that right is better, in multiples of what matters', () => {
  const chart = kpiForest(results, 'wide')[0]!;
  const kpi = results.kpis.find(({ id }) => id === 'stat_report')!;
  const effect = results.comparisons.find((c) => c.kpi === kpi.id && c.statistic === kpi.statistic)!.average!;
  const points = valuesOf(chart, { type: 'point' });
  expect(points.map((point) => point['estimate'])).toContainEqual(
    Number((-effect.estimate / kpi.minimum_important_change!).toPrecision(6)),
  );
  for (const { low, high } of valuesOf(chart, { strokeWidth: 3 }) as { low: number; high: number }[]) {
    expect(low).toBeLessThanOrEqual(high);
    expect(Math.max(Math.abs(low), Math.abs(high))).toBeLessThanOrEqual(6);
  }
});

test('the spread before and after is that of the values: type 7 quantiles', () => {
  const small = structuredClone(results);
  const key = { kpi: 'stat_report', statistic: 'median', adjustment: 'crude', unit: 'main/imaging' } as const;
  const cells = (['baseline', 'post'] as const).flatMap((phase, w) =>
    Array.from({ length: 11 }, (_, i) => ({
      ...key,
      period: `202${3 + w}-01-${String(i + 10)}`,
      ...{ n: 10, value: 10 * i + 100 * w, numerator: null, denominator: null, phase },
    })),
  );
  small.series = cells;
  const chart = about(beforeAfter(small, 'wide'), 'stat_report');
  expect(valuesOf(chart, { type: 'tick' }).map((one) => [one['p10'], one['p50'], one['p90']])).toEqual([
    [10, 50, 90],
    [110, 150, 190],
  ]);
});

test('the event study draws the pooled effect after stabilization, and pales where a unit is missing', () => {
  const chart = eventStudy(results, 'wide')[0]!;
  expect(chart.title).toBe('−13 minutes over 2 units together (−32 to +6)');
  const [band] = valuesOf(chart, { type: 'rect' });
  expect(band).toMatchObject({ from: 12, low: -31.8, high: 6.4 });
  expect(valuesOf(chart, { type: 'point', fill: '#005eb8' })).toHaveLength(22);
  expect(valuesOf(chart, { type: 'point', fill: '#ffffff' })).toHaveLength(3);
});
