import { describe, expect, test } from 'vitest';
import { instrumentChecks, isBlocking } from '../../src/comparison/instrument-checks.ts';
import type { InstrumentCell, Statistic } from '../../src/kpi/kpi.ts';
import { addPeriods } from '../../src/kpi/period.ts';
import { windowsAround } from '../support/series.ts';

const windows = windowsAround(10);

/** Ten baseline weeks and ten post weeks; each is 200 rows in two equal strata unless said otherwise. */
function cellsOf(at: (week: number) => Partial<InstrumentCell>): InstrumentCell[] {
  return Array.from({ length: 20 }, (_, week) => ({
    period: addPeriods('2020-01-06', week, 'week'),
    candidates: 200,
    counted: 200,
    open: 0,
    zero: 0,
    wholeMinute: 100,
    wholeHour: 2,
    excluded: {},
    strata: { ct: 100, mr: 100 },
    ...at(week),
  }));
}
const isPost = (week: number) => week >= 10;
const codes = (at: (week: number) => Partial<InstrumentCell>, statistic: Statistic = 'median') =>
  instrumentChecks(cellsOf(at), windows, statistic, []).map(
    ({ check, blocks }) => `${check}${blocks ? '' : ' (warning)'}`,
  );

describe('instrumentChecks', () => {
  test('nothing changed, nothing said', () => {
    expect(codes(() => ({}))).toEqual([]);
  });

  test('a mix from 50/50 to 75/25 has a stability index of 0.27; to 74/26 of 0.25', () => {
    // (0.75 − 0.5)·ln(1.5) + (0.25 − 0.5)·ln(0.5) = 0.2747
    const [check] = instrumentChecks(
      cellsOf((week) => (isPost(week) ? { strata: { ct: 150, mr: 50 } } : {})),
      windows,
      'median',
      [],
    );
    expect(check).toMatchObject({ check: 'strata-changed', blocks: true });
    expect(check?.message).toContain('0.27');
    // (0.73 − 0.5)·ln(1.46) + (0.27 − 0.5)·ln(0.54) = 0.2288
    expect(codes((week) => (isPost(week) ? { strata: { ct: 146, mr: 54 } } : {}))).toEqual([]);
  });

  test('the clock changed: negative intervals fell from 22 % to 2 %', () => {
    const [check] = instrumentChecks(
      cellsOf((week) => ({ counted: 156, excluded: { 'negative interval': isPost(week) ? 3 : 44, cancelled: 10 } })),
      windows,
      'median',
      [],
    );
    expect(check).toEqual({
      check: 'negative-share-changed',
      blocks: true,
      acknowledged: null,
      message: 'the share of intervals that run backwards went from 22 % to 2 %',
    });
    expect(isBlocking(check!)).toBe(true);
  });

  test('five points are enough for open, zero and missing; ten for granularity', () => {
    expect(codes((week) => (isPost(week) ? { open: 10 } : {}))).toEqual(['open-share-changed']);
    expect(codes((week) => (isPost(week) ? { open: 9 } : {}))).toEqual([]);
    expect(codes((week) => (isPost(week) ? { zero: 10 } : {}))).toEqual(['zero-share-changed']);
    expect(codes((week) => (isPost(week) ? { excluded: { 'no exam end': 11 } } : {}))).toEqual([
      'missing-share-changed',
    ]);
    expect(codes((week) => (isPost(week) ? { excluded: { 'no-show': 60, cancelled: 60 } } : {}))).toEqual([]);
    expect(codes((week) => (isPost(week) ? { wholeMinute: 120 } : {}))).toEqual(['minute-granularity-changed']);
    expect(codes((week) => (isPost(week) ? { wholeMinute: 118 } : {}))).toEqual([]);
    expect(codes((week) => (isPost(week) ? { wholeHour: 22 } : {}))).toEqual(['hour-granularity-changed']);
  });

  test('a share that the baseline itself swings by is no change of the instrument', () => {
    // Baseline shares alternate 10 % and 30 %: limits 20 ± 53 points. After: 30 %.
    const swinging = (week: number) => ({ open: isPost(week) ? 60 : week % 2 === 0 ? 20 : 60 });
    expect(codes(swinging)).toEqual([]);
  });

  test('a quarter more volume is a warning only', () => {
    expect(
      codes((week) => (isPost(week) ? { counted: 250, strata: { ct: 125, mr: 125 }, wholeMinute: 125 } : {})),
    ).toEqual(['volume-changed (warning)']);
  });

  test('one or two items a period are no volume to speak of', () => {
    const rare = (before: number, after: number) => (week: number) => ({ counted: isPost(week) ? after : before });
    const volume = (before: number, after: number) =>
      codes(rare(before, after), 'total').filter((code) => code.startsWith('volume'));
    expect(volume(1, 1.4)).toEqual([]);
    expect(volume(1, 4)).toEqual([]);
    expect(volume(1, 8)).toEqual(['volume-changed (warning)']);
  });

  test('where a row is an amount, zeros are quiet periods and say nothing about the clock', () => {
    const louder = (week: number) => ({
      zero: isPost(week) ? 100 : 176,
      wholeMinute: 190,
      wholeHour: isPost(week) ? 100 : 176,
    });
    expect(codes(louder, 'total')).toEqual([]);
    expect(codes(louder, 'mean')).toContain('zero-share-changed');
  });

  test('an acknowledged change no longer blocks and keeps its reason', () => {
    const cells = cellsOf((week) => (isPost(week) ? { open: 40 } : {}));
    const [check] = instrumentChecks(cells, windows, 'median', [
      { check: 'open-share-changed', reason: 'census feed repaired' },
    ]);
    expect(check?.acknowledged).toBe('census feed repaired');
    expect(isBlocking(check!)).toBe(false);
  });

  test('no post rows, no checks', () => {
    expect(instrumentChecks(cellsOf(() => ({})).slice(0, 10), windows, 'median', [])).toEqual([]);
  });
});
