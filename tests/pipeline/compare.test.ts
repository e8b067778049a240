import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RealizedError } from '../../src/errors.ts';
import { addPeriods } from '../../src/kpi/period.ts';
import { type CompareRequest, compare } from '../../src/pipeline/compare.ts';
import { describeWithReference, referenceJson } from '../support/reference.ts';
import { expectRelative } from '../support/relative.ts';
import { ar1Errors, seededUniform } from '../support/series.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'realized-compare-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function comparing(text: string, rest: Partial<CompareRequest> = {}) {
  const file = join(folder, 'series.csv');
  await writeFile(file, text);
  return compare({ file, goLive: '2024-06-03', direction: 'decrease', ...rest });
}

/** Why a request was refused: message and hint in one text. */
async function refusal(text: string, rest: Partial<CompareRequest> = {}): Promise<string> {
  const error = (await comparing(text, rest).catch((e) => e)) as RealizedError;
  expect(['usage.invalid', 'series.invalid']).toContain(error.code);
  return `${error.message} ${error.hint}`.replaceAll(folder, '');
}

/** Weeks from Monday 2023-06-05: go-live 2024-06-03 is the 53rd. */
function weeks(n: number, shift: number, { first = '2023-06-05', seed = 1 } = {}): string[][] {
  const errors = ar1Errors(n, 0.2, seededUniform(seed));
  return errors.map((e, t) => [addPeriods(first, 7 * t, 'day'), (60 + 2 * e + (t >= 52 ? shift : 0)).toFixed(3)]);
}
const csv = (head: string, rows: string[][]) => `${[head, ...rows.map((row) => row.join(','))].join('\n')}\n`;

describeWithReference('C. difficile: 24 months before, 12 after', () => {
  const file = resolve(import.meta.dirname, '../../../shared/reference/spc/cdi.csv');
  const cdi = (rest: Partial<CompareRequest>) =>
    compare({ file, goLive: '2014-11-01', direction: 'decrease', ...rest });

  test('counts: limits as R qicharts2, before/after as R t.test', async () => {
    const found = await cdi({ value: 'n' });
    const limits = referenceJson('spc/expected.json').cdi_i_freeze24_unscreened;
    const { welch } = referenceJson('two-sample/expected.json').cdi_counts_pre24_vs_post12_ties;
    expect(found.series).toMatchObject({ period: 'month', n_baseline: 24, n_post: 12 });
    expect(found.limits!.chart).toBe('XmR');
    expectRelative(found.limits!.center, limits.cl[0], 1e-12);
    expectRelative(found.limits!.lower as number, limits.lcl[0], 1e-12);
    expectRelative(found.limits!.upper as number, limits.ucl[0], 1e-12);
    expect(found.signals.filter(({ rule }) => rule === 'outside limits').map(({ period }) => period)).toEqual([
      '2015-05-01',
      '2015-08-01',
    ]);
    expectRelative(found.effect.naive!.estimate, welch.diff, 1e-12);
    expectRelative(found.effect.naive!.low, welch.ci[0], 1e-9);
  });

  test('rates per 10,000 days, with a model of the counts', async () => {
    const found = await cdi({ numerator: 'n', denominator: 'days', per: '10000', minimumImportantChange: '1' });
    const { welch } = referenceJson('two-sample/expected.json').cdi_rate10k_pre24_vs_post12;
    expect(found.label).toBe('n per 10,000 days');
    expectRelative(found.effect.naive!.estimate, welch.diff, 1e-9);
    expect(found.limits!.chart).toBe('U′');
    expect(found.limits!.lower).toHaveLength(36);
    expect(found.effect.method).toMatch(/^quasi-Poisson with exposure; level, slope and trend; annual season/);
    expect(found.verdict).toBe('improved');
    expect(found.reasons[0]).toContain('than it would have been without what went live on 2014-11-01');
  });

  test('charts asked for by name: plain c and u limits as R qicharts2', async () => {
    const { cdi_c_part24: c, cdi_u_freeze24: u } = referenceJson('spc/expected.json');
    const counts = (await cdi({ value: 'n', chart: 'c' })).limits!;
    expect(counts).toMatchObject({ chart: 'c', periods: null });
    expectRelative(counts.center, c.cl[0], 1e-12);
    expectRelative(counts.lower as number, c.lcl[0], 1e-12);
    expectRelative(counts.upper as number, c.ucl[0], 1e-12);
    const rates = (await cdi({ numerator: 'n', denominator: 'days', per: '10000', chart: 'u' })).limits!;
    expect(rates.chart).toBe('u');
    for (const [i, upper] of (rates.upper as number[]).entries()) expectRelative(upper, u.ucl[i], 1e-9);
  });

  test('three stabilization months are left out and told apart', async () => {
    const found = await cdi({ value: 'n', stabilization: '3' });
    expect(found.series.n_post).toBe(9);
    expect(found.series.points.filter(({ phase }) => phase === 'stabilization').map(({ period }) => period)).toEqual([
      '2014-11-01',
      '2014-12-01',
      '2015-01-01',
    ]);
    expect(found.effect.transition).not.toBeNull();
  });

  test('columns that cannot be guessed are named', async () => {
    await expect(cdi({})).rejects.toMatchObject({
      code: 'usage.invalid',
      message: 'several columns hold numbers: «n», «days»',
      hint: 'name it with --value COL, or --numerator COL --denominator COL',
    });
  });
});

