import { compile } from 'vega-lite';
import { expect, test } from 'vitest';
import { counterfactual, counterfactualPath } from '../../src/chart/counterfactual.ts';
import { EXPLORER, EXPLORER_STYLES, explorable } from '../../src/chart/explorer.ts';
import { spc } from '../../src/chart/spc.ts';
import { seriesOf } from '../../src/results/lookup.ts';
import { someResults } from '../support/results.ts';

test('days are counted from the first period, kinds are numbers, a point knows its row in the table', () => {
  const points = [
    { period: '2024-01-01', value: 90.1234567, run: 0, kind: 'common cause' as const },
    { period: '2024-01-15', value: 80, run: 1, kind: 'improvement' as const },
  ];
  const lines = [{ kind: 'target' as const, from: '2024-01-01', to: '2024-01-22', y: 70, label: 'target 70' }];
  const rows = new Map([
    ['2024-01-01', 0],
    ['2024-01-08', 1],
    ['2024-01-15', 2],
  ]);
  const told = explorable({ points, lines, domain: [60, 95] }, { end: '2024-01-22', goLive: '2024-01-10', rows });
  expect(told).toMatchObject({ start: '2024-01-01', span: [0, 21, 60, 95], goLive: 9 });
  expect(told.points.map(([day, value, , run, row]) => [day, value, run, row])).toEqual([
    [0, 90.1235, 0, 0],
    [14, 80, 1, 2],
  ]);
  expect(told.points.map(([, , kind]) => EXPLORER_STYLES.points[kind]!.shape)).toEqual(['circle', 'diamond']);
  expect(told.lines).toEqual([[0, 21, 70, expect.any(Number), 'target 70']]);
  expect(EXPLORER_STYLES.lines[told.lines[0]![3]]!.kind).toBe('target');
});

test('its one specification compiles without a warning', () => {
  const said: string[] = [];
  const note = (...words: unknown[]) => said.push(words.join(' '));
  const logger = { level: () => logger, warn: note, error: note, info: () => logger, debug: () => logger };
  compile(EXPLORER as never, { logger: logger as never });
  expect(said).toEqual([]);
});

test('every process chart can be looked at closer, each point beside its period', () => {
  const results = someResults();
  const charts = spc(results, 'wide');
  expect(charts.length).toBeGreaterThan(3);
  for (const { explore, name } of charts) {
    const comparison = results.comparisons.find(({ kpi, unit }) => name === `spc.${kpi}.${encodeURIComponent(unit)}`)!;
    const cells = seriesOf(results, comparison);
    for (const [day, , , , row] of explore!.points) {
      expect(Date.parse(cells[row]!.period) - Date.parse(explore!.start)).toBe(day * 86_400_000);
    }
  }
});

test('what would have been is looked at where its table tells it: from stabilization on, each period with its steps', () => {
  const results = someResults();
  const charts = counterfactual(results, 'wide').filter(({ explore }) => explore !== undefined);
  expect(charts.length).toBeGreaterThan(2);
  for (const { explore, name } of charts) {
    const comparison = results.comparisons.find(
      ({ kpi, unit }) => name === `counterfactual.${kpi}.${encodeURIComponent(unit)}`,
    )!;
    const told = counterfactualPath(results, comparison).filter(({ low }) => low !== null);
    expect(explore!.lines.length).toBe(3 * told.length);
    for (const [day, , , , row] of explore!.points) {
      expect(Date.parse(told[row]!.period) - Date.parse(explore!.start)).toBe(day * 86_400_000);
    }
    const [, , low, high] = explore!.span;
    for (const [, , value] of explore!.lines) expect(value > low && value < high).toBe(true);
  }
});
