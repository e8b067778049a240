import { describe, expect, test } from 'vitest';
import { layWindows, phaseOf, type WindowPlan, windowsOf } from '../../src/baseline/windows.ts';
import type { Deployment, KpiEntry, Program } from '../../src/program/program.ts';

const weekly: WindowPlan = {
  unit: 'main/imaging',
  periodLength: 'week',
  goLive: '2024-07-03', // a Wednesday
  comparator: false,
  baseline: { periods: 52 },
  stabilizationPeriods: 4,
  breaks: [],
  excluded: [],
  lastDay: '2025-06-30', // a Monday
};

describe('layWindows', () => {
  test('the week of go-live is the first of the stabilization weeks', () => {
    const { baseline, stabilization, post } = layWindows(weekly);
    expect(baseline).toEqual({ from: '2023-07-03', to: '2024-06-30' });
    expect(stabilization).toEqual({ from: '2024-07-01', to: '2024-07-28' });
    expect(post).toEqual({ from: '2024-07-29', to: '2025-06-29' });
  });

  test('without declared stabilization the period of go-live is left out only if go-live falls inside it', () => {
    const inside = layWindows({ ...weekly, stabilizationPeriods: 0 });
    expect(inside.stabilization).toEqual({ from: '2024-07-01', to: '2024-07-07' });
    const onMonday = layWindows({ ...weekly, stabilizationPeriods: 0, goLive: '2024-07-01' });
    expect(onMonday.post?.from).toBe('2024-07-01');
    expect(phaseOf(onMonday, '2024-07-01')).toBe('post');
  });

  test('a declared span keeps whole periods only and never reaches go-live', () => {
    const { baseline } = layWindows({ ...weekly, baseline: { from: '2023-08-02', to: '2024-12-31' } });
    expect(baseline).toEqual({ from: '2023-08-07', to: '2024-06-30' });
    const early = layWindows({ ...weekly, baseline: { from: '2023-08-07', to: '2024-05-29' } });
    expect(early.baseline.to).toBe('2024-05-26');
  });

  test('the latest break before go-live begins the baseline, the first one after it ends the post window', () => {
    const breaks = [
      { at: '2025-03-05', reason: 'new scanner' },
      { at: '2024-02-05', reason: 'RIS upgrade' },
      { at: '2023-10-02', reason: 'merger' },
    ];
    const { baseline, post, cuts } = layWindows({ ...weekly, breaks });
    expect(baseline.from).toBe('2024-02-05');
    expect(post?.to).toBe('2025-03-02');
    expect(cuts.map(({ window, at }) => [window, at])).toEqual([
      ['baseline', '2023-10-02'],
      ['baseline', '2024-02-05'],
      ['post', '2025-03-05'],
    ]);
  });

  test('a break between go-live and the end of stabilization leaves no post window', () => {
    const { post } = layWindows({ ...weekly, breaks: [{ at: '2024-07-15', reason: 'strike' }] });
    expect(post).toBeNull();
  });

  test('months end with their last day', () => {
    const { baseline, stabilization, post } = layWindows({
      ...weekly,
      periodLength: 'month',
      baseline: { periods: 12 },
      stabilizationPeriods: 1,
      lastDay: '2025-02-28',
    });
    expect(baseline).toEqual({ from: '2023-07-01', to: '2024-06-30' });
    expect(stabilization).toEqual({ from: '2024-07-01', to: '2024-07-31' });
    expect(post).toEqual({ from: '2024-08-01', to: '2025-02-28' });
  });

  test('there is no post window before a whole period has passed', () => {
    expect(layWindows({ ...weekly, lastDay: '2024-08-03' }).post).toBeNull();
    expect(layWindows({ ...weekly, lastDay: '2024-08-04' }).post).toEqual({ from: '2024-07-29', to: '2024-08-04' });
  });
});

describe('phaseOf', () => {
  test('a period that shares a day with an exclusion lies outside', () => {
    const windows = layWindows({ ...weekly, excluded: [{ from: '2023-12-24', to: '2023-12-26', reason: 'holidays' }] });
    expect(['2023-12-11', '2023-12-18', '2023-12-25', '2024-01-01'].map((week) => phaseOf(windows, week))).toEqual([
      'baseline',
      'outside', // holds 24 December
      'outside',
      'baseline',
    ]);
  });

  test('every period lies in at most one window, in order', () => {
    const windows = layWindows(weekly);
    const weeks = [
      '2023-06-26',
      '2023-07-03',
      '2024-06-24',
      '2024-07-01',
      '2024-07-22',
      '2024-07-29',
      '2025-06-23',
      '2025-06-30',
    ];
    expect(weeks.map((week) => phaseOf(windows, week))).toEqual([
      'outside',
      'baseline',
      'baseline',
      'stabilization',
      'stabilization',
      'post',
      'post',
      'outside',
    ]);
    expect(phaseOf(null, '2024-07-01')).toBe('outside');
  });
});