describe('rare events, one row an event', () => {
  // Days since the last event: 1 and 2^3.6 in turn become 1 and 2 on the scale of a T chart, so that centre and mean moving
  // range there are 1.5 and 1; afterwards 5^3.6 days pass.
  const waits = [1, 2 ** 3.6, 1, 2 ** 3.6, 1, 2 ** 3.6, 1, 2 ** 3.6];
  const events = [...waits.map((days, i) => [`2024-05-0${i + 1}`, days]), ['2024-06-03', 5 ** 3.6]];
  const told = (chart: string) =>
    comparing(
      csv(
        'event,days',
        events.map((row) => row.map(String)),
      ),
      { chart },
    );

  test('T: limits and signals from the transformed scale', async () => {
    const { limits, signals } = await told('t');
    expect(limits!.chart).toBe('T');
    expect(limits!.center).toBeCloseTo(1.5 ** 3.6, 9);
    expect(limits!.upper).toBeCloseTo((1.5 + 3 / 1.128) ** 3.6, 9);
    expect(limits!.lower).toBe(0);
    // 5 lies above 1.5 + 3/1.128 = 4.16 there.
    expect(signals).toEqual([{ period: '2024-06-03', rule: 'outside limits', direction: 'concern' }]);
  });

  test('G: cases since the last event, about the median of a geometric distribution', async () => {
    const cases = [10, 30, 20, 20, 10, 30, 20, 20];
    const rows = [...cases.map((n, i) => [`2024-05-0${i + 1}`, `${n}`]), ['2024-06-03', '90']];
    const { limits, signals } = await comparing(csv('event,cases', rows), { chart: 'g', direction: 'increase' });
    expect(limits).toMatchObject({ chart: 'G', lower: 0 });
    expect(limits!.center).toBeCloseTo(20 * Math.LN2, 12);
    expect(limits!.upper).toBeCloseTo(20 + 3 * Math.sqrt(420), 12);
    expect(signals).toEqual([{ period: '2024-06-03', rule: 'outside limits', direction: 'improvement' }]);
  });

  test('a chart that the values cannot have is refused, with what it needs', async () => {
    const text = csv(
      'event,days',
      events.map((row) => row.map(String)),
    );
    expect(await refusal(text, { chart: 'p' })).toMatch(/--chart p is for shares give --numerator and --denominator/);
    expect(await refusal(text, { chart: 'u-prime' })).toMatch(/events per exposure/);
    expect(await refusal(text, { chart: 'c' })).toMatch(/--chart c is for counts give --value with whole numbers/);
    expect(await refusal(text.replace(',1\n', ',-1\n'), { chart: 't' })).toMatch(/numbers from 0 on/);
    expect(await refusal(text, { chart: 'pie' })).toMatch(/write one of xmr, /);
  });
});

