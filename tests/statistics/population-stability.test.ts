import { expect, test } from 'vitest';
import { populationStability } from '../../src/statistics/population-stability.ts';
import { expectRelative } from '../support/relative.ts';

test('by hand: shares of a half against 60 and 40 %', () => {
  const expected = 0.1 * Math.log(0.6 / 0.5) - 0.1 * Math.log(0.4 / 0.5);
  expectRelative(populationStability({ ed: 5, inpatient: 5 }, { ed: 60, inpatient: 40 }) as number, expected, 1e-12);
});

test('the same mix is 0, whatever its size and order', () => {
  expect(populationStability({ a: 1, b: 3 }, { b: 300, a: 100 })).toBe(0);
});

test('a category that appears counts, though its old share is zero', () => {
  const expected = (0.5 - 1) * Math.log(0.5) + (0.5 - 1e-4) * Math.log(0.5 / 1e-4);
  expectRelative(populationStability({ a: 10 }, { a: 10, b: 10 }) as number, expected, 1e-12);
});

test('an empty window has no mix', () => {
  expect(populationStability({}, { a: 1 })).toMatchObject({
    kind: 'inconclusive',
    reason: 'a window without observations',
  });
  expect(populationStability({ a: 0 }, { a: 1 })).toMatchObject({ kind: 'inconclusive' });
});
