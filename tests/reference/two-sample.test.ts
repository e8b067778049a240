import { expect, test } from 'vitest';
import { bcaBounds, oneSampleAcceleration, percentileBounds, twoSampleAcceleration } from '../../src/statistics/bca.ts';
import { benjaminiHochberg } from '../../src/statistics/benjamini-hochberg.ts';
import { jackknifeInfluence } from '../../src/statistics/bootstrap.ts';
import { hodgesLehmann } from '../../src/statistics/hodges-lehmann.ts';
import { mean } from '../../src/statistics/mean.ts';
import { median } from '../../src/statistics/quantile.ts';
import { welch } from '../../src/statistics/welch.ts';
import { describeWithReference, referenceColumns, referenceJson, referenceMatrix } from '../support/reference.ts';
import { answer, expectRelative } from '../support/relative.ts';

const expected = referenceJson('two-sample/expected.json');
const cdi = referenceColumns('spc/cdi.csv');

function cdiSeries(measure: 'rate' | 'count'): { baseline: number[]; post: number[] } {
  const values = cdi['n']!.map((n, i) =>
    measure === 'count' ? Number(n) : (Number(n) / Number(cdi['days']![i])) * 1e4,
  );
  return { baseline: values.slice(0, 24), post: values.slice(24) };
}

const SAMPLES = [
  ['cdi_rate10k_pre24_vs_post12', 'rate'],
  ['cdi_counts_pre24_vs_post12_ties', 'count'],
] as const;

