import { expect, test } from 'vitest';
import { heteroscedasticCovariance } from '../../src/statistics/heteroscedastic-covariance.ts';
import { neweyWest } from '../../src/statistics/newey-west.ts';
import { ols } from '../../src/statistics/ols.ts';
import { answer, expectRelative } from '../support/relative.ts';

test('the variance of a mean by hand: residuals −2, −1, 3', () => {
  const fit = answer(ols([1, 2, 6], [[1, 1, 1]]));
  const of = (type: 'HC0' | 'HC1' | 'HC2' | 'HC3') =>
    (answer(heteroscedasticCovariance(fit, type)) as Float64Array)[0]!;
  expectRelative(of('HC0'), 14 / 9, 1e-14);
  expectRelative(of('HC1'), 14 / 6, 1e-14);
  expectRelative(of('HC2'), 14 / 6, 1e-14);
  expectRelative(of('HC3'), 14 / 4, 1e-14);
});

test('Newey–West of a mean by hand: autoproducts 14 and −1, weight ½', () => {
  const fit = answer(ols([1, 2, 6], [[1, 1, 1]]));
  expectRelative(neweyWest(fit, { lag: 1, adjust: false })[0]!, (14 + 2 * 0.5 * -1) / 9, 1e-14);
  expectRelative(neweyWest(fit, { lag: 1, adjust: true })[0]!, 13 / 6, 1e-14);
  expectRelative(neweyWest(fit, { lag: 0, adjust: false })[0]!, 14 / 9, 1e-14);
});

test('a row that only its own dummy explains has no HC3', () => {
  const fit = answer(
    ols(
      [1, 2, 4, 9],
      [
        [1, 1, 1, 1],
        [0, 0, 0, 1],
      ],
    ),
  );
  expect(heteroscedasticCovariance(fit, 'HC3')).toMatchObject({ reason: 'a row that the model fits by itself' });
});
