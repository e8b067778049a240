import { expect, test } from 'vitest';
import { hodgesLehmann } from '../../src/statistics/hodges-lehmann.ts';
import { wilcoxonCdf } from '../../src/statistics/wilcoxon.ts';
import { answer, expectRelative } from '../support/relative.ts';

test('exact, unequal sizes, as R wilcox.test(c(9,8,10.5,7,6.6,8.1), c(12,14,11,15,8.3,10.1,13), conf.int = TRUE)', () => {
  const shift = answer(hodgesLehmann([12, 14, 11, 15, 8.3, 10.1, 13], [9, 8, 10.5, 7, 6.6, 8.1]));
  expect(shift.exact).toBe(true);
  expectRelative(shift.estimate, -3.95, 1e-12);
  expectRelative(shift.low, -6.4, 1e-12);
  expectRelative(shift.high, -1.1, 1e-12);
  expectRelative(shift.p, 0.00815850815850816, 1e-12);
});

// biome-ignore format: two samples of set.seed(5), kept as R printed them
const x = [8.318,12.769,7.489,10.14,13.423,8.794,9.056,8.729,9.428,10.276,12.455,8.396,7.839,9.685,7.856,9.722,8.805,5.632,10.482,9.481,11.801,11.884,12.936,11.414,11.638,9.413,12.837,12.998,8.686,8.294,10.632,12.219,14.431,12.434,12.958,11.903,7.981,5.999,6.476,9.715,13.1,8.395,9.851,13.791,9.087,11.124,8.226,9.08,8.551,9.862,12.926,10.375,12.044,8.816,9.776,8.15,11.507,9.775,9.872,10.467];
// biome-ignore format: as above
const y = [5.59,11.564,7.265,10.489,6.72,7.976,2.693,8.095,5.183,8.161,8.388,8.323,10.041,9.097,10.241,8.534,11.92,9.363,9.568,7.311,10.495,3.773,11.927,8.928,11.027,6.869,16.162,7.58,8.773,7.434,11.778,5.813,10.671,11.702,11.97,10.151,7.96,7.379,8.452,8.822,3.014,12.406,11.027,9.625,8.826,11.681,8.313,3.103,6.739,12.84,6.141,13.867,16.8,9.419,4.948];

test('large samples by the normal approximation, as R wilcox.test(y, x, conf.int = TRUE, tol.root = 1e-10)', () => {
  const shift = answer(hodgesLehmann(x, y));
  expect(shift.exact).toBe(false);
  expectRelative(shift.low, -2.088, 1e-9);
  expectRelative(shift.high, -0.299, 1e-9);
  expectRelative(shift.p, 0.00930321872381837, 1e-9);
});

test('three values against two, as R pwilcox(0:6, 3, 2)', () => {
  expect([...wilcoxonCdf(3, 2)].map((p) => Math.round(p * 10))).toEqual([1, 2, 4, 6, 8, 9, 10]);
});

test('samples too small for the level, and constants', () => {
  expect(hodgesLehmann([1, 2], [3, 4])).toMatchObject({ reason: 'too few observations' });
  expect(hodgesLehmann([], [3, 4])).toMatchObject({ reason: 'too few observations', n: 0 });
  expect(hodgesLehmann([1, 1, 1, 1], [1, 1, 1, 1])).toMatchObject({ reason: 'no variation' });
});
