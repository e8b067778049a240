import { describe, expect, test } from 'vitest';
import { compareSeries, conclude } from '../../src/comparison/compare-series.ts';
import { estimateSeries, type Question } from '../../src/comparison/estimate-series.ts';
import { ar1Errors, questionAbout, seededUniform, seriesOf, windowsAround } from '../support/series.ts';

const DELTA = { minimumImportantChange: 1 };

/** Weekly values around 60 with an AR(1) error of SD 2: 60 baseline weeks, 4 of stabilization, 40 after. */
function weekly(shift: number, seed = 1, { sd = 2, slope = 0, phi = 0.3 } = {}) {
  const errors = ar1Errors(104, phi, seededUniform(seed));
  return seriesOf(errors.map((e, t) => 60 + sd * e + slope * t + (t >= 64 ? shift : 0)));
}
const windows = windowsAround(60, 4);
const compare = (shift: number, rest: Partial<Question> = {}, seed = 1) =>
  compareSeries(questionAbout(weekly(shift, seed), windows, { ...DELTA, ...rest }));

describe('verdicts of whole series', () => {
  test('improved', () => {
    const found = compare(-12);
    expect(found).toMatchObject({ verdict: 'improved', nBaseline: 60, nPost: 40, grade: 'B' });
    expect(found.average!.estimate).toBeLessThan(-8);
    expect(found.reasons[0]).toMatch(
      /^Turnaround in Main Imaging: [\d.]+ minutes lower \(95 % interval [\d.]+ to [\d.]+\) than it would have been without the new system, beyond the least change that matters \(1 minute\)\.$/,
    );
  });

  test('improved, size uncertain: importance too large, or not declared', () => {
    expect(compare(-12, { minimumImportantChange: 13 }).verdict).toBe('improved, size uncertain');
    const undeclared = compare(-12, { minimumImportantChange: null });
    expect(undeclared.verdict).toBe('improved, size uncertain');
    expect(undeclared.reasons[0]).toContain('how much would matter is not declared');
  });

  test('worsened, and the same numbers the other way round improved', () => {
    expect(compare(12)).toMatchObject({ verdict: 'worsened', grade: 'B' });
    expect(compare(12, { direction: 'increase' }).verdict).toBe('improved');
  });

  test('no material change', () => {
    const found = compare(0, { minimumImportantChange: 10 });
    expect(found.verdict).toBe('no material change');
    expect(found.reasons[0]).toContain('it is less than what matters (10 minutes)');
  });

  test('not demonstrated says what could have been shown', () => {
    const found = compare(1);
    expect(found).toMatchObject({ verdict: 'not demonstrated', grade: '–' });
    expect(found.reasons[1]).toMatch(
      /^The smallest change that this baseline would show in 80 of 100 cases is [\d.]+ minutes\.$/,
    );
  });

  test('not comparable, with the figures still there for the bridge', () => {
    const message = 'the share of intervals that run backwards went from 22 % to 2 %';
    const check = { check: 'negative-share-changed', blocks: true, acknowledged: null, message } as const;
    const found = compare(-12, { instrument: [check] });
    expect(found).toMatchObject({ verdict: 'not comparable', grade: '–', pAdjusted: null });
    expect(found.reasons[0]).toBe(
      `Turnaround in Main Imaging cannot be compared, because what measures it changed: ${message}.`,
    );
    expect(found.average).not.toBeNull();
    const accepted = compare(-12, { instrument: [{ ...check, acknowledged: 'clock compared by hand' }] });
    expect(accepted.verdict).toBe('improved');
    expect(accepted.reasons.join(' ')).toContain('accepted by the program: clock compared by hand');
  });

  test('insufficient data gives no effect at all', () => {
    const found = compareSeries(questionAbout(seriesOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2]), windowsAround(9)));
    expect(found).toMatchObject({ verdict: 'insufficient data', average: null, p: null, model: null, nPost: 2 });
    expect(found.reasons[0]).toBe(
      'Turnaround in Main Imaging cannot be judged: only 2 post periods have a value; 8 are needed.',
    );
  });

  test('a short baseline cannot show an improvement by itself', () => {
    const short = (rest: Partial<Question> = {}) =>
      compareSeries(
        questionAbout(
          seriesOf(
            weekly(-12)
              .cells.slice(40)
              .map(({ value }) => value),
          ),
          windowsAround(20, 4),
          { ...DELTA, ...rest },
        ),
      );
    expect(short()).toMatchObject({ verdict: 'not demonstrated', slope: null });
    expect(short().reasons[0]).toContain('20 baseline periods cannot show that');
    expect(short().reasons[0]).toMatch(/a steady drift of [\d.]+ minutes a year would explain it/);
    const bounded = short({ drift: { atMost: 4, of: 'values' } });
    expect(bounded).toMatchObject({ verdict: 'improved', grade: 'C' });
    expect(bounded.model!.driftHalfWidth).toBeGreaterThan(0);
  });

  test('in a family of claims an interval clear of zero may not be enough', () => {
    const estimated = estimateSeries(questionAbout(weekly(-12), windows, DELTA));
    const found = conclude(estimated, { pAdjusted: 0.08, size: 12 });
    expect(found.verdict).toBe('not demonstrated');
    expect(found.reasons[0]).toContain('not among the 12 claims that are judged together (adjusted p 0.080)');
    expect(conclude(estimated, null).reasons.at(-1)).toBe('Exploratory: no benefit rests on this comparison.');
  });
});

