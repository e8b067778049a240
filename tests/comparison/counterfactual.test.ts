import { describe, expect, test } from 'vitest';
import { counterfactualOf } from '../../src/comparison/counterfactual.ts';
import type { Effect } from '../../src/comparison/estimate-effect.ts';
import { estimateSeries } from '../../src/comparison/estimate-series.ts';
import { expectRelative } from '../support/relative.ts';
import { ar1Errors, questionAbout, seededUniform, seriesOf, windowsAround } from '../support/series.ts';

const windows = windowsAround(60, 4);
const line = (t: number) => 50 + 0.1 * t + 2 * Math.sin((2 * Math.PI * t) / 52.18);
const errors = ar1Errors(104, 0.2, seededUniform(11));
const values = errors.map((e, t) => line(t) + 0.2 * e - (t >= 64 ? 6 : 0));

function pathOf() {
  const estimated = estimateSeries(questionAbout(seriesOf(values), windows));
  const effect = estimated.effect as Effect;
  return { effect, path: counterfactualOf(effect, estimated.own, estimated.modelled) };
}

describe('what would have been', () => {
  const { effect, path } = pathOf();

  test('follows trend and season through stabilization into the post window', () => {
    expect(path).toHaveLength(104);
    for (const [t, { without }] of path.entries()) expect(Math.abs(without.estimate - line(t))).toBeLessThan(0.6);
    expect(path[62]).toMatchObject({ without: { low: null, high: null }, cumulative: null });
  });

  test('the band holds the line, and the fitted post values lie outside of it', () => {
    for (const [t, { without }] of path.entries()) {
      if (t < 64) continue;
      expect(without.low!).toBeLessThan(without.estimate);
      expect(without.high!).toBeLessThan(without.estimate + 6);
    }
  });

  test('the last cumulative effect is that of the comparison', () => {
    const { estimate, low, high } = path.at(-1)!.cumulative!;
    expectRelative(estimate, effect.cumulative.estimate, 1e-9);
    expectRelative(low, effect.cumulative.low, 1e-6);
    expectRelative(high, effect.cumulative.high, 1e-6);
  });

  test('the first is the level', () => {
    const first = path.find(({ cumulative }) => cumulative !== null)!.cumulative!;
    expectRelative(first.estimate, effect.level.estimate, 1e-9);
  });
});

test('what comparators did is put back', () => {
  const shock = (t: number) => (t >= 80 ? 15 : 0);
  const own = seriesOf(values.map((value, t) => value + shock(t)));
  const west = seriesOf(
    ar1Errors(104, 0.2, seededUniform(12)).map((e, t) => 20 + 0.2 * e + shock(t)),
    { unit: 'west' },
  );
  const estimated = estimateSeries(questionAbout(own, windows, { comparators: [{ series: west, windows }] }));
  const path = counterfactualOf(estimated.effect as Effect, estimated.own, estimated.modelled);
  for (const [t, { without }] of path.entries()) {
    expect(Math.abs(without.estimate - line(t) - shock(t))).toBeLessThan(1.5);
  }
});

test('a drift bound widens the band', () => {
  const flat = seriesOf(errors.map((e, t) => 50 + e - (t >= 64 ? 6 : 0)));
  const estimated = estimateSeries(questionAbout(flat, windows, { drift: { atMost: 2, of: 'values' } }));
  const effect = estimated.effect as Effect;
  expect(effect.driftHalfWidth).toBeGreaterThan(0);
  const { cumulative } = counterfactualOf(effect, estimated.own, estimated.modelled).at(-1)!;
  expectRelative(cumulative!.low, effect.cumulative.low, 1e-6);
});
