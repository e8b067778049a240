import { describe, expect, test } from 'vitest';
import { timelineOf } from '../../src/baseline/timeline.ts';
import { changesAt, type LoggedChange, linkChanges, stepsWithoutChange } from '../../src/comparison/change-log.ts';
import type { Signal } from '../../src/comparison/comparison.ts';
import { addPeriods } from '../../src/kpi/period.ts';
import { seriesOf, windowsAround } from '../support/series.ts';

const change = (date: string, rest: Partial<LoggedChange> = {}): LoggedChange => ({
  id: `C-${date}`,
  date,
  deployment: null,
  unit: null,
  description: 'something',
  ...rest,
});
const signal = (period: string, direction: Signal['direction'] = 'improvement'): Signal => {
  return { period, rule: 'seven on one side', direction, changeId: null };
};
const idBeside = (period: string, ...changes: LoggedChange[]) =>
  linkChanges([signal(period)], changes, 'week')[0]!.changeId;

describe('which change stands beside a signal', () => {
  test.each([
    ['2024-07-01', '2024-06-30', true, 'the day before the week'],
    ['2024-07-01', '2024-07-07', true, 'the last day of the week'],
    ['2024-07-01', '2024-07-08', false, 'the day after it'],
    ['2024-07-01', '2024-06-17', true, 'fourteen days before it begins'],
    ['2024-07-01', '2024-06-16', false, 'fifteen days before it begins'],
  ])('week of %s, change of %s: %s (%s)', (period, date, beside) => {
    expect(idBeside(period, change(date))).toBe(beside ? `C-${date}` : null);
  });

  test('of several the latest, whatever their order in the file', () => {
    expect(idBeside('2024-07-01', change('2024-07-02'), change('2024-06-20'))).toBe('C-2024-07-02');
  });

  test('only what concerns the unit and the deployment, or all of them', () => {
    const log = [
      change('2024-01-01', { unit: 'east/imaging' }),
      change('2024-01-02', { unit: 'main/imaging' }),
      change('2024-01-03', { deployment: 'lis' }),
      change('2024-01-04', { deployment: 'pacs' }),
      change('2024-01-05'),
    ];
    const found = changesAt(log, { unit: 'main/imaging', deployment: 'pacs' });
    expect(found.map(({ date }) => date.slice(-1))).toEqual(['2', '4', '5']);
  });
});

describe('steps that no change stands beside', () => {
  const timeline = timelineOf(seriesOf(Array.from({ length: 40 }, () => 1)), windowsAround(10, 4));
  const week = (i: number) => addPeriods('2020-01-06', i, 'week');
  const stretch = (from: number, to: number, direction?: Signal['direction']) =>
    Array.from({ length: to - from + 1 }, (_, i) => signal(week(from + i), direction));

  test('seven in a row make one; six do not', () => {
    expect(stepsWithoutChange(timeline, stretch(20, 26))).toEqual([week(20)]);
    expect(stepsWithoutChange(timeline, stretch(20, 25))).toEqual([]);
  });

  test('what begins in stabilization or with the post window is the deployment’s own', () => {
    expect(stepsWithoutChange(timeline, stretch(12, 30))).toEqual([]);
    expect(stepsWithoutChange(timeline, stretch(14, 30))).toEqual([]);
    expect(stepsWithoutChange(timeline, stretch(15, 30))).toEqual([week(15)]);
  });

  test('the other side is another step, and a logged one is none', () => {
    const both = [...stretch(14, 22), ...stretch(23, 39, 'concern')];
    expect(stepsWithoutChange(timeline, both)).toEqual([week(23)]);
    const linked = linkChanges(both, [change(week(23))], 'week');
    expect(stepsWithoutChange(timeline, linked)).toEqual([]);
  });

  test('one quiet period in a long stretch does not make a second step', () => {
    expect(stepsWithoutChange(timeline, [...stretch(16, 24), ...stretch(26, 39)])).toEqual([week(16)]);
  });
});
