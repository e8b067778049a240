import { describe, expect, test } from 'vitest';
import { lastDue, nextDue } from '../../src/delivery/due-times.ts';

const monthly = { cron: '0 7 1 * *', zone: 'America/Chicago' };
const at = (text: string) => new Date(text);
const iso = (date: Date | null) => date?.toISOString() ?? null;

describe('lastDue', () => {
  test('seven in the morning of the first, in the zone of the delivery', () => {
    // Chicago is five hours behind UTC in June.
    expect(iso(lastDue(monthly, at('2026-05-20T00:00:00Z'), at('2026-06-01T12:00:00Z')))).toBe(
      '2026-06-01T12:00:00.000Z',
    );
    expect(lastDue(monthly, at('2026-05-20T00:00:00Z'), at('2026-06-01T11:59:59.999Z'))).toBeNull();
  });

  test('a due time that is done with is not due again', () => {
    expect(lastDue(monthly, at('2026-06-01T12:00:00Z'), at('2026-06-30T00:00:00Z'))).toBeNull();
  });

  test('of several missed due times only the last counts', () => {
    expect(iso(lastDue(monthly, at('2026-01-15T00:00:00Z'), at('2026-06-10T00:00:00Z')))).toBe(
      '2026-06-01T12:00:00.000Z',
    );
  });

  test('a time that the clock skips is due when it has moved on; one that occurs twice is due once', () => {
    const half = (hour: number) => ({ cron: `30 ${hour} * * *`, zone: 'America/Chicago' });
    // 8 March 2026: 02:00 CST becomes 03:00 CDT, which is 08:00 UTC.
    expect(iso(lastDue(half(2), at('2026-03-08T00:00:00Z'), at('2026-03-08T20:00:00Z')))).toBe(
      '2026-03-08T08:00:00.000Z',
    );
    // 1 November 2026: 01:30 CDT is 06:30 UTC, and 01:30 comes again as CST at 07:30 UTC.
    expect(iso(lastDue(half(1), at('2026-11-01T06:30:00Z'), at('2026-11-01T20:00:00Z')))).toBeNull();
  });
});

describe('nextDue', () => {
  test('the next time after an instant; null for a day that never comes', () => {
    expect(iso(nextDue(monthly, at('2026-06-01T12:00:00Z')))).toBe('2026-07-01T12:00:00.000Z');
    expect(nextDue({ cron: '0 7 31 2 *', zone: 'UTC' }, at('2026-01-01T00:00:00Z'))).toBeNull();
  });
});
