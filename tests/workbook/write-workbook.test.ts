import { strFromU8, unzipSync } from 'fflate';
import { afterEach, describe, expect, test } from 'vitest';
import { computed, GAP, head, input, number, row, text, word } from '../../src/workbook/cells.ts';
import { draftSheet } from '../../src/workbook/sheet-draft.ts';
import type { Workbook } from '../../src/workbook/workbook.ts';
import { writeWorkbook } from '../../src/workbook/write-workbook.ts';
import { hasOffice, readCells, recalculated } from '../support/spreadsheet.ts';

const HOSTILE = ['=1+1', '+1', '-1', '@SUM(A1)', '<b>&"\u0007\ud800', '_x0041_', 'two\nlines', 'x'.repeat(40_000)];

/** Two sheets: inputs with a name, formulas over them, texts that a spreadsheet could take for something else, a chart. */
function smallWorkbook(currency = 'USD'): Workbook {
  const inputs = draftSheet("It's in", [30, 12], 'Inputs', 'A pale cell may be changed.');
  inputs.rows.push(row(text('Rate'), input(0.1, 'rate')), row(text('Amount'), input(1210, 'money')));
  const [rate, amount] = ["'It''s in'!$B$3", "'It''s in'!$B$4"];
  const outputs = draftSheet('Out', [30, 14], 'Outputs', 'Computed.');
  outputs.rows.push(row(head('What'), head('Value')), GAP);
  outputs.frozen = { rows: 3, columns: 1 };
  outputs.filter = { row: 3, to: 6 };
  outputs.rows.push(row(text('Present value'), computed(`${amount}/(1+rate)^2`, 1000, 'money')));
  outputs.rows.push(row(text('Twice'), computed('B5*2', 2000, 'money', 'total')));
  outputs.rows.push(
    row(text('Undefined'), computed(`IF(${rate}>1,1,"no rate, no answer")`, 'no rate, no answer', 'ratio')),
  );
  outputs.rows.push(row(text('Nothing'), number(null, 'money', 'not declared')));
  for (const one of HOSTILE) outputs.rows.push(row(word(one)));
  const range = (column: number) => ({ sheet: 'Out', from: { row: 5, column }, to: { row: 6, column } });
  outputs.charts.push({
    kind: 'column',
    title: 'A chart <of> two',
    axis: currency,
    series: [{ name: 'value', categories: range(1), values: range(2), colour: '005EB8', fill: 'solid' }],
    at: { row: 20, column: 1, columns: 2, rows: 12 },
  });
  const cell = { sheet: "It's in", row: 3, column: 2 };
  return { title: 'A & B', creator: 'test', currency, sheets: [inputs, outputs], names: [{ name: 'rate', cell }] };
}

describe('the bytes', () => {
  const zone = process.env['TZ'];
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  test('are the same in every time zone and at every call', () => {
    const first = writeWorkbook(smallWorkbook());
    for (const other of ['Asia/Tokyo', 'America/Los_Angeles', 'Pacific/Apia', 'UTC']) {
      process.env['TZ'] = other;
      expect(writeWorkbook(smallWorkbook())).toEqual(first);
    }
  });

  test('hold no macro, no link outwards, and name every part', () => {
    const files = unzipSync(writeWorkbook(smallWorkbook()));
    const types = strFromU8(files['[Content_Types].xml']!);
    for (const path of Object.keys(files)) {
      expect(path).not.toMatch(/vba|macro|externalLink/i);
      if (!path.endsWith('.rels') && path !== '[Content_Types].xml') expect(types).toContain(`PartName="/${path}"`);
    }
    const relations = Object.keys(files).filter((path) => path.endsWith('.rels'));
    for (const path of relations) expect(strFromU8(files[path]!)).not.toContain('TargetMode="External"');
  });
});

describe('the cells', () => {
  test('hold numbers, formulas with what they come to, and texts as texts', () => {
    const { Out } = readCells(writeWorkbook(smallWorkbook()));
    expect(Out!['B5']).toEqual({ formula: "'It''s in'!$B$4/(1+rate)^2", value: 1000 });
    expect(Out!['B7']).toEqual({
      formula: `IF('It''s in'!$B$3>1,1,"no rate, no answer")`,
      value: 'no rate, no answer',
    });
    const texts = HOSTILE.map((_, i) => Out![`A${9 + i}`]);
    expect(texts.map((cell) => cell?.formula)).toEqual(HOSTILE.map(() => null));
    expect(texts.slice(0, 6).map((cell) => cell?.value)).toEqual([
      ...HOSTILE.slice(0, 4),
      '<b>&"\ufffd\ufffd',
      '_x0041_',
    ]);
  });

  test('a text that would be a formula if typed stays text when it is edited', () => {
    const files = unzipSync(writeWorkbook(smallWorkbook()));
    const style = /<c r="A9" s="(\d+)"/.exec(strFromU8(files['xl/worksheets/sheet2.xml']!))?.[1];
    const formats = [...strFromU8(files['xl/styles.xml']!).matchAll(/<xf [^>]*>/g)].slice(1);
    expect(formats[Number(style)]![0]).toContain('quotePrefix="1"');
  });

  test('refuse a number that is none', () => {
    const workbook = smallWorkbook();
    const sheet = { ...workbook.sheets[0]!, rows: [row(number(Number.NaN, 'money'))] };
    expect(() => writeWorkbook({ ...workbook, sheets: [sheet] })).toThrow(/A1 holds no finite number/);
  });

  test.each([
    ['USD', '"$"#,##0.00_);("$"#,##0.00)'],
    ['JPY', '"¥"#,##0_);("¥"#,##0)'],
    ['KWD', '"KWD "#,##0.000_);("KWD "#,##0.000)'],
  ])('money in %s is shown to its smallest coin', (currency, code) => {
    const styles = strFromU8(unzipSync(writeWorkbook(smallWorkbook(currency)))['xl/styles.xml']!);
    expect(styles.replaceAll('&quot;', '"')).toContain(`formatCode="${code}"`);
  });
});

describe.skipIf(!hasOffice)('in LibreOffice (skipped: no soffice here)', () => {
  test('every text and number arrives, and formulas follow a named cell', () => {
    const bytes = writeWorkbook(smallWorkbook());
    const { Out } = recalculated(bytes, { rate: 0.21 })[0]!;
    expect(Out!['B5']!.value).toBeCloseTo(1210 / 1.21 ** 2, 9);
    expect(Out!['B6']!.value).toBeCloseTo(2420 / 1.21 ** 2, 9);
    const own = readCells(bytes)['Out']!;
    for (const [at, { value }] of Object.entries(own)) {
      if (typeof value === 'string') expect([at, Out![at]!.value]).toEqual([at, value]);
    }
  }, 600_000);
});