describe('a sign that hangs on the trend alone', () => {
  // It rose before go-live and stays where it was then: lower than the line foretold, higher than it ever was.
  const errors = ar1Errors(104, 0, seededUniform(7));
  const flattened = seriesOf(errors.map((e, t) => 60 + e + 0.3 * Math.min(t, 62)));
  const estimated = estimateSeries(questionAbout(flattened, windows, DELTA));

  test('is no improvement where nobody had claimed it', () => {
    const found = conclude(estimated, null);
    expect(found.average!.high).toBeLessThan(0);
    expect(found.naive!.low).toBeGreaterThan(0);
    expect(found).toMatchObject({ verdict: 'not demonstrated', grade: '–' });
    expect(found.reasons[0]).toContain('only because the trend of the baseline is carried on');
  });

  test('may be one where it was claimed, and is said to hang on it', () => {
    const found = conclude(estimated, { pAdjusted: 0.001, size: 1 });
    expect(found.verdict).toBe('improved');
    expect(found.reasons.join(' ')).toContain('Without the trend there would be no improvement');
  });
});

describe('bands, comparators, doubt', () => {
  test('into the band is better, out of it worse', () => {
    expect(compare(-12, { direction: { low: 45, high: 50 } }).verdict).toBe('improved');
    expect(compare(-12, { direction: { low: 58, high: 62 } }).verdict).toBe('worsened');
  });

  test('a change that comparators share is no effect', () => {
    const beside = [{ series: { ...weekly(-12, 2), unit: 'west' }, windows: { ...windows, comparator: true } }];
    const found = compare(-12, { comparators: beside });
    expect(found.method).toContain('on the difference from the comparators’ mean');
    expect(Math.abs(found.average!.estimate)).toBeLessThan(4);
    expect(found.naive!.estimate).toBeLessThan(-9);
    const flat = [{ series: { ...weekly(0, 2), unit: 'west' }, windows: { ...windows, comparator: true } }];
    expect(compare(-12, { comparators: flat }).verdict).toBe('improved');
  });

  test('comparators that ran parallel make an A', () => {
    const noise = (seed: number) => ar1Errors(104, 0, seededUniform(seed)).map((e) => e * 0.2);
    const season = (t: number) => 5 * Math.sin((2 * Math.PI * t) / 52.18);
    const [own, other] = [noise(1), noise(2)];
    const found = compareSeries(
      questionAbout(seriesOf(own.map((e, t) => 60 + e + season(t) - (t >= 64 ? 6 : 0))), windows, {
        minimumImportantChange: 2,
        comparators: [
          {
            series: seriesOf(
              other.map((e, t) => 40 + e + season(t)),
              { unit: 'west' },
            ),
            windows,
          },
        ],
      }),
    );
    expect(found).toMatchObject({ verdict: 'improved', grade: 'A' });
  });

  test('a comparator with too few of the same periods is left out, and said to be', () => {
    const sparse = seriesOf(
      weekly(0, 2).cells.map(({ value }, t) => (t % 3 === 0 ? null : value)),
      { unit: 'west' },
    );
    const found = compare(-12, { comparators: [{ series: sparse, windows }] });
    expect(found.method).not.toContain('comparators');
    expect(found.reasons).toContain('Comparator west has too few of the same periods and was not used.');
  });

  test('a benefit that fades is said to', () => {
    const errors = ar1Errors(104, 0, seededUniform(3));
    const fading = errors.map((e, t) => 60 + 0.5 * e - (t >= 64 ? 12 - 0.25 * (t - 64) : 0));
    const found = compareSeries(questionAbout(seriesOf(fading), windows, DELTA));
    expect(found.reasons.join(' ')).toMatch(
      /It is fading: 1[01](\.\d)? minutes in the first quarter after stabilization, [34](\.\d)? minutes in the last\./,
    );
  });

  test('breakdown drift: how fast a drift would have to be', () => {
    const found = compare(-12);
    // About 12 less a half-width, over 55.5 weeks from week 29.5 to week 83.5.
    expect(found.breakdownDrift).toBeGreaterThan(7);
    expect(found.breakdownDrift).toBeLessThan(12);
    expect(compare(0).breakdownDrift).toBeLessThan(1);
  });

  test('the model carries the figures that money is drawn from', () => {
    const { model, level, slope, average } = compare(-12);
    expect(model).toMatchObject({ level: level!.estimate, slope: slope!.estimate, df: average!.df });
    expect(model!.times).toEqual(Array.from({ length: 40 }, (_, i) => i));
    expect(model!.residuals).toHaveLength(60);
    expect(model!.transition.periods).toHaveLength(4);
    expect(Math.sqrt(model!.covariance[0])).toBeCloseTo(level!.standardError!, 9);
  });
});

