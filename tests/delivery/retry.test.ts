import { expect, test } from 'vitest';
import { nextAttempt } from '../../src/delivery/retry.ts';

const first = new Date('2026-06-01T12:00:00Z');
const minutes = (attempts: number, now = first) => {
  const next = nextAttempt(first, attempts, now);
  return next === null ? null : (next.getTime() - now.getTime()) / 60_000;
};

test('the waits grow to four hours', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 20].map((attempts) => minutes(attempts))).toEqual([
    5, 5, 15, 30, 60, 120, 240, 240, 240,
  ]);
});

test('patience ends after five days', () => {
  expect(minutes(20, new Date('2026-06-06T08:00:00Z'))).toBe(240);
  expect(minutes(20, new Date('2026-06-06T08:01:00Z'))).toBeNull();
});
