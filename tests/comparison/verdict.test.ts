import { describe, expect, test } from 'vitest';
import { type Evidence, gainOf, verdictOf } from '../../src/comparison/verdict.ts';

const evidence = (gain: [number, number, number] | null, rest: Partial<Evidence> = {}): Evidence => ({
  blocked: [],
  thin: null,
  gain: gain === null ? null : { low: gain[0], estimate: gain[1], high: gain[2] },
  minimumImportantChange: 5,
  mayImprove: true,
  trendAlone: false,
  pAdjusted: 0.001,
  ...rest,
});

describe('verdictOf: the first rule that matches', () => {
  test.each([
    [
      'not comparable',
      'instrument changed',
      evidence([11, 14, 17], { blocked: ['the clock changed'], thin: 'too few' }),
    ],
    ['insufficient data', 'too thin', evidence([11, 14, 17], { thin: 'too few' })],
    ['not demonstrated', 'no interval', evidence(null)],
    ['no material change', 'inside the importance', evidence([-4, 0, 4])],
    ['no material change', 'inside the importance', evidence([1, 2, 4.9])],
    ['no material change', 'inside the importance', evidence([-4, -2, -1])],
    ['improved', 'beyond the importance', evidence([5.1, 14, 17])],
    ['improved, size uncertain', 'beyond zero', evidence([5, 14, 17])],
    ['improved, size uncertain', 'beyond zero', evidence([0.1, 14, 17])],
    ['worsened', 'wrong side of zero', evidence([-17, -14, -0.1])],
    ['worsened', 'wrong side of zero', evidence([-6, -2, -0.1])],
    ['not demonstrated', 'interval holds zero', evidence([0, 14, 17])],
    ['not demonstrated', 'interval holds zero', evidence([-2, 3, 8])],
    ['not demonstrated', 'short baseline', evidence([6, 14, 17], { mayImprove: false })],
    ['not demonstrated', 'trend alone', evidence([6, 14, 17], { trendAlone: true })],
    ['worsened', 'wrong side of zero', evidence([-17, -14, -6], { trendAlone: true })],
    ['not demonstrated', 'not after adjustment', evidence([6, 14, 17], { pAdjusted: 0.051 })],
    ['improved', 'beyond the importance', evidence([6, 14, 17], { pAdjusted: 0.05 })],
    ['improved', 'beyond the importance', evidence([6, 14, 17], { pAdjusted: null })],
    ['worsened', 'wrong side of zero', evidence([-17, -14, -6], { mayImprove: false, pAdjusted: 0.9 })],
  ] as const)('%s: %s', (verdict, ground, given) => {
    expect(verdictOf(given)).toEqual({ verdict, ground });
  });

  test('without a declared importance neither its own verdict can be told', () => {
    const undeclared = { minimumImportantChange: null };
    expect(verdictOf(evidence([6, 14, 17], undeclared)).verdict).toBe('improved, size uncertain');
    expect(verdictOf(evidence([-0.1, 0, 0.1], undeclared)).verdict).toBe('not demonstrated');
    expect(verdictOf(evidence([-3, -2, -1], undeclared)).verdict).toBe('worsened');
  });
});

describe('gainOf: positive is good', () => {
  test('what should decrease, what should increase', () => {
    const average = { estimate: -3, low: -5, high: -1 };
    expect(gainOf(average, 'decrease', 60)).toEqual({ estimate: 3, low: 1, high: 5 });
    expect(gainOf(average, 'increase', 60)).toEqual({ estimate: -3, low: -5, high: -1 });
  });

  const band = { low: 75, high: 85 };
  test.each([
    // post mean, effect [low, estimate, high] → gain [low, estimate, high]
    ['from below into the band', 78, [6, 8, 10], [3, 5, 7]], // 72, 70, 68 without it
    ['nearer, still below', 73, [4, 6, 8], [4, 6, 8]],
    ['from above into the band', 80, [-12, -10, -8], [3, 5, 7]], // 92, 90, 88 without it
    ['out of the band', 90, [7, 10, 12], [-5, -5, -5]], // 83, 80, 78 without it
    ['within the band', 80, [-1, 1, 2], [0, 0, 0]],
  ] as [string, number, number[], number[]][])('%s', (_, postMean, [low, estimate, high], gain) => {
    const found = gainOf({ low: low!, estimate: estimate!, high: high! }, band, postMean);
    expect([found.low, found.estimate, found.high]).toEqual(gain);
  });

  test('an effect that may have crossed the band is at worst what the band was worth', () => {
    // Post values average 90, 5 above the band. Without the effect of 1 to 20: 70 to 89.
    const found = gainOf({ low: 1, estimate: 8, high: 20 }, band, 90);
    expect(found).toEqual({ low: -5, estimate: -5, high: 0 });
  });
});
