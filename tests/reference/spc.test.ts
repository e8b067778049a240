import { test } from 'vitest';
import { proportionLimits, rateLimits } from '../../src/statistics/attribute-limits.ts';
import { xmrLimits } from '../../src/statistics/xmr.ts';
import { describeWithReference, referenceJson } from '../support/reference.ts';
import { answer, expectRelative } from '../support/relative.ts';

const expected = referenceJson('spc/expected.json');
const charts = (chart: string) => Object.keys(expected).filter((name) => expected[name].chart === chart);

/** The stretches that limits are computed from: frozen to the first `freeze` points, or one per part. */
function stretches(name: string): { from: number; to: number; fit: number }[] {
  const { options, y } = expected[name];
  if (options.freeze !== null) return [{ from: 0, to: y.length, fit: options.freeze }];
  const cuts: number[] = [0, ...[options.part].flat(), y.length];
  return cuts.slice(1).map((to, i) => ({ from: cuts[i]!, to, fit: to }));
}

describeWithReference('process limits against R qicharts2', () => {
  test.each(charts('i'))('%s: XmR', (name) => {
    const { y, cl, lcl, ucl, options } = expected[name];
    for (const { from, to, fit } of stretches(name)) {
      const limits = answer(xmrLimits(y.slice(from, fit), { screen: options.screened_mr }));
      for (let i = from; i < to; i++) {
        expectRelative(limits.center, cl[i], 1e-12);
        expectRelative(limits.lower, lcl[i], 1e-12);
        expectRelative(limits.upper, ucl[i], 1e-12);
      }
    }
  });

  const attributes = ['p', 'pp', 'u', 'up', 'c'].flatMap((chart) =>
    charts(chart).map((name) => [chart, name] as const),
  );
  test.each(attributes)('%s chart: %s', (chart, name) => {
    const { y, n, cl, lcl, ucl, options } = expected[name];
    const exposure: number[] = y.map((_: number, i: number) => (chart === 'c' ? 1 : n[i] / options.multiply));
    const events: number[] = y.map((value: number, i: number) => value * exposure[i]!);
    const limitsOf = chart.startsWith('p') ? proportionLimits : rateLimits;
    for (const { from, to, fit } of stretches(name)) {
      const limits = answer(
        limitsOf(events.slice(from, fit), exposure.slice(from, fit), {
          prime: chart.endsWith('p') && chart !== 'p',
          screen: options.screened_mr,
        }),
      );
      for (let i = from; i < to; i++) {
        const { lower, upper } = limits.at(exposure[i]!);
        expectRelative(limits.center, cl[i], 1e-12);
        expectRelative(lower, lcl[i], 1e-12);
        expectRelative(upper, ucl[i], 1e-12);
      }
    }
  });
});
