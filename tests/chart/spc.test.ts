import { expect, test } from 'vitest';
import type { Chart, Spec } from '../../src/chart/chart.ts';
import { spc, spcName } from '../../src/chart/spc.ts';
import type { Results } from '../../src/results/schema.ts';
import { someResults } from '../support/results.ts';

/** Results cut down to one KPI in one unit with values by week from 3 July 2023: four baseline weeks, then post. */
function oneSeries(values: (number | null)[], change: (results: Results) => void = () => {}): Results {
  const results = someResults();
  const key = { kpi: 'stat_report', statistic: 'median', adjustment: 'crude', unit: 'main/imaging' } as const;
  const first = Date.UTC(2023, 6, 3);
  results.series = values.map((value, i) => ({
    ...key,
    period: new Date(first + i * 7 * 86_400_000).toISOString().slice(0, 10),
    n: 10,
    value,
    numerator: null,
    denominator: null,
    phase: i < 4 ? 'baseline' : 'post',
  }));
  results.comparisons = results.comparisons.filter((c) => c.kpi === key.kpi && c.unit === key.unit);
  results.limits = [{ ...key, phase: 'baseline', chart: 'XmR', center: 50, lower: 40, upper: 60, periods: null }];
  results.signals = [];
  change(results);
  return results;
}

const chartOf = (results: Results): Chart => spc(results, 'wide')[0]!;
const layers = (chart: Chart) => chart.spec['layer'] as { mark: Spec; data: { values: Spec[] }; encoding: Spec }[];
const values = (chart: Chart, mark: Spec) =>
  layers(chart)
    .filter((layer) => Object.entries(mark).every(([name, value]) => layer.mark[name] === value))
    .flatMap((layer) => layer.data.values);

test('a signal changes the shape and the colour of its point, and concern wins over improvement', () => {
  const results = oneSeries([50, 51, 49, 50, 39, 62, 50]);
  const key = { kpi: 'stat_report', statistic: 'median', adjustment: 'crude', unit: 'main/imaging' } as const;
  const rule = 'outside limits' as const;
  results.signals = [
    { ...key, period: '2023-07-31', rule, direction: 'improvement' },
    { ...key, period: '2023-08-07', rule: 'seven on one side', direction: 'improvement' },
    { ...key, period: '2023-08-07', rule, direction: 'concern' },
  ];
  const chart = chartOf(results);
  const points = layers(chart).find(({ mark }) => mark['type'] === 'point')!;
  // What comes last lies above the others.
  expect(points.data.values.slice(-2)).toEqual([
    { kind: 'improvement', period: '2023-07-31', value: 39 },
    { kind: 'concern', period: '2023-08-07', value: 62 },
  ]);
  expect(points.data.values.filter(({ kind }) => kind === 'common cause')).toHaveLength(5);
  const drawnAs = (kind: string, channel: string) =>
    (points.encoding[channel] as { condition: Spec[] }).condition.find(
      ({ test }) => test === `datum.kind === '${kind}'`,
    );
  expect(['improvement', 'concern'].map((kind) => drawnAs(kind, 'shape')?.['value'])).toEqual([
    'diamond',
    'triangle-up',
  ]);
  expect(['improvement', 'concern'].map((kind) => drawnAs(kind, 'fill')?.['value'])).toEqual(['#005eb8', '#ed8b00']);
  expect(chart.title).toBe('1 of 3 weeks after stabilization signal improvement, 1 concern');
});

test('signals of another statistic or adjustment are not drawn', () => {
  const results = oneSeries([50, 51, 49, 50, 39]);
  const other = { kpi: 'stat_report', statistic: 'p90', adjustment: 'crude', unit: 'main/imaging' } as const;
  results.signals = [{ ...other, period: '2023-07-31', rule: 'outside limits', direction: 'concern' }];
  expect(chartOf(results).title).toBe('None of 1 weeks after stabilization signals a special cause');
});

test('limits lie over the baseline and go on frozen to the end', () => {
  const chart = chartOf(oneSeries([50, 51, 49, 50, 39, 62]));
  const rules = layers(chart).filter((layer) => layer.mark['type'] === 'rule');
  const upper = rules.flatMap((layer) => layer.data.values).filter((line) => line['level'] === 60);
  expect(upper).toEqual([
    { kind: 'limit', from: '2023-07-03', to: '2023-07-31', level: 60 },
    { kind: 'frozen limit', from: '2023-07-31', to: '2023-08-14', level: 60 },
  ]);
});

test('a limit that no value can reach is not drawn, and an axis that starts at zero says nothing of it', () => {
  const far = chartOf(
    oneSeries([2, 1, 3, 2, 0, 1], (all) => {
      all.limits[0]!.center = 2;
      all.limits[0]!.lower = -1;
      all.limits[0]!.upper = 5;
      all.kpis[0]!.target = null;
    }),
  );
  const rules = layers(far).filter((layer) => layer.mark['type'] === 'rule');
  expect(rules.flatMap((layer) => layer.data.values).map((line) => line['level'])).not.toContain(-1);
  expect(far.subtitle).not.toContain('start at zero');
  expect(chartOf(oneSeries([50, 51, 49, 50, 39])).subtitle).toContain('The axis does not start at zero.');
});

