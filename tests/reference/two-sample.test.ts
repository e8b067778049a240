import { test } from 'vitest';
import { benjaminiHochberg } from '../../src/statistics/benjamini-hochberg.ts';
import { welch } from '../../src/statistics/welch.ts';
import { describeWithReference, referenceColumns, referenceJson } from '../support/reference.ts';
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
});
