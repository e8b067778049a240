import { expect, test } from 'vitest';
import { oneWayAnova } from '../../src/statistics/one-way-anova.ts';
import { answer, expectRelative } from '../support/relative.ts';

test('three groups of unequal size, as R anova(lm(y ~ g))', () => {
  const groups = [
    [1, 2, 3, 2],
    [2, 3, 4],
    [5, 6],
  ];
  const { f, dfBetween, dfWithin, p } = answer(oneWayAnova(groups));
  // R 4.2.2: 10.92592592592591494, 0.00999750251028195; by hand 59/18 ÷ 3/10 = 10.9259…
  expectRelative(f, 10.925925925925915, 1e-12);
  expectRelative(p, 0.00999750251028195, 1e-10);
  expect([dfBetween, dfWithin]).toEqual([2, 6]);
});

test('degenerate groups are answers', () => {
  expect(
    oneWayAnova([
      [1, 1],
      [2, 2],
    ]),
  ).toMatchObject({ reason: 'no variation within groups' });
  expect(oneWayAnova([[1, 2, 3]])).toMatchObject({ reason: 'too few observations' });
  expect(oneWayAnova([[1, 2, 3], []])).toMatchObject({ reason: 'too few observations' });
});