describe('degenerate series answer without an effect', () => {
  const verdictOf = (values: (number | null)[], baseline: number) =>
    compareSeries(questionAbout(seriesOf(values), windowsAround(baseline)));
  const constant = Array.from({ length: 40 }, () => 7);

  test.each([
    ['constant', constant, 'not demonstrated'],
    ['a perfect step', constant.map((v, t) => (t < 24 ? v : 3)), 'not demonstrated'],
    ['a perfect line', constant.map((_, t) => t), 'not demonstrated'],
    ['nothing at all', [], 'insufficient data'],
    ['one period', [5], 'insufficient data'],
    ['gaps all over', constant.map((v, t) => (t % 4 === 0 ? v + (t % 3) : null)), 'insufficient data'],
  ] as [string, (number | null)[], string][])('%s', (_, values, verdict) => {
    const found = verdictOf(values, 24);
    expect(found.verdict).toBe(verdict);
    expect(found.average).toBeNull();
    expect(found.reasons[0]!.length).toBeGreaterThan(20);
    expect(JSON.stringify(found)).not.toMatch(/NaN|Infinity/);
  });
});

describe('simulated, fixed seeds', () => {
  const verdicts = (shift: number) => Array.from({ length: 30 }, (_, seed) => compare(shift, {}, seed + 100).verdict);

  test('from nothing hardly anything is claimed', () => {
    const claims = verdicts(0).filter((verdict) => verdict !== 'not demonstrated' && verdict !== 'no material change');
    expect(claims.length).toBeLessThanOrEqual(4);
  });

  test('an effect of five standard deviations is nearly always found', () => {
    const found = verdicts(-10).filter((verdict) => verdict.startsWith('improved'));
    expect(found.length).toBeGreaterThanOrEqual(27);
  });
});
