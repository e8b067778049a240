import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Results, resultsSchema } from '../../src/results/schema.ts';
import { financeWorkbook } from '../../src/workbook/finance-workbook.ts';
import { writeWorkbook } from '../../src/workbook/write-workbook.ts';
import { emptyResults, someResults } from '../support/results.ts';
import { type HeldCells, hasOffice, readCells, recalculated } from '../support/spreadsheet.ts';
import { valuedResults } from '../support/valued-results.ts';
import { moneyProgram } from './money-program.ts';

const root = resolve(import.meta.dirname, '../..');
const EXAMPLE = join(root, 'reports/example/nightingale/results.json');

const CASES: [name: string, results: () => Results][] = [
  ['a run with every verdict and hostile names', () => ({ ...someResults(), benefits: [], appraisal: [], bridge: [] })],
  ['a run that loaded its extracts and nothing else', emptyResults],
  ['every rule of the money', () => valuedResults(moneyProgram())],
  ['nightingale, which has no money', () => resultsSchema.parse(JSON.parse(readFileSync(EXAMPLE, 'utf8')))],
];

describe.skipIf(!hasOffice)('recalculated by LibreOffice (skipped: no soffice here)', () => {
  test.each(CASES)(
    '%s: every formula gives what is stored beside it',
    (_name, results) => {
      const bytes = writeWorkbook(financeWorkbook(results()));
      expect(differences(readCells(bytes), recalculated(bytes, {})[0]!)).toEqual([]);
    },
    600_000,
  );
});

test('the workbook of a run without money is small', () => {
  expect(existsSync(EXAMPLE)).toBe(true);
  const results = resultsSchema.parse(JSON.parse(readFileSync(EXAMPLE, 'utf8')));
  expect(writeWorkbook(financeWorkbook(results)).length).toBeLessThan(100_000);
});

/** Formula cells whose stored value is not the computed one to 1e-9, or not to the cent. */
function differences(stored: HeldCells, computed: HeldCells): string[] {
  const formulas = Object.entries(stored).flatMap(([sheet, cells]) =>
    Object.entries(cells).flatMap(([at, cell]) => (cell.formula === null ? [] : [{ sheet, at, ...cell }])),
  );
  expect(formulas.length).toBeGreaterThan(0);
  return formulas.flatMap(({ sheet, at, formula, value }) => {
    const now = computed[sheet]![at]?.value ?? null;
    return agree(value, now) ? [] : [`${sheet}!${at} =${formula}: stored ${value}, computed ${now}`];
  });
}

function agree(stored: string | number | null, now: string | number | null): boolean {
  if (typeof stored !== 'number' || typeof now !== 'number') return stored === now;
  // Half a cent is rounded up, also where its binary form lies just below the half.
  const cents = (value: number) => Math.round(Math.abs(value) * 100 * (1 + 1e-12));
  return Math.abs(stored - now) <= 1e-9 * Math.max(1e-3, Math.abs(stored)) && cents(stored) === cents(now);
}