test('a ratio that touches one and never passes it has no limit above one', () => {
  const ratio = (most: number) => {
    const results = oneSeries([0.97, most, 0.98, 0.99, 0.97], (all) => {
      Object.assign(all.kpis[0]!, { statistic: 'ratio', unit: '1', target: null });
      Object.assign(all.limits[0]!, { statistic: 'ratio', center: 0.98, lower: 0.95, upper: 1.02 });
      for (const one of [...all.series, ...all.comparisons]) one.statistic = 'ratio';
    });
    return JSON.stringify(chartOf(results).spec);
  };
  expect(ratio(1)).not.toContain('upper limit');
  expect(ratio(1.01)).toContain('upper limit 102');
});

test('limits that follow each period are drawn as steps, after go-live too', () => {
  const results = oneSeries([50, 51, 49, 50, 39], (all) => {
    all.limits[0]!.upper = [60, 61, 62, 63, 64];
    all.limits[0]!.periods = all.series.map(({ period }) => period);
  });
  const rules = layers(chartOf(results)).filter((layer) => layer.mark['type'] === 'rule');
  const upper = rules
    .flatMap((layer) => layer.data.values)
    .filter((line) => [60, 61, 62, 63, 64].includes(Number(line['level'])));
  expect(upper).toEqual([
    { kind: 'limit', from: '2023-07-03', to: '2023-07-10', level: 60 },
    { kind: 'limit', from: '2023-07-10', to: '2023-07-17', level: 61 },
    { kind: 'limit', from: '2023-07-17', to: '2023-07-24', level: 62 },
    { kind: 'limit', from: '2023-07-24', to: '2023-07-31', level: 63 },
    { kind: 'frozen limit', from: '2023-07-31', to: '2023-08-07', level: 64 },
  ]);
});

test('what would have been without it is the post mean less the effect', () => {
  const results = oneSeries([50, 51, 49, 50, 39, 41], (all) => {
    all.comparisons[0]!.post = 40;
    all.comparisons[0]!.average = { estimate: -12.5, standard_error: 1, df: 20, low: -14.6, high: -10.4 };
  });
  const without = values(chartOf(results), { type: 'rule' }).filter(({ kind }) => kind === 'counterfactual');
  expect(without).toEqual([{ kind: 'counterfactual', from: '2023-07-31', to: '2023-08-14', level: 52.5 }]);
});

test('no line bridges a missing period, and an undefined value draws nothing', () => {
  const chart = chartOf(oneSeries([50, 51, null, 50, 39]));
  expect(values(chart, { type: 'line' }).map(({ run }) => run)).toEqual([0, 0, 1, 1]);
});

test('proportions are drawn in percent', () => {
  const results = someResults();
  const chart = spc(results, 'wide').find(({ name }) => name === spcName({ kpi: 'stat_share', unit: 'main/imaging' }))!;
  const first = results.series.find((cell) => cell.kpi === 'stat_share')!;
  expect(values(chart, { type: 'line' })[0]).toMatchObject({ value: first.value! * 100 });
  expect(chart.subtitle).toMatch(/^Share by week, %, Jul 2023 to/);
});

test('without limits the chart says so instead of counting signals', () => {
  const chart = chartOf(
    oneSeries([50, 51, 49, 50, 39], (results) => {
      results.limits = [];
    }),
  );
  expect(chart.title).toBe('No limits: the baseline has too few values, or none that differ');
});

test('one value is no chart', () => {
  expect(spc(oneSeries([50]), 'wide')).toEqual([]);
});

test('changes along the series are marked with their number; the go-live has its own rule, others elsewhere are left out', () => {
  const entry = { deployment: null, unit: null, description: 'x' };
  const chart = chartOf(
    oneSeries([50, 51, 49, 50, 39, 62], (results) => {
      const goLive = results.program.deployments[0]!.windows.find(({ unit }) => unit === 'main/imaging')!.go_live;
      results.change_log = [
        { ...entry, id: 'C-1', date: '2023-07-12' },
        { ...entry, id: 'C-2', date: '2023-07-12', unit: 'east/imaging' },
        { ...entry, id: 'C-3', date: '2023-07-02' },
        { ...entry, id: 'C-4', date: goLive },
      ];
    }),
  );
  expect(values(chart, { type: 'text', baseline: 'bottom', fontSize: 11 })).toEqual([
    { date: '2023-07-12', id: 'C-1' },
  ]);
});

test('the limits since go-live lie over the post window, without a label', () => {
  const chart = chartOf(
    oneSeries([50, 51, 49, 50, 39, 42], (results) => {
      results.limits.push({ ...results.limits[0]!, phase: 'post', center: 41, lower: 36, upper: 46 });
    }),
  );
  const rules = layers(chart).filter((layer) => layer.mark['type'] === 'rule');
  const rebased = rules.flatMap((layer) => layer.data.values).filter((line) => line['level'] === 46);
  expect(rebased).toEqual([{ kind: 'rebased limit', from: '2023-07-31', to: '2023-08-14', level: 46 }]);
});
