import { expect, test } from 'vitest';
import type { Spec } from '../../src/chart/chart.ts';
import { planAgainstOutcome } from '../../src/chart/plan-against-outcome.ts';
import { amountLabel } from '../../src/chart/theme.ts';
import type { Results } from '../../src/results/schema.ts';
import { someResults } from '../support/results.ts';

/** What was promised for three months, of which nothing came, and nothing lies ahead. */
function nothingCame(): Results {
  const results = someResults();
  const months = ['2025-01-01', '2025-02-01', '2025-03-01'].map((month) => ({
    ...{ month, planned: 100, planned_ahead: 0, realized: 0, forecast: 0 },
  }));
  return { ...results, as_of: '2025-03-15', plan: { ...results.plan, months } };
}

test('where nothing came, each line still has its name at its end, above the days', () => {
  const layers = planAgainstOutcome(nothingCame(), 'wide')[0]!.spec['layer'] as {
    mark: Spec;
    data: { values: Spec[] };
  }[];
  const names = layers.filter(({ mark }) => mark['type'] === 'text');
  expect(names.map(({ data }) => data.values[0])).toEqual([
    { at: '2025-03-31', level: 300, name: 'promised' },
    { at: '2025-03-15', level: 0, name: 'realized' },
  ]);
  expect(names.map(({ mark }) => mark['baseline'])).toEqual(['bottom', 'bottom']);
});

test('amounts below one and from a thousand trillions on are written without a prefix of their own', () => {
  expect(amountLabel({ k: 'k', M: 'M', bn: 'bn', trn: 'trn' })).toBe(
    "abs(datum.value) < 1 ? format(datum.value, '~r') : abs(datum.value) < 1e15 ? replace(replace(datum.label, 'T', 'trn'), 'G', 'bn') : format(datum.value / 1e12, ',.0f') + 'trn'",
  );
});
