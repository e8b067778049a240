import { describe, expect, test } from 'vitest';
import {
  dayNumber,
  hoursOf,
  instantOf,
  isHoliday,
  isJustSkipped,
  isRepeated,
  months,
  offsetAt,
  startOfDay,
  WEEKS,
} from '../../../datasets/riverside/calendar.ts';

const CLOCK = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/Chicago',
  dateStyle: 'short',
  timeStyle: 'medium',
  hourCycle: 'h23',
});

describe('the calendar of Riverside', () => {
  test('agrees with Intl on every sixth hour of 2022 to 2026', () => {
    const wrong: string[] = [];
    for (let at = Date.UTC(2022, 0, 1) / 1000; at < Date.UTC(2027, 0, 1) / 1000; at += 6 * 3600) {
      const ours = new Date((at + offsetAt(at)) * 1000).toISOString().slice(0, 19).replace('T', ', ');
      if (CLOCK.format(at * 1000) !== ours) wrong.push(ours);
    }
    expect(wrong).toEqual([]);
  });

  test('changes the clock at the second, and knows the hour that is skipped and the one that comes twice', () => {
    const spring = Date.UTC(2024, 2, 10, 8) / 1000;
    const autumn = Date.UTC(2024, 10, 3, 7) / 1000;
    expect([spring - 1, spring, autumn - 1, autumn].map(offsetAt)).toEqual([-21600, -18000, -18000, -21600]);
    expect([spring - 1, spring, spring + 3599, spring + 3600].map(isJustSkipped)).toEqual([false, true, true, false]);
    expect([autumn - 3601, autumn - 3600, autumn + 3599, autumn + 3600].map(isRepeated)).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(instantOf(dayNumber('2024-11-03') * 86_400 + 1.5 * 3600)).toBe(autumn - 1800);
    expect(startOfDay(dayNumber('2024-07-01'))).toBe(Date.UTC(2024, 6, 1, 5) / 1000);
  });

  test('has 152 weeks, 35 months, and nights of 23 and 25 hours', () => {
    expect(WEEKS).toBe(152);
    const all = months();
    expect([all.length, all[0]!.name, all.at(-1)!.name]).toEqual([35, '2023-01', '2025-11']);
    const hours = (name: string) => [...hoursOf(all.find((month) => month.name === name)!)];
    expect(hours('2024-03')).toHaveLength(31 * 24 - 1);
    expect(hours('2024-11')).toHaveLength(30 * 24 + 1);
    expect(hours('2024-07')[0]).toMatchObject({ weekday: 0, hour: 0, week: 78, holiday: false });
  });

  test('keeps six holidays a year', () => {
    const year = Array.from({ length: 366 }, (_, i) => dayNumber('2024-01-01') + i).filter(isHoliday);
    const named = ['2024-01-01', '2024-05-27', '2024-07-04', '2024-09-02', '2024-11-28', '2024-12-25'];
    expect(year).toEqual(named.map(dayNumber));
  });
});
