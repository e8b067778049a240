import { describe, expect, test } from 'vitest';
import { seriesChecks } from '../../src/comparison/series-checks.ts';
import type { Direction, Series, Statistic } from '../../src/kpi/kpi.ts';
import { addPeriods } from '../../src/kpi/period.ts';
import { windowsAround } from '../support/series.ts';

/** Ten baseline weeks, then ten post weeks. */
const windows = windowsAround(10);

interface Cell {
  value: number;
  denominator?: number;
  n?: number;
}

function seriesOf(at: (week: number) => Cell, unit = 'main', statistic: Statistic = 'proportion'): Series {
  const cells = Array.from({ length: 20 }, (_, week) => {
    const { value, denominator = 50, n = 50 } = at(week);
    const period = addPeriods('2020-01-06', week, 'week');
    return { period, n, value, numerator: value * denominator, denominator, volume: denominator };
  });
  return { kpi: 'k', statistic, adjustment: 'crude', unit, periodLength: 'week', cells };
}

function checks(own: Series, others: Series[] = [], direction: Direction = 'decrease', acknowledge = [] as never[]) {
  return seriesChecks({ own, others, windows, direction, acknowledge });
}
const isPost = (week: number) => week >= 10;

describe('zeros that nobody reported', () => {
  test('a whole window of zeros, where no other week has one, blocks', () => {
    // (0 + 1) / (10 + 2) = 1/12 a week; ten in a row: 20 starts × 12^-10 = 3e-10.
    const [check, ...rest] = checks(seriesOf((week) => ({ value: isPost(week) ? 0 : 0.1 })));
    expect(rest).toEqual([]);
    expect(check).toMatchObject({ check: 'zeros-not-reported', blocks: true, acknowledged: null });
    expect(check!.message).toContain('exactly zero in 10 periods from 2020-03-16 to 2020-05-18');
  });

  test('four in a row are no luck but no window either: a warning; three may be luck', () => {
    // Other weeks: 16, none zero: 1/18. 20 × 18^-4 = 1.9e-4; so four are believed, six are not: 20 × (1/16)^6 = 1.2e-6, seven: 20 × (1/15)^7 = 1.2e-7.
    const found = (length: number) =>
      checks(seriesOf((week) => ({ value: week < length ? 0 : 0.1 }))).map(({ check, blocks }) => [check, blocks]);
    expect(found(4)).toEqual([]);
    expect(found(6)).toEqual([]);
    // Seven of ten baseline weeks are half a window.
    expect(found(7)).toEqual([['zeros-not-reported', true]]);
    const straddling = checks(seriesOf((week) => ({ value: week >= 6 && week < 14 ? 0 : 0.1 })));
    expect(straddling.map(({ check, blocks }) => [check, blocks])).toEqual([['zeros-not-reported', false]]);
  });

  test('where every other week is zero by itself, ten are believed', () => {
    // Baseline: five zeros of ten: 6/12. 20 × 0.5^10 = 0.02.
    expect(checks(seriesOf((week) => ({ value: isPost(week) || week % 2 === 0 ? 0 : 0.1 })))).toEqual([]);
  });

  test('a unit that is always zero is held against the others', () => {
    const zero = seriesOf(() => ({ value: 0 }));
    // Others: 20 weeks, none zero: 1/22. 20 × 22^-20.
    const [check] = checks(zero, [seriesOf(() => ({ value: 0.1 }), 'west')]);
    expect(check).toMatchObject({ check: 'zeros-not-reported', blocks: true });
    expect(check!.message).toContain('95 % of the periods are not');
  });

  test('with nobody to compare with, a large volume without one event is a warning, a small one is nothing', () => {
    // 20 × 50 = 1,000.
    const [check] = checks(seriesOf(() => ({ value: 0 })));
    expect(check).toMatchObject({ check: 'zeros-not-reported', blocks: false });
    expect(check!.message).toContain('over 1,000 that could have been');
    expect(checks(seriesOf(() => ({ value: 0, denominator: 49 })))).toEqual([]);
  });

  test('where more is better, a run of exactly 100 % looks as perfect', () => {
    const own = seriesOf((week) => ({ value: isPost(week) ? 1 : 0.99 }), 'main', 'ratio');
    expect(checks(own, [], 'increase')[0]!.message).toContain('exactly 100 %');
    expect(checks(own, [], 'decrease')).toEqual([]);
    // A share of people is 1 only where each of them was reported so.
    expect(checks({ ...own, statistic: 'proportion' }, [], 'increase')).toEqual([]);
  });

  test('the program may know better', () => {
    const own = seriesOf((week) => ({ value: isPost(week) ? 0 : 0.1 }));
    const acknowledge = [{ check: 'zeros-not-reported', reason: 'the ward closed its night shift' }];
    expect(seriesChecks({ own, others: [], windows, direction: 'decrease', acknowledge })).toMatchObject([
      { blocks: true, acknowledged: 'the ward closed its night shift' },
    ]);
  });
});

describe('the exposure', () => {
  test('moving by a quarter is a warning; by less it is not', () => {
    const rate = (after: number) =>
      checks(seriesOf((week) => ({ value: 0.1, n: 3, denominator: isPost(week) ? after : 100 }), 'main', 'rate')).map(
        ({ check, blocks }) => [check, blocks],
      );
    expect(rate(125)).toEqual([['exposure-changed', false]]);
    expect(rate(75)).toEqual([['exposure-changed', false]]);
    expect(rate(124)).toEqual([]);
  });

  test('where each row counts one, the volume of rows says it already', () => {
    const own = seriesOf((week) => ({ value: 0.1, n: isPost(week) ? 99 : 50, denominator: isPost(week) ? 99 : 50 }));
    expect(checks(own)).toEqual([]);
  });
});