describeWithReference('two samples against R', () => {
  test.each(SAMPLES)('%s: Welch', (name, measure) => {
    const { baseline, post } = cdiSeries(measure);
    const { diff, t, df, p, ci } = expected[name].welch;
    const result = answer(welch(baseline, post));
    expectRelative(result.estimate, diff, 1e-9);
    expectRelative(result.estimate / result.standardError, t, 1e-9);
    expectRelative(result.df, df, 1e-9);
    expectRelative(result.p, p, 1e-9);
    expectRelative(result.low, ci[0], 1e-9);
    expectRelative(result.high, ci[1], 1e-9);
  });

  test('student’s sleep: Welch', () => {
    const { extra, group } = referenceColumns('two-sample/sleep.csv');
    const of = (number: string) => extra!.filter((_, i) => group![i] === number).map(Number);
    const result = answer(welch(of('2'), of('1')));
    const { welch_t: t, welch_df: df, welch_p: p, welch_ci: ci } = expected.student_sleep;
    expectRelative(result.estimate / result.standardError, t, 1e-9);
    expectRelative(result.df, df, 1e-9);
    expectRelative(result.p, p, 1e-9);
    expectRelative(result.low, ci[0], 1e-9);
    expectRelative(result.high, ci[1], 1e-9);
  });

  test('Benjamini–Hochberg on their own example', () => {
    const { p, BH } = expected.p_adjust_BH1995;
    benjaminiHochberg(p).forEach((value, i) => {
      expectRelative(value, BH[i], 1e-12);
    });
  });

  test('Hodges–Lehmann: the exact interval', () => {
    const { baseline, post } = cdiSeries('rate');
    const truth = expected.cdi_rate10k_pre24_vs_post12;
    const shift = answer(hodgesLehmann(baseline, post));
    expect(shift.exact).toBe(true);
    expectRelative(shift.estimate, truth.hodges_lehmann_pairwise_median, 1e-9);
    expectRelative(shift.low, truth.wilcox_exact.ci[0], 1e-9);
    expectRelative(shift.high, truth.wilcox_exact.ci[1], 1e-9);
    expectRelative(shift.p, truth.wilcox_exact.p, 1e-9);
  });

  test('Hodges–Lehmann: ties take the normal approximation', () => {
    const { baseline, post } = cdiSeries('count');
    const truth = expected.cdi_counts_pre24_vs_post12_ties;
    const shift = answer(hodgesLehmann(baseline, post));
    expect(shift.exact).toBe(false);
    expectRelative(shift.estimate, truth.hodges_lehmann_pairwise_median, 1e-12);
    expectRelative(shift.p, truth.wilcox_normal_correctT.p, 1e-9);
    // R finds the ends by root finding on a step function, to a tolerance of 1e-4: they are differences of counts.
    expect(Math.abs(shift.low - truth.wilcox_normal_correctT.ci[0])).toBeLessThan(1e-4);
    expect(Math.abs(shift.high - truth.wilcox_normal_correctT.ci[1])).toBeLessThan(1e-4);
  });

  const ONE_SAMPLE = [
    ['median', median],
    ['mean', mean],
  ] as const;
  test.each(ONE_SAMPLE)('bootstrap of one sample: %s', (name, statistic) => {
    const { baseline } = cdiSeries('rate');
    const truth = expected[`boot_cdi_pre_${name}`];
    const rows = referenceMatrix(`two-sample/boot_idx_cdi_pre_${name}_R999.csv`);
    const replicates = Float64Array.from(rows, (row) => statistic(row.map((place) => baseline[place - 1]!)));
    truth.t_head.forEach((value: number, i: number) => {
      expectRelative(replicates[i]!, value, 1e-12);
    });
    const acceleration = oneSampleAcceleration(jackknifeInfluence(Float64Array.from(baseline), statistic));
    const estimate = statistic(baseline);
    expectRelative(estimate, truth.t0, 1e-12);
    // Many resamples tie with the estimate: the count below it must meet the estimate in full digits.
    const bca = answer(bcaBounds(replicates, estimate, acceleration));
    expectRelative(bca.low, truth.bca_with_jackknife_L[0], 1e-9);
    expectRelative(bca.high, truth.bca_with_jackknife_L[1], 1e-9);
    const plain = answer(percentileBounds(replicates));
    expectRelative(plain.low, truth.percent[0], 1e-9);
    expectRelative(plain.high, truth.percent[1], 1e-9);
  });

  const relative = (a: Float64Array, b: Float64Array) => mean(b) / mean(a) - 1;
  const TWO_SAMPLES = [
    ['med', (a: Float64Array, b: Float64Array) => median(b) - median(a)],
    ['mean', (a: Float64Array, b: Float64Array) => mean(b) - mean(a)],
    ['rel', relative],
  ] as const;
  test.each(TWO_SAMPLES)('bootstrap of two samples: %s', (name, statistic) => {
    const truth = referenceJson('two-sample/bca_weighting.json')[name];
    const { baseline, post } = cdiSeries('rate');
    const [a, b] = [Float64Array.from(baseline), Float64Array.from(post)];
    const values = [...baseline, ...post];
    const rows = referenceMatrix(`two-sample/boot_idx_cdi_diff_${name}_R999.csv`);
    const replicates = Float64Array.from(rows, (row) => {
      const drawn = Float64Array.from(row, (place) => values[place - 1]!);
      return statistic(drawn.subarray(0, 24), drawn.subarray(24));
    });
    const acceleration = twoSampleAcceleration(
      jackknifeInfluence(a, (sample) => statistic(sample, b)),
      jackknifeInfluence(b, (sample) => statistic(a, sample)),
    );
    expect(Math.abs(acceleration - truth.a_davison_hinkley)).toBeLessThan(1e-12);
    const estimate = statistic(a, b);
    expectRelative(estimate, truth.t0, 1e-12);
    const bca = answer(bcaBounds(replicates, estimate, acceleration));
    expectRelative(bca.low, truth.bca_davison_hinkley[0], 1e-9);
    expectRelative(bca.high, truth.bca_davison_hinkley[1], 1e-9);
    const plain = answer(percentileBounds(replicates));
    const { percent } = expected[`boot_cdi_post_minus_pre_${name}`];
    expectRelative(plain.low, percent[0], 1e-9);
    expectRelative(plain.high, percent[1], 1e-9);
  });
});