describe('compare', () => {
  test('finds period and value by itself, and the effect', async () => {
    const found = await comparing(csv('week,minutes', weeks(92, -12)), { minimumImportantChange: '3' });
    expect(found.series).toMatchObject({ period: 'week', n_baseline: 52, n_post: 40 });
    expect(found).toMatchObject({ label: 'minutes', unit: null, verdict: 'improved' });
    expect(Math.abs(found.effect.average!.estimate + 12)).toBeLessThan(4);
    for (const told of [found.effect.average!, found.effect.level!, found.effect.naive!]) {
      expect(Object.keys(told)).toEqual(['estimate', 'standard_error', 'low', 'high']);
    }
  });

  test('more is better where the caller says so', async () => {
    const found = await comparing(csv('week,minutes', weeks(92, -12)), { direction: 'increase' });
    expect(found.verdict).toBe('worsened');
  });

  test('weeks that begin on Sundays stay whole, and are told as written', async () => {
    const found = await comparing(csv('week,minutes', weeks(92, -12, { first: '2023-06-04' })), {
      goLive: '2024-06-02',
    });
    expect(found.series).toMatchObject({ period: 'week', n_baseline: 52, n_post: 40 });
    expect(found.series.points[0]!.period).toBe('2023-06-04');
    expect(found.signals.every(({ period }) => new Date(`${period}T00:00:00Z`).getUTCDay() === 0)).toBe(true);
  });

  test('a period that holds both sides of go-live belongs to neither', async () => {
    const found = await comparing(csv('week,minutes', weeks(92, -12)), { goLive: '2024-06-05' });
    expect(found.series).toMatchObject({ n_baseline: 52, n_post: 39 });
  });

  test('a shorter baseline on request', async () => {
    const found = await comparing(csv('week,minutes', weeks(92, -12)), { baseline: '20' });
    expect(found.series.n_baseline).toBe(20);
    expect(found.verdict).toBe('not demonstrated');
    expect(found.reasons[0]).toContain('20 baseline periods cannot show that');
  });

  test.each([
    ['month', ['2024-01', '2024-02', '2024-03']],
    ['month', ['2024-01-31', '2024-02-29', '2024-03-31']],
    ['month', ['2024-01-15', '2024-02-15', '2024-03-15']],
    ['week', ['2024-01-03', '2024-01-10', '2024-01-31']],
    ['day', ['2024-01-01', '2024-01-02', '2024-01-05']],
    ['day', ['2024-01-01T00:00:00Z', '2024-01-02 00:00', '2024-01-03']],
  ])('%s from %j', async (length, days) => {
    const found = await comparing(
      csv(
        'when,x',
        days.map((day, i) => [day, String(i)]),
      ),
      { goLive: days[2]!.slice(0, 10).padEnd(10, '-01') },
    );
    expect(found.series.period).toBe(length);
    expect(found.verdict).toBe('insufficient data');
    expect(found.effect).toMatchObject({ average: null, level: null, slope: null, cumulative: null });
  });

  test('an empty cell is a missing period, never zero', async () => {
    const rows = weeks(92, 0).map(([week, x], i) => [week!, i % 9 === 4 ? '' : x!]);
    const found = await comparing(csv('week,x', rows));
    expect(found.series.n_baseline + found.series.n_post).toBe(rows.filter(([, x]) => x !== '').length);
    expect(found.effect.naive!.estimate).toBeGreaterThan(-3);
  });

  test('one unit among several, against units that never went live', async () => {
    const rows = ['Main', 'West', 'North'].flatMap((unit, i) =>
      weeks(92, unit === 'Main' ? -12 : 0, { seed: i + 1 }).map((row) => [...row, unit]),
    );
    const text = csv('week,x,unit', rows);
    const found = await comparing(text, { unit: 'unit', comparators: 'West,North' });
    expect(found).toMatchObject({ unit: 'Main', verdict: 'improved, size uncertain' });
    expect(found.effect.method).toContain('on the difference from the comparators’ mean');
    expect(await refusal(text, { unit: 'unit', comparators: 'West' })).toBe(
      '2 units are left to judge compare takes one; the units are «Main», «West», «North», and --comparators A,B names those that never went live',
    );
    expect(await refusal(text, { unit: 'unit', comparators: 'South' })).toContain('«South», which has no row');
    expect(await refusal(text)).toContain('name the column that tells series apart with --unit COL');
  });

  test('shares of counts go to a binomial model', async () => {
    const uniform = seededUniform(5);
    const rows = weeks(92, 0).map(([week], t) => [
      week!,
      String(Math.round(60 + 10 * (uniform() - 0.5) + (t >= 52 ? 20 : 0))),
      '100',
    ]);
    const found = await comparing(csv('week,on_time,cases', rows), {
      numerator: 'on_time',
      denominator: 'CASES',
      direction: 'increase',
    });
    expect(found.effect.method).toMatch(/^quasi-binomial/);
    expect(found.reasons[0]).toMatch(/percentage points higher/);
  });

  test('bad rows are named with their line, all at once', async () => {
    const said = await refusal('week,minutes\n2024-01-01,71\n2024-01-08,"1,234"\n2024-13-01,3\n2024-01-22\n', {
      value: 'minutes',
      period: 'week',
    });
    expect(said).toContain('series.csv:5:1: 1 cells under a header of 2');
    const cells = await refusal('week,minutes\n2024-01-01,71\n2024-01-08,"1,234"\n2024-13-01,3\n', {
      value: 'minutes',
      period: 'week',
    });
    expect(cells).toContain('«2024-13-01» is not a day');
    const values = await refusal('week,minutes\n2024-01-01,71\n2024-01-08,"1,234"\n2024-01-15,n/a\n2024-01-22,4\n', {
      value: 'minutes',
    });
    expect(values).toContain('series.csv:3:12: «1,234» is not a plain number');
    expect(values).toContain('series.csv:4:12: «n/a» is not a plain number');
    expect(await refusal('week,minutes\n2024-01-01,71\n2024-01-01,72\n')).toContain(
      'series.csv:3:1: «2024-01-01» already stands in line 2',
    );
    expect(await refusal('week,minutes\n')).toContain('no row stands under the header');
    expect(await refusal('')).toContain('the file is empty');
  });

  test('options that cannot be meant', async () => {
    const text = csv('week,minutes', weeks(92, 0));
    expect(await refusal(text, { value: 'minuts' })).toContain('did you mean «minutes»?');
    expect(await refusal(text, { goLive: '2030-01-01' })).toContain('does not lie inside the series');
    expect(await refusal(text, { goLive: '03/06/2024' })).toContain('is not a day');
    expect(await refusal(text, { baseline: '0' })).toContain('--baseline «0»');
    expect(await refusal(text, { minimumImportantChange: '-1' })).toContain('--minimum-important-change «-1»');
    expect(await refusal(text, { numerator: 'minutes' })).toContain('--numerator and --denominator go together');
    expect(await refusal(text, { comparators: 'West' })).toContain('--comparators needs to know the units');
    const missing = await compare({
      file: join(folder, 'none.csv'),
      goLive: '2024-06-03',
      direction: 'decrease',
    }).catch((e) => e);
    expect(missing).toMatchObject({ code: 'usage.invalid', exitCode: 2 });
  });
});

describe('a page, and another method beside it', () => {
  const text = csv('week,minutes', weeks(104, -8));

  test('the page stands alone, with verdict, charts and their numbers', async () => {
    const html = join(folder, 'page.html');
    await comparing(text, { html, minimumImportantChange: '2' });
    const page = await readFile(html, 'utf8');
    expect(page).toContain('minutes, series.csv');
    expect(page).toContain('What would have been without it?');
    expect(page.match(/<svg/g)!.length).toBeGreaterThan(7);
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
  });

  test('what another method says, and that an unknown one is refused', async () => {
    const found = await comparing(text, { method: 'welch' });
    expect(found.other).toMatchObject({ method: 'welch', estimate: found.effect.naive!.estimate });
    expect((await comparing(text)).other).toBeNull();
    expect(await refusal(text, { method: 'anova' })).toContain('--method «anova» is not known');
  });
});
