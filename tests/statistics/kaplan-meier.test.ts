import { expect, test } from 'vitest';
import { kaplanMeier } from '../../src/statistics/kaplan-meier.ts';
import { answer, expectRelative } from '../support/relative.ts';

// Freireich 1963, weeks in remission on 6-MP; the first nine relapsed.
const weeks = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
const relapsed = weeks.map((_, i) => i < 9);

test('the published curve, as R survfit(Surv(d, e) ~ 1)', () => {
  const curve = answer(kaplanMeier(weeks, relapsed));
  expect([...curve.times]).toEqual([6, 7, 10, 13, 16, 22, 23]);
  [
    0.857142857142857, 0.80672268907563, 0.752941176470588, 0.690196078431372, 0.627450980392157, 0.53781512605042,
    0.448179271708683,
  ].forEach((share, i) => {
    expectRelative(curve.survival[i]!, share, 1e-12);
  });
  expectRelative(curve.standardError[6]!, 0.1345914567557604, 1e-12);
  expect([0.1, 0.25, 0.5].map(curve.quantile)).toEqual([6, 13, 23]);
  expect(curve.quantile(0.9)).toMatchObject({ reason: 'not reached' });
  expect(curve.events).toBe(9);
});

test('restricted means, as R survival:::survmean(rmean = 30) and (rmean = 35)', () => {
  const curve = answer(kaplanMeier(weeks, relapsed));
  const month = answer(curve.restrictedMean(30));
  expectRelative(month.estimate, 21.04649859943977, 1e-12);
  expectRelative(month.standardError, 2.24380195155946, 1e-12);
  const whole = answer(curve.restrictedMean(35));
  expectRelative(whole.estimate, 23.28739495798319, 1e-12);
  expectRelative(whole.standardError, 2.82746762337144, 1e-12);
  expect(curve.restrictedMean(36)).toMatchObject({ reason: 'beyond the last item seen' });
});

test('without open items it is the sample: quantiles and mean', () => {
  const curve = answer(kaplanMeier([1, 2, 3, 4, 5, 6], [true, true, true, true, true, true]));
  expect([curve.quantile(0.5), curve.quantile(1 / 3)]).toEqual([3.5, 2.5]);
  const { estimate, standardError } = answer(curve.restrictedMean(10));
  expectRelative(estimate, 3.5, 1e-12);
  expectRelative(standardError, 0.697216688778396, 1e-12);
});

test('nothing ended, nothing there, lengths that differ', () => {
  expect(kaplanMeier([4, 5], [false, false])).toMatchObject({ reason: 'nothing ended' });
  expect(kaplanMeier([], [])).toMatchObject({ reason: 'too few observations' });
  expect(() => kaplanMeier([1], [])).toThrow(RangeError);
});
