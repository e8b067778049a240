import { expect, test } from 'vitest';
import { newAlerts } from '../../src/delivery/alerts.ts';
import { primaryComparisons } from '../../src/results/lookup.ts';
import type { Results } from '../../src/results/schema.ts';
import { someResults } from '../support/results.ts';

const stale = { afterDays: 35, action: 'banner' } as const;

/** The made-up run with one concern signal in a given place before the end of a series, and no benefits. */
function withConcern(before: number): Results {
  const results = someResults();
  const key = primaryComparisons(results)[0]!;
  const { kpi, unit, statistic, adjustment } = key;
  const periods = results.series
    .filter((s) => s.kpi === kpi && s.unit === unit && s.statistic === statistic && s.adjustment === adjustment)
    .map(({ period }) => period)
    .sort();
  const period = periods.at(-1 - before)!;
  const signal = {
    kpi,
    unit,
    statistic,
    adjustment,
    period,
    rule: results.signals[0]!.rule,
    direction: 'concern',
  } as const;
  return { ...results, signals: [signal], benefits: [], findings: [] };
}

test('a concern in the last four periods is told once; an older one is history', () => {
  const recent = newAlerts(withConcern(0), stale, new Set());
  expect(recent.map(({ key }) => key.split(':')[0])).toEqual(['signal']);
  expect(newAlerts(withConcern(0), stale, new Set([recent[0]!.key]))).toEqual([]);
  expect(newAlerts(withConcern(3), stale, new Set())).toHaveLength(1);
  expect(newAlerts(withConcern(4), stale, new Set())).toEqual([]);
});

test('an improvement is no alert', () => {
  const results = withConcern(0);
  const better = { ...results, signals: results.signals.map((s) => ({ ...s, direction: 'improvement' as const })) };
  expect(newAlerts(better, stale, new Set())).toEqual([]);
});

test('a benefit is below plan where even its upper end is; it is told again in the next month', () => {
  const results = withConcern(9);
  const [benefit] = someResults().benefits;
  const money = (high: number) => ({ low: 10_000, likely: 20_000, high });
  const at = (high: number) => ({
    ...results,
    benefits: [{ ...benefit!, id: 'reads', title: 'Reads', planned: 40_000, demonstrated: money(high), owner: 'CFO' }],
  });
  expect(newAlerts(at(41_000), stale, new Set())).toEqual([]);
  expect(newAlerts(at(39_000), stale, new Set())).toEqual([
    {
      key: 'below-plan:reads/2025-10',
      title: 'Reads: below plan',
      text: '$20,000 (P5–P95 $10,000 to $39,000) is demonstrated to date; $40,000 was planned.',
      owner: 'CFO',
    },
  ]);
});
