import { expect, test } from 'vitest';
import { renderComparison } from '../../src/cli/comparison-view.ts';
import type { SeriesComparison } from '../../src/pipeline/series-comparison.ts';

const points = [1, 2, 3, 4, 5, 6, 7, 8].map((value, i) => ({
  period: `2024-0${i + 1}`,
  value: i === 2 ? null : value,
  phase: (i < 5 ? 'baseline' : i < 6 ? 'stabilization' : 'post') as 'baseline',
}));
const told = { estimate: -6.816, standard_error: 2.292, low: -12.1, high: -1.53 };
const comparison: SeriesComparison = {
  file: 'stat.csv',
  label: 'minutes',
  unit: 'Main',
  go_live: '2024-06-01',
  direction: 'decrease',
  minimum_important_change: 2,
  series: { period: 'month', n_baseline: 4, n_post: 2, points },
  limits: { chart: 'XmR', center: 3, lower: 0.25, upper: 5.75, periods: null },
  limits_post: null,
  signals: [{ period: '2024-07', rule: 'outside limits', direction: 'concern' }],
  effect: { method: 'GLS', naive: told, level: told, slope: null, average: told, cumulative: null, transition: null },
  other: null,
  p: 0.02,
  breakdown_drift: 1,
  placebo: null,
  specifications: null,
  verdict: 'improved',
  grade: 'B',
  reasons: ['Minutes in Main: 7 lower.'],
};

test('a comparison on a plain terminal', () => {
  expect(renderComparison(comparison, 80).split('\n')).toEqual([
    'minutes, Main  stat.csv · months 2024-01 to 2024-08 · go-live 2024-06-01 · lower is better',
    '',
    '  ▁▂ ▄▅ │ ▆ │ ▇█',
    '        │   │ !',
    '  + improvement, ! concern: special causes',
    '  baseline 5 │ stabilization 1 │ post 2; 1 to 8',
    '',
    'improved  evidence grade B',
    '  Minutes in Main: 7 lower.',
    '',
    // 75 steps from −12.1 to 2: the estimate at 28, −2 at 54, the upper end at 56, 0 at 64.
    `  ├${'─'.repeat(27)}●${'─'.repeat(25)}┊─┤       │          ┊`,
    '  ← better  ● effect in its 95 % interval, │ no change, ┊ ±2, the least that matters',
    '',
    'post against counterfactual    estimate  95 % interval  standard error',
    'average effect                     −6.8  −12.1 to −1.5            2.29',
    'at the start (level)               −6.8  −12.1 to −1.5            2.29',
    'plain before/after difference      −6.8  −12.1 to −1.5            2.29',
    '',
    'limits 0.25 to 5.75, centre 3.00 (XmR; frozen on the baseline)',
    '  outside limits: 1 (2024-07)',
    '',
    '  Method: GLS.',
  ]);
});

test('a long series is drawn in blocks of several periods, within the width', () => {
  const many = Array.from({ length: 300 }, (_, i) => ({
    period: `${i}`,
    value: i % 50,
    phase: (i < 200 ? 'baseline' : 'post') as 'post',
  }));
  const lines = renderComparison({ ...comparison, series: { ...comparison.series, points: many } }, 80).split('\n');
  expect(lines[2]!.length).toBeLessThanOrEqual(80);
  expect(lines.join('\n')).toContain('one block is 5 periods');
});

test('without limits or effect it says so', () => {
  const { method } = comparison.effect;
  const nothing = { method, naive: null, level: null, slope: null, average: null, cumulative: null, transition: null };
  const text = renderComparison({ ...comparison, limits: null, signals: [], effect: nothing, grade: '–' }, 80);
  expect(text).toContain('no effect could be estimated');
  expect(text).toContain('no process limits');
  expect(text).not.toContain('evidence grade');
});
