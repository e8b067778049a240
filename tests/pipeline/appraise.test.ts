import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { RealizedError } from '../../src/errors.ts';
import { appraise } from '../../src/pipeline/appraise.ts';

const folder = mkdtempSync(join(tmpdir(), 'appraise-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function problemsOf(run: Promise<unknown>): Promise<string> {
  const error = await run.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(RealizedError);
  return (error as RealizedError).message.replaceAll(`${folder}/`, '');
}

test('periodic flows, by hand: 1,000 out, 500 and 700 back, at 10 %', async () => {
  const file = write('periodic.csv', 'Period,Amount,note\n0,-1000,"licence, first year"\n1,500,\n2,700,\n');
  const got = await appraise({ file, rate: '0.1', timing: 'end', financeRate: '0.1', reinvestRate: '0.1' });
  // 500/1.1 + 700/1.21 = 454.545454… + 578.512396… = 1033.057851…
  expect(got.npv_t0).toBeCloseTo(33.05785124, 8);
  expect(got.npv_t1).toBeCloseTo(33.05785124 / 1.1, 7);
  // x = 1/(1 + r) solves 700x² + 500x − 1000 = 0
  expect(got.irr).toEqual({
    status: 'unique',
    roots: [expect.closeTo(1400 / (Math.sqrt(3050000) - 500) - 1, 12)],
    reason: null,
  });
  expect(got.mirr).toBeCloseTo(Math.sqrt((550 + 700) / 1000) - 1, 12);
  expect(got.payback).toBeCloseTo(1 + 500 / 700, 12);
  expect(got.discounted_payback).toBeCloseTo(1 + (1000 - 454.5454545) / 578.5123967, 8);
  expect(got.bcr).toBeCloseTo(1.03305785, 8);
  expect(got.roi).toBeCloseTo(0.03305785, 8);
  expect(got).toMatchObject({ xnpv: null, xirr: { status: 'undefined' }, unit: 'periods', total: 200 });
  expect(got.reasons).toEqual({ xnpv: 'the flows have no dates' });
});

test('dated flows: exponent days over 365, whatever the order of rows', async () => {
  const file = write('dated.csv', '\uFEFFamount,date\r\n1100,2009-01-01\r\n-1000,2008-01-01\r\n');
  const got = await appraise({ file, rate: '0.1', timing: 'end' });
  expect(got.xnpv).toBeCloseTo(-1000 + 1100 / 1.1 ** (366 / 365), 9);
  expect(got.xirr.roots[0]).toBeCloseTo(0.099713585934, 11);
  // one a year on the same day: the periodic figures are defined too
  expect(got.npv_t0).toBeCloseTo(0, 9);
  expect(got.irr.roots[0]).toBeCloseTo(0.1, 12);
  expect(got).toMatchObject({ base_date: '2008-01-01', timing: 'on its day', mirr: null });
  expect(got.reasons['mirr']).toMatch(/no finance and reinvestment rates/);
});

test('the Green Book schedule and a schedule file give the same present value', async () => {
  const file = write(
    'long.csv',
    'period,amount\n0,-100\n31,1000\n'.replace(
      '31,',
      `${Array.from({ length: 30 }, (_, k) => `${k + 1},0`).join('\n')}\n31,`,
    ),
  );
  const schedule = write('rates.csv', 'from_year,rate\n0,0.035\n30,0.03\n75,0.025\n');
  const shipped = await appraise({ file, schedule: 'green-book', timing: 'end' });
  expect(shipped.npv_t0).toBeCloseTo(-100 + 345.901369517, 6);
  expect((await appraise({ file, schedule, timing: 'end' })).npv_t0).toBeCloseTo(shipped.npv_t0!, 12);
});

test('a missing period is never 0 in silence', async () => {
  const file = write('gap.csv', 'period,amount\n0,-100\n2,60\n3,60\n');
  const got = await appraise({ file, rate: '0.1', timing: 'end' });
  expect(got).toMatchObject({ npv_t0: null, payback: null, bcr: null, irr: { status: 'undefined', roots: [] } });
  expect(got.reasons['npv_t0']).toMatch(/period 1 is missing: write 0/);
});

test('without a rate, what needs one is undefined and the rest stands', async () => {
  const file = write('norate.csv', 'period,amount\n0,-100\n1,110\n');
  const got = await appraise({ file, timing: 'end' });
  expect(got).toMatchObject({ npv_t0: null, bcr: null, reasons: { npv_t0: 'no rate is given' } });
  expect(got.irr.roots[0]).toBeCloseTo(0.1, 12);
});

test('several rates of return come with an NPV profile', async () => {
  const file = write('many.csv', 'period,amount\n0,-1600\n1,10000\n2,-10000\n');
  const { irr, npv_profile } = await appraise({ file, rate: '0.1', timing: 'end' });
  expect(irr.status).toBe('ambiguous');
  expect(npv_profile?.find(({ rate }) => rate === 1)?.npv).toBeCloseTo(-1600 + 5000 - 2500, 9);
});

test('every problem of a file is named with its line', async () => {
  const file = write('bad.csv', 'period,amount\n0,-1000\none,50\n2,"1,234.50"\n3,\n4,5,6\n');
  expect(await problemsOf(appraise({ file, timing: 'end' }))).toMatch(/bad\.csv:6:1: 3 cells under a header of 2/);
  const other = write('bad2.csv', 'period,amount\n0,-1000\none,50\n2,"1,234.50"\n3,\n');
  const message = await problemsOf(appraise({ file: other, timing: 'end' }));
  expect(message).toMatch(/bad2\.csv:3:1: «one» is not a whole number/);
  expect(message).toMatch(/bad2\.csv:4:3: «1,234\.50» is not a plain number/);
  expect(message).toMatch(/bad2\.csv:5:3: the cell is empty/);
});

test('headers that do not fit are named', async () => {
  expect(await problemsOf(appraise({ file: write('h1.csv', 'period,amont\n0,1\n'), timing: 'end' }))).toMatch(
    /column «amount» is missing\n {4}rename «amont»/,
  );
  expect(await problemsOf(appraise({ file: write('h2.csv', 'amount\n1\n'), timing: 'end' }))).toMatch(
    /neither «date» nor/,
  );
  expect(await problemsOf(appraise({ file: write('h3.csv', ''), timing: 'end' }))).toMatch(/the file is empty/);
  expect(await problemsOf(appraise({ file: write('h4.csv', 'date,amount\n2023-02-29,1\n'), timing: 'end' }))).toMatch(
    /h4\.csv:2:1: «2023-02-29» is not a day/,
  );
  expect(await problemsOf(appraise({ file: write('h5.csv', 'period,amount\n0,"1\n'), timing: 'end' }))).toMatch(
    /h5\.csv:2:3: a stray double quote/,
  );
});

test('options that contradict are refused', async () => {
  const file = write('plain.csv', 'period,amount\n0,-1\n1,2\n');
  expect(await problemsOf(appraise({ file, rate: '0.1', schedule: 'green-book', timing: 'end' }))).toMatch(/both/);
  expect(await problemsOf(appraise({ file, rate: '-1', timing: 'end' }))).toMatch(/must lie above −1/);
  expect(await problemsOf(appraise({ file, rate: '3,5', timing: 'end' }))).toMatch(/not a number/);
  expect(await problemsOf(appraise({ file, base: '2025-01-01', timing: 'end' }))).toMatch(/periods, not days/);
  expect(await problemsOf(appraise({ file: join(folder, 'absent.csv'), timing: 'end' }))).toMatch(/cannot be read/);
});

test('a rate in percent is refused with the rate that was meant', async () => {
  const file = write('percent.csv', 'period,amount\n0,-1\n1,2\n');
  const problem = (message: string, hint: string) => expect.objectContaining({ message, hint });
  for (const rate of ['3.5', '3.5%', ' 3.5 %']) {
    await expect(appraise({ file, rate, timing: 'end' })).rejects.toEqual(
      problem(`--rate «${rate}» must be a rate, such as 0.035`, 'write 0.035 for 3.5 %'),
    );
  }
  await expect(appraise({ file, rate: '0.05', financeRate: '8', timing: 'end' })).rejects.toEqual(
    problem('--finance-rate «8» must be a rate, such as 0.035', 'write 0.08 for 8 %'),
  );
  expect((await appraise({ file, rate: '0.99', timing: 'end' })).npv_t0).toBeCloseTo(-1 + 2 / 1.99, 12);
});
