import { expect, test } from 'vitest';
import { largeMoney } from '../../bench/large-money.ts';
import type { Results } from '../../src/results/schema.ts';
import { financeWorkbook } from '../../src/workbook/finance-workbook.ts';
import { LINE } from '../../src/workbook/line-columns.ts';
import { rowHeight } from '../../src/workbook/row-height.ts';
import type { Workbook } from '../../src/workbook/workbook.ts';
import { someResults } from '../support/results.ts';
import { valuedResults } from '../support/valued-results.ts';
import { moneyProgram } from './money-program.ts';

/** Seventy benefits in two units, all of which draw on one resource. */
function rivals(): Results {
  const results = largeMoney(70, 37);
  const ids = results.workings.benefits.map(({ benefit }) => benefit);
  for (const own of results.workings.benefits) own.rivals = ids.filter((id) => id !== own.benefit);
  return results;
}

const CROWDED = financeWorkbook(rivals());
const CASES: [string, () => Workbook][] = [
  ['seventy benefits on one resource', () => CROWDED],
  ['every rule of the money', () => financeWorkbook(valuedResults(moneyProgram()))],
  ['hostile names', () => financeWorkbook({ ...someResults(), benefits: [], appraisal: [], bridge: [] })],
];

/** A file beyond these is «repaired» or refused by the spreadsheet that opens it (Excel specifications and limits). */
test.each(CASES)('%s: inside what a spreadsheet can hold', (_name, workbook) => {
  const { sheets, names } = workbook();
  for (const { name, columns, rows } of sheets) {
    expect(name).toMatch(/^[^\\/?*:[\]]{1,31}$/);
    expect(Math.max(...columns)).toBeLessThanOrEqual(255);
    expect(Math.max(0, ...rows.map((row) => rowHeight(row, columns) ?? 0))).toBeLessThanOrEqual(409);
  }
  expect(Math.max(0, ...formulasOf(sheets).map((formula) => formula.length))).toBeLessThan(8192);
  expect(new Set(sheets.map(({ name }) => name.toLowerCase())).size).toBe(sheets.length);
  expect(new Set(names.map(({ name }) => name.toLowerCase())).size).toBe(names.length);
  for (const { name } of names) expect(name).toMatch(/^(?![A-Za-z]{1,3}\d+$|[RrCc]\d*$)[A-Za-z_][A-Za-z0-9_]{0,254}$/);
});

test('of seventy equal claims on one resource the first in the register stands', () => {
  const { rows } = CROWDED.sheets.find(({ name }) => name === 'Benefit lines')!;
  const own = rows.filter(({ cells }) => cells[LINE.no - 1]?.value === 4 && cells[LINE.kind - 1]?.value === 'measured');
  const standing = own.filter(({ cells }) => cells[LINE.keptQuantity - 1]?.value === 1);
  expect(own).toHaveLength(140);
  expect(standing.map(({ cells }) => cells[LINE.benefit - 1]!.value)).toEqual(['benefit_0', 'benefit_0']);
});

function formulasOf(sheets: Workbook['sheets']): string[] {
  const cells = sheets.flatMap(({ rows }) => rows.flatMap((row) => row.cells));
  return cells.flatMap((cell) => (cell?.formula ? [cell.formula] : []));
}
