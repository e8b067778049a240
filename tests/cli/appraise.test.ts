import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { appraiseCommand } from '../../src/cli/appraise.ts';

const folder = mkdtempSync(join(tmpdir(), 'appraise-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

async function printed(text: string, ...flags: string[]): Promise<string> {
  const file = join(folder, 'flows.csv');
  writeFileSync(file, text);
  let out = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    out += chunk;
    return true;
  });
  await appraiseCommand().parseAsync([file, ...flags], { from: 'user' });
  return out;
}

test('--json: every promised key; what is undefined is null with its reason beside it', async () => {
  const json = JSON.parse(await printed('period,amount\n0,-1000\n1,500\n2,700\n', '--rate', '0.1', '--json'));
  const numbers = ['npv_t0', 'npv_t1', 'xnpv', 'mirr', 'payback', 'discounted_payback', 'bcr', 'roi'];
  for (const key of numbers) {
    if (json[key] === null) expect(json.reasons[key], key).toMatch(/\w/);
    else expect(json[key], key).toBeTypeOf('number');
  }
  expect(json.npv_t0).toBeCloseTo(33.05785124, 8);
  // x = 1/(1 + r) solves 700x² + 500x − 1000 = 0
  const rate = 1400 / (Math.sqrt(3_050_000) - 500) - 1;
  expect(json.irr).toEqual({ status: 'unique', roots: [expect.closeTo(rate, 12)], reason: null });
  expect(json.xirr).toEqual({ status: 'undefined', roots: [], reason: 'the flows have no dates' });
});

test('--json: beyond 2^53 a number is text, so that no reader loses its digits', async () => {
  const json = JSON.parse(await printed('period,amount\n0,-1e15\n1,2e16\n', '--rate', '0', '--json'));
  expect(json.npv_t0).toBe('19000000000000000');
  expect(json.irr.roots[0]).toBeCloseTo(19, 9);
});

test('for people: one figure a line, reasons beside what is undefined', async () => {
  const text = await printed('date,amount\n2024-01-01,-1600\n2024-07-03,900\n2025-02-01,1000.5\n', '--rate', '0.04');
  expect(text).toMatch(/^3 flows, 300\.50 in all; timing: on its day, to 2024-01-01$/m);
  expect(text).toMatch(/^NPV, dated \(XNPV\) +\d+\.\d\d$/m);
  expect(text).toMatch(/^IRR, dated \(XIRR\) +23\.9307 %$/m);
  expect(text).toMatch(/^MIRR +undefined {2}no finance and reinvestment rates are given$/m);
});
