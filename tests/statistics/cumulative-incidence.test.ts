import { expect, test } from 'vitest';
import { cumulativeIncidence, type Outcome } from '../../src/statistics/cumulative-incidence.ts';
import { answer, expectRelative } from '../support/relative.ts';

const times = [3, 5, 5, 8, 9, 12, 12, 15, 20, 21];
const short: Record<string, Outcome> = { e: 'event', c: 'competing', o: 'open' };
const outcomes = [...'eceoeceoeo'].map((letter) => short[letter]!);

test('as R survfit(Surv(t, factor(s)) ~ 1)$pstate', () => {
  const curve = answer(cumulativeIncidence(times, outcomes));
  expect([...curve.times]).toEqual([3, 5, 9, 12, 20]);
  [0.1, 0.2, 0.316666666666667, 0.433333333333333, 0.608333333333333].forEach((share, i) => {
    expectRelative(curve.incidence[i]!, share, 1e-12);
  });
  expect([curve.events, curve.competing, curve.n]).toEqual([5, 2, 10]);
  expect([curve.quantile(0.2), curve.quantile(0.5)]).toEqual([5, 20]);
  expect(curve.quantile(0.7)).toMatchObject({ reason: 'not reached' });
});

test('without open items it is the plain share', () => {
  const curve = answer(cumulativeIncidence([1, 2, 3, 4], ['event', 'competing', 'event', 'competing']));
  expect([...curve.incidence]).toEqual([0.25, 0.5]);
});

test('nothing but competing ends', () => {
  expect(cumulativeIncidence([1, 2], ['competing', 'open'])).toMatchObject({ reason: 'nothing ended' });
  expect(cumulativeIncidence([], [])).toMatchObject({ reason: 'too few observations' });
});
