import { describe, expect, test } from 'vitest';
import { conclude } from '../../src/comparison/compare-series.ts';
import { crossCheck, permuteGoLives } from '../../src/comparison/cross-check.ts';
import { estimateSeries, type Question } from '../../src/comparison/estimate-series.ts';
import { type Panel, panelOf } from '../../src/comparison/panel.ts';
import { poolUnits } from '../../src/comparison/pool-units.ts';
import { poolRandomEffects } from '../../src/statistics/random-effects.ts';
import { expectRelative } from '../support/relative.ts';
import { ar1Errors, questionAbout, seededUniform, seriesOf, windowsAround } from '../support/series.ts';

const WEEKS = 120;
/** Errors of SD .5 about 60, and an effect from the week in which stabilization ends. */
function unit(name: string, seed: number, effect: number, goLive: number): Question {
  const values = ar1Errors(WEEKS, 0.2, seededUniform(seed)).map(
    (e, t) => 60 + 0.5 * e + (t >= goLive + 4 ? effect : 0),
  );
  return questionAbout(seriesOf(values, { unit: name }), windowsAround(goLive, 4, { unit: name }), {
    minimumImportantChange: 1,
  });
}
const concludedOf = (questions: readonly Question[]) =>
  questions.map((question) => {
    const estimated = estimateSeries(question);
    return { estimated, comparison: conclude(estimated, null) };
  });

describe('one effect over several units', () => {
  const series = concludedOf([unit('main', 1, -6, 60), unit('east', 2, -5, 70), unit('south', 3, -7, 70)]);
  const pooled = poolUnits(series)!;

  test('random effects of the units’ own effects', () => {
    const own = series.map(({ comparison }) => comparison.average!);
    const expected = poolRandomEffects(
      own.map(({ estimate }) => estimate),
      own.map(({ standardError }) => standardError! ** 2),
    );
    if (expected.kind !== 'pooled') throw new Error(expected.reason);
    expect(pooled.effect).toMatchObject({ estimate: expected.effect.estimate, low: expected.effect.low, df: 2 });
    expect(pooled).toMatchObject({ p: expected.effect.p, staggered: true });
    expect(pooled.units.map(({ unit: name }) => name)).toEqual(['main', 'east', 'south']);
  });

  test('the event study lies about zero before, about the effect after', () => {
    const mean = (from: number, to: number) => {
      const within = pooled.eventStudy.filter(({ since }) => since >= from && since < to);
      return within.reduce((sum, { difference }) => sum + difference, 0) / within.length;
    };
    expect(Math.abs(mean(-50, 0))).toBeLessThan(0.5);
    expect(Math.abs(mean(4, 40) - pooled.effect.estimate)).toBeLessThan(0.6);
    expect(pooled.eventStudy.find(({ since }) => since === -65)!.units).toBe(2);
  });

  test('without comparators there is no cross-check, and it says why', () => {
    expect(pooled).toMatchObject({ crossCheck: null, crossCheckReason: 'no comparators' });
    expect(pooled).toMatchObject({ permutation: null, permutationReason: 'no comparators' });
  });

  test('one unit, or units that cannot be compared, are not pooled', () => {
    expect(poolUnits(series.slice(0, 1))).toBeNull();
    const blocked = series.map(({ estimated, comparison }) => ({
      estimated,
      comparison: { ...comparison, verdict: 'not comparable' as const },
    }));
    expect(poolUnits(blocked)).toBeNull();
  });
});

describe('staggered go-lives against units that never go live', () => {
  const never = seriesOf(
    ar1Errors(WEEKS, 0.2, seededUniform(9)).map((e) => 40 + 0.5 * e),
    { unit: 'west' },
  );
  const beside = (question: Question): Question => ({
    ...question,
    comparators: [{ series: never, windows: { ...question.windows, comparator: true } }],
  });
  const panel = panelOf([beside(unit('main', 1, -6, 60)), beside(unit('east', 2, -6, 80))]);

  test('the panel holds every unit over the periods that all have', () => {
    expect(panel.periods).toHaveLength(WEEKS);
    expect(panel.units.map(({ unit: name, goLive, settled }) => [name, goLive, settled])).toEqual([
      ['main', 60, 64],
      ['east', 80, 84],
      ['west', null, null],
    ]);
    const gap = beside(unit('main', 1, -6, 60));
    gap.series.cells.splice(10, 5);
    expect(panelOf([gap, beside(unit('east', 2, -6, 80))]).periods).toHaveLength(WEEKS - 5);
  });

  test('group-time effects come to the same, within the noise of their base period', () => {
    const { check } = crossCheck(panel);
    expect(Math.abs(check!.att + 6)).toBeLessThan(1.5);
    expect(check).toMatchObject({ standardError: null, preTrendReason: 'a group is one unit alone' });
  });

  test('six ways to go live are too few for a permutation', () => {
    expect(permuteGoLives(panel)).toEqual({ permuted: null, reason: 'fewer than 40 possible assignments (6)' });
  });

  test('of eight units four went live: 70 assignments, of which the true one is the most extreme', () => {
    const errors = Array.from({ length: 8 }, (_, i) => ar1Errors(40, 0, seededUniform(20 + i)));
    const units: Panel['units'] = errors.map((own, i) => ({
      unit: `u${i}`,
      goLive: i < 4 ? 20 : null,
      settled: i < 4 ? 22 : null,
      values: own.map((e, t) => e + (i < 4 && t >= 22 ? 3 : 0)),
    }));
    const { permuted } = permuteGoLives({ periods: errors[0]!.map((_, t) => String(t)), units });
    expect(permuted!.assignments).toBe(70);
    // Its mirror image is as extreme.
    expectRelative(permuted!.p, 2 / 70, 1e-9);
  });
});
