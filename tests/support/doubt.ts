import type { Results } from '../../src/results/schema.ts';

type Comparison = Results['comparisons'][number];
type Interval = { estimate: number; low: number; high: number };
type Key = Pick<Comparison, 'kpi' | 'statistic' | 'adjustment' | 'unit'>;

/** Made-up doubt around a made-up effect: placebo dates, other choices, what would have been. The same each time. */
export function placeboAround({ estimate, low, high }: Interval): Comparison['placebo'] {
  const half = (high - low) / 2;
  const effects = Array.from({ length: 18 }, (_, i) => {
    const found = half * Math.sin(2.4 * i);
    const period = new Date(Date.UTC(2023, 9, 2 + 7 * i)).toISOString().slice(0, 10);
    return { period, estimate: found, low: found - half, high: found + half, improved: i === 3 };
  });
  return { dates: 18, false_improved: 1, effects: estimate === 0 ? [] : effects };
}

export function specificationsAround({ estimate, low, high }: Interval): Comparison['specifications'] {
  const half = (high - low) / 2;
  const branches = (['full', 'last 12 months'] as const).flatMap((baseline) =>
    (['linear', 'none'] as const).flatMap((trend) =>
      ['GLS, AR(1)', 'least squares, Newey–West'].map((method, i) => {
        const found = estimate * (1 + 0.1 * i + (trend === 'none' ? 0.2 : 0) - (baseline === 'full' ? 0 : 0.15));
        return {
          ...{ estimate: found, low: found - half, high: found + half },
          primary: baseline === 'full' && trend === 'linear' && i === 0,
          counted: trend === 'linear',
          adjustment: 'crude' as const,
          ...{ baseline, stabilization: 'declared' as const, trend, season: 'annual' as const, method },
        };
      }),
    ),
  );
  return { n: 24, agree: 22, least: null, branches: branches.sort((a, b) => a.estimate - b.estimate) };
}

export function counterfactualsFor(key: Key, series: Results['series'], average: Interval): Results['counterfactuals'] {
  let post = 0;
  return series.flatMap(({ period, phase, value }): Results['counterfactuals'] => {
    if (value === null) return [];
    if (phase !== 'post') return [{ ...key, period, without: value, low: null, high: null, cumulative: null }];
    post++;
    return [
      {
        ...{ ...key, period, without: value - average.estimate },
        low: value - average.high,
        high: value - average.low,
        cumulative: {
          estimate: post * average.estimate,
          low: post * average.low,
          high: post * average.high,
        },
      },
    ];
  });
}

/** Two units, half a year apart, against a third that never goes live. */
export const POOLED: Results['pooled'][number] = {
  kpi: 'stat_report',
  statistic: 'median',
  adjustment: 'crude',
  deployment: 'pacs',
  units: [
    { unit: 'main/imaging', estimate: -14, standard_error: 1.5, go_live: '2024-01-01' },
    { unit: 'east/imaging', estimate: -11, standard_error: 1.8, go_live: '2024-07-01' },
  ],
  effect: { estimate: -12.7, standard_error: 1.5, df: 1, low: -31.8, high: 6.4 },
  p: 0.075,
  between: 1.3,
  staggered: true,
  cross_check: {
    att: -13.1,
    standard_error: null,
    pre_trend_p: null,
    pre_trend_reason: 'a group is one unit alone',
  },
  cross_check_reason: null,
  permutation: null,
  permutation_reason: 'fewer than 40 possible assignments (6)',
  dose: {
    adoption: 'stat_share',
    units: [
      { unit: 'main/imaging', adoption: 0.8, gain: 14 },
      { unit: 'east/imaging', adoption: 0.6, gain: 11 },
    ],
    correlation: null,
    p: null,
    reason: '2 units have both; 5 are needed',
  },
  event_study: Array.from({ length: 100 }, (_, i) => ({
    since: i - 40,
    difference: (i < 52 ? 0 : -12.7) + Math.sin(i),
    units: i < 90 ? 2 : 1,
  })),
};
