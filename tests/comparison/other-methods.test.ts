import { describe, expect, test } from 'vitest';
import { estimateSeries } from '../../src/comparison/estimate-series.ts';
import { OTHER_METHODS, type OtherReading, readOtherwise } from '../../src/comparison/other-methods.ts';
import { hodgesLehmann } from '../../src/statistics/hodges-lehmann.ts';
import { welch } from '../../src/statistics/welch.ts';
import { answer } from '../support/relative.ts';
import { ar1Errors, questionAbout, seededUniform, seriesOf, windowsAround } from '../support/series.ts';

const values = ar1Errors(104, 0.3, seededUniform(4)).map((e, t) => 60 + e - (t >= 64 ? 5 : 0));
const estimated = estimateSeries(questionAbout(seriesOf(values), windowsAround(60, 4)));
const read = (method: (typeof OTHER_METHODS)[number]) => answer(readOtherwise(method, estimated)) as OtherReading;

describe('other readings of the same series', () => {
  test.each(OTHER_METHODS)('%s finds a fall of about 5 and says what it does not know', (method) => {
    const { estimate, low, high, name } = read(method);
    expect(Math.abs(estimate + 5)).toBeLessThan(1.6);
    expect(low).toBeLessThan(estimate);
    expect(high).toBeGreaterThan(estimate);
    expect(name).toMatch(/know|too narrow/);
  });

  test('windows as they stand, stabilization left out', () => {
    const [before, after] = [values.slice(0, 60), values.slice(64)];
    const [plain, shift] = [welch(before, after), hodgesLehmann(before, after)];
    expect(read('welch')).toMatchObject({ low: (plain as { low: number }).low });
    expect(read('hodges-lehmann')).toMatchObject({ low: (shift as { low: number }).low });
  });

  test('the same bytes each time', () => {
    expect(read('bootstrap')).toEqual(read('bootstrap'));
  });

  test('too few values are no answer', () => {
    const short = estimateSeries(questionAbout(seriesOf([1, 2, 3]), windowsAround(2)));
    expect(readOtherwise('bootstrap', short)).toMatchObject({ kind: 'inconclusive' });
  });
});