describe('windowsOf', () => {
  const pacs = deployment('pacs', { 'main/imaging': '2024-07-01', 'east/imaging': '2024-10-07' });
  const scope = { kpi: 'stat', asOf: '2025-12-28', maturityDays: 0 };

  test('a comparator takes the windows of the earliest go-live; other units have none', () => {
    const program = programOf([{ ...pacs, comparators: ['west/imaging'] }], []);
    const west = windowsOf(program, program.deployments[0]!, 'west/imaging', 'week', scope);
    expect(west).toMatchObject({ comparator: true, goLive: '2024-07-01', baseline: { to: '2024-06-30' } });
    expect(windowsOf(program, pacs, 'north/imaging', 'week', scope)).toBeNull();
  });

  test('periods younger than the maturity lag are left out', () => {
    const program = programOf([pacs], []);
    expect(windowsOf(program, pacs, 'main/imaging', 'week', scope)?.post?.to).toBe('2025-12-28');
    const mature = windowsOf(program, pacs, 'main/imaging', 'week', { ...scope, maturityDays: 14 });
    expect(mature?.post?.to).toBe('2025-12-14');
  });

  test('breaks and exclusions apply to the KPIs and units they name', () => {
    const broken = {
      ...pacs,
      breaks: [{ at: '2024-02-05', kpis: ['stat'], units: ['main/imaging'], reason: 'RIS upgrade' }],
      exclude: [{ from: '2024-05-01', to: '2024-05-02', kpis: ['other'], units: [], reason: 'strike' }],
    };
    const program = programOf([broken], []);
    const from = (unit: string, kpi: string | null) =>
      windowsOf(program, broken, unit, 'week', { ...scope, kpi })?.baseline.from;
    expect(from('main/imaging', 'stat')).toBe('2024-02-05');
    expect(from('main/imaging', 'other')).toBe('2023-07-03');
    expect(from('main/imaging', null)).toBe('2023-07-03');
    expect(from('east/imaging', 'stat')).toBe('2023-10-09');
    expect(windowsOf(program, broken, 'main/imaging', 'week', scope)?.excluded).toEqual([]);
  });

  test('another deployment of the same KPI definition in the same unit ends the post window, or begins the baseline', () => {
    const ai = deployment('ai', { 'main/imaging': '2025-03-03', 'east/imaging': '2024-02-05' });
    const entries = [entry('stat', 'pacs', 'order_to_report'), entry('stat_ai', 'ai', 'order_to_report')];
    const program = programOf([pacs, ai], entries);
    const main = windowsOf(program, pacs, 'main/imaging', 'week', scope);
    expect(main?.post?.to).toBe('2025-03-02');
    expect(main?.cuts).toEqual([{ window: 'post', at: '2025-03-03', reason: 'go-live of ai' }]);
    // Four stabilization weeks after 5 February the earlier deployment has settled.
    expect(windowsOf(program, pacs, 'east/imaging', 'week', scope)?.baseline.from).toBe('2024-03-04');
    const unrelated = programOf([pacs, ai], [entries[0]!, entry('stat_ai', 'ai', 'another_kpi')]);
    expect(windowsOf(unrelated, pacs, 'main/imaging', 'week', scope)?.post?.to).toBe('2025-12-28');
  });

  test('counts of weeks become the nearest number of months; stabilization rounds up', () => {
    const program = programOf([pacs], []);
    const monthly = windowsOf(program, pacs, 'main/imaging', 'month', scope);
    expect(monthly?.baseline).toEqual({ from: '2023-07-01', to: '2024-06-30' });
    expect(monthly?.stabilization).toEqual({ from: '2024-07-01', to: '2024-07-31' });
  });
});

function deployment(id: string, goLive: Record<string, string>): Deployment {
  const rest = { owner: null, comparators: [], adoption: null, breaks: [], exclude: [] };
  return { id, title: id, goLive, baseline: { periods: 52 }, stabilization: { periods: 4 }, ...rest };
}

function programOf(deployments: Deployment[], kpis: KpiEntry[]): Program {
  return { period: 'week', deployments, kpis } as unknown as Program;
}

function entry(id: string, deploymentId: string, definition: string): KpiEntry {
  return { id, definition, deployment: deploymentId } as unknown as KpiEntry;
}
