import { expect, test } from 'vitest';
import { poolRandomEffects } from '../../src/statistics/random-effects.ts';
import { answer, expectRelative } from '../support/relative.ts';

// R 4.2.2, metafor 3.8-1: rma(yi, vi, method = "REML", test = "adhoc", control = list(threshold = 1e-14))
test('five units that differ', () => {
  const { effect, tauSquared, q } = answer(
    poolRandomEffects([-3.2, -5.1, -1.4, -7.9, -2.2], [1.1, 2.3, 1.6, 2.9, 0.8]),
  );
  expectRelative(tauSquared, 3.9055934498837632, 1e-9);
  expectRelative(effect.estimate, -3.7070149776360166, 1e-9);
  expectRelative(effect.standardError, 1.103900550817841, 1e-9);
  expectRelative(effect.low, -6.77193425857936, 1e-9);
  expectRelative(effect.high, -0.6420956966926732, 1e-9);
  expectRelative(effect.p, 0.0283546260011282, 1e-8);
  expectRelative(q, 12.460360941795148, 1e-12);
});

test('three units that agree by luck keep the width of their own errors', () => {
  const { effect, tauSquared } = answer(poolRandomEffects([-3, -3.2, -2.9], [1, 2, 1.5]));
  expect(tauSquared).toBe(0);
  expectRelative(effect.estimate, -3.015384615384616, 1e-12);
  expectRelative(effect.standardError, 0.6793662204867575, 1e-12);
  expectRelative(effect.low, -5.93846153846154, 1e-9);
});

test('one unit, or an effect without variance, cannot be pooled', () => {
  expect(poolRandomEffects([-3], [1])).toEqual({ kind: 'inconclusive', reason: 'too few units', n: 1, required: 2 });
  expect(poolRandomEffects([-3, -2], [1, 0])).toMatchObject({ reason: 'an effect without variance' });
  expect(answer(poolRandomEffects([-3, -3], [1, 1])).effect.standardError).toBe(Math.SQRT1_2);
});
