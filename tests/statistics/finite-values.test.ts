import { expect, test } from 'vitest';
import { RealizedError } from '../../src/errors.ts';
import { finiteValues } from '../../src/statistics/finite-values.ts';

test('numbers pass as a copy of their own', () => {
  const values = Float64Array.of(1, 2);
  const copy = finiteValues(values, 'x');
  copy[0] = 9;
  expect([...values]).toEqual([1, 2]);
});

test('NaN and Infinity are refused by name and place, with what to do', () => {
  for (const wrong of [Number.NaN, Infinity, -Infinity]) {
    const refusal = () => finiteValues([1, wrong], 'series');
    expect(refusal).toThrow(RealizedError);
    expect(refusal).toThrow(expect.objectContaining({ code: 'statistics.not-finite', exitCode: 3 }));
  }
});
