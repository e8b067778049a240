import { expect, test } from 'vitest';
import { autocorrelation } from '../../src/statistics/autocorrelation.ts';
import { mean } from '../../src/statistics/mean.ts';
import { ols } from '../../src/statistics/ols.ts';
import { oneWayAnova } from '../../src/statistics/one-way-anova.ts';
import { variance } from '../../src/statistics/variance.ts';
import { describeWithReference, referenceColumns, referenceJson } from '../support/reference.ts';
import { answer } from '../support/relative.ts';

/** Our digits may fall short of R's by this: both stop where the data's own rounding begins. */
const SLACK = 0.5;

const certified = referenceJson('nist/certified.json');
const digitsOfR = referenceJson('nist/r_achieved_digits.json');
const table: string[] = [];

/** Log relative error: the number of correct significant digits, at most 15; absolute where the truth is 0. */
function digits(actual: number, truth: string): number {
  const expected = Number(truth);
  const error = Math.abs(actual - expected) / (expected === 0 ? 1 : Math.abs(expected));
  return error === 0 ? 15 : Math.min(15, -Math.log10(error));
}

function compare(dataset: string, figure: string, ours: number, theirs: number | null | undefined): void {
  table.push(`${dataset.padEnd(9)} ${figure.padEnd(22)} ${ours.toFixed(2).padStart(6)} ${theirs?.toFixed(2) ?? '–'}`);
  expect(ours, `${dataset} ${figure}`).toBeGreaterThanOrEqual((theirs ?? 6) - SLACK);
}

function columnsOf(name: string): { y: number[]; columns: number[][] } {
  const cells = referenceColumns(`nist/${name}.csv`);
  const numbers = Object.fromEntries(Object.entries(cells).map(([column, values]) => [column, values.map(Number)]));
  const y = numbers['y']!;
  const count = Object.keys(certified[name].coef).length;
  if (name.startsWith('NoInt')) return { y, columns: [numbers['x']!] };
  if (name === 'Longley') return { y, columns: [y.map(() => 1), ...[1, 2, 3, 4, 5, 6].map((j) => numbers[`x${j}`]!)] };
  return { y, columns: Array.from({ length: count }, (_, power) => numbers['x']!.map((x) => x ** power)) };
}

const named = (kind: string) => Object.keys(certified).filter((name) => certified[name].kind === kind);

describeWithReference('NIST StRD', () => {
  test.each(named('univariate'))('%s', (name) => {
    const y = referenceColumns(`nist/${name}.csv`)['y']!.map(Number);
    compare(name, 'mean', digits(mean(y), certified[name].mean), digitsOfR[name].mean);
    compare(
      name,
      'standard deviation',
      digits(Math.sqrt(variance(y)), certified[name].sd_n_minus_1),
      digitsOfR[name].sd,
    );
    const r1 = answer(autocorrelation(y, 1)) as number;
    compare(name, 'autocorrelation', digits(r1, certified[name].lag1_autocorrelation), digitsOfR[name].r1);
  });

  test.each(named('anova'))('%s', (name) => {
    const groups = Object.values(referenceColumns(`nist/${name}.csv`)).map((cells) =>
      cells.filter(Boolean).map(Number),
    );
    compare(name, 'F', digits(answer(oneWayAnova(groups)).f, certified[name].F), digitsOfR[name].F);
  });

  test.each(named('linear'))('%s', (name) => {
    const { y, columns } = columnsOf(name);
    const fit = answer(ols(y, columns));
    const truths: { estimate: string; se: string }[] = Object.values(certified[name].coef);
    const k = truths.length;
    const least = (figures: number[]) => Math.min(...figures);
    const coefficients = truths.map(({ estimate }, j) => digits(fit.coefficients[j]!, estimate));
    const errors = truths.map(({ se }, j) => digits(Math.sqrt(fit.covariance[j * k + j]!), se));
    compare(name, 'least of coefficients', least(coefficients), digitsOfR[name]?.min_lre_coef);
    compare(name, 'least of standard errs', least(errors), digitsOfR[name]?.min_lre_se);
  });

  test('the table of digits, ours beside those of R 4.2', () => {
    console.log(['dataset   figure                   ours R', ...table].join('\n'));
    expect(table.length).toBeGreaterThan(0);
  });
});
