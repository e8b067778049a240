import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/pipeline/run.ts';
import { hasOffice, recalculated } from '../support/spreadsheet.ts';

const root = resolve(import.meta.dirname, '../..');
const BENEFIT = `
benefits:
  - id: deaths-averted
    kpi: disease
    class: income
    value: { per: death, low: 10, likely: 20, high: 30, source: made for a test, price_basis: 1855 }
    attribution: { share: 0.5, reason: made for a test }
costs: costs.csv
`;
const COSTS =
  'date,amount,price_basis,category,status\n1855-03-10,400,nominal,other,actual\n1855-11-10,250,nominal,other,actual\n';

describe.skipIf(!hasOffice)('realized run, and the workbook it writes (skipped: no soffice here)', () => {
  test('a rate changed in the workbook gives the NPV of a run with that rate in program.yaml', async () => {
    const [at3, at8] = [await runAt(0.03), await runAt(0.08)];
    const book = recalculated(at3.workbook, { discount_rate: 0.08 })[0]!;
    const of = (id: string) => {
      const row = Object.entries(book['Figures']!).find(([at, { value }]) => at.startsWith('A') && value === id)![0];
      return book['Figures']![row.replace('A', 'C')]!.value as number;
    };
    for (const figure of ['npv', 'benefits', 'costs', 'bcr', 'roi']) {
      const id = `appraisal.financial.realized.${figure}`;
      const wanted = at8.results.figures[id]!.value!;
      expect(Math.abs(of(id) - wanted)).toBeLessThanOrEqual(1e-9 * Math.abs(wanted));
    }
    expect(at8.results.figures['appraisal.financial.realized.npv']!.value).not.toBe(
      at3.results.figures['appraisal.financial.realized.npv']!.value,
    );
  }, 600_000);
});

/** A run on what Nightingale's tables would be with a price on a life and a cost, long before spreadsheets know days. */
async function runAt(rate: number) {
  const directory = join(root, `build/runs/priced-${rate}`);
  rmSync(directory, { recursive: true, force: true });
  cpSync(join(root, 'datasets/nightingale'), directory, { recursive: true });
  const program = readFileSync(join(directory, 'program.yaml'), 'utf8');
  const discount = `discount: { rate: ${rate}, basis: real, source: made for a test }\n`;
  writeFileSync(join(directory, 'program.yaml'), program + BENEFIT + discount);
  writeFileSync(join(directory, 'costs.csv'), COSTS);
  const out = join(directory, 'reports');
  const settings = { memoryLimit: '1GB', threads: null, cache: null, progress: () => {} };
  const { results } = await run({ directory, asOf: null, out, ...settings });
  return { results, workbook: readFileSync(join(out, 'nightingale/latest/finance.xlsx')) };
}
