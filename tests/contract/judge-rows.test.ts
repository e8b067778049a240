import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROW_RULES } from '../../src/contract/contract.ts';
import { judgeRowsSql } from '../../src/contract/judge-rows.ts';
import { parseContract } from '../../src/contract/parse-contract.ts';
import { rowChecks } from '../../src/contract/row-checks.ts';
import { sqlText } from '../../src/contract/sql.ts';
import { localCodeSql } from '../../src/contract/zone-sql.ts';
import { Warehouse } from '../../src/warehouse/duckdb.ts';

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await Warehouse.open(':memory:', { memoryLimit: '1GB', threads: 1, tempDirectory: tmpdir() });
});
afterAll(() => warehouse.close());

interface Judged {
  values: (string | null)[];
  reasons: string[];
  flags: string[];
  /** `column: rule` of every check that found something. */
  found: string[];
}

/** Judges rows of texts against fields; values come back as text. */
async function judge(fields: string[], rows: (string | null)[][], zone = 'America/Chicago'): Promise<Judged[]> {
  const contract = parseContract(
    `kind: test\ntitle: Test\nfields:\n${fields.map((f) => `  - ${f}`).join('\n')}`,
    't.yaml',
  );
  const names = contract.fields.map(({ name }) => name);
  const cells = rows.map(
    (row, i) => `(${[i, ...row.map((text) => (text === null ? 'null' : sqlText(text)))].join(', ')})`,
  );
  const from = `(select * exclude i from (values ${cells.join(', ')}) as t(i, ${names.join(', ')}) order by i)`;
  const sql = judgeRowsSql(contract, {
    fileId: '1',
    from,
    fields: Object.fromEntries(contract.fields.map(({ name, format }) => [name, { cell: name, format, zone }])),
    wholeRow: [],
    localCode: (of, column) => localCodeSql(of, column, [2020, 2027]),
    pseudonym: (value) => `'hidden ' || ${value}`,
  });
  const checks = rowChecks(contract);
  const found = await warehouse.rows<Record<string, unknown>>(
    `select ${names.map((name) => `"${name}"::varchar as "${name}"`).join(', ')}, reasons, flags, rules::varchar as rules from (${sql})`,
  );
  return found.map((row) => ({
    values: names.map((name) => row[name] as string | null),
    reasons: rulesIn(row['reasons'] as number),
    flags: rulesIn(row['flags'] as number),
    found: (JSON.parse((row['rules'] as string) ?? '[]') as number[]).flatMap((code, place) =>
      code === 0 ? [] : [`${checks[place]!.field.name}: ${ROW_RULES[code - 1]}`],
    ),
  }));
}

function rulesIn(mask: number): string[] {
  return ROW_RULES.filter((_, bit) => (mask >> bit) & 1);
}

/** What one cell becomes under one field: its value, or the rules it breaks. */
async function cells(field: string, texts: (string | null)[], zone?: string): Promise<(string | null)[]> {
  const judged = await judge(
    [field],
    texts.map((text) => [text]),
    zone,
  );
  return judged.map(({ values, reasons, flags }) => [...reasons, ...flags.map((f) => `(${f})`)].join() || values[0]!);
}

describe('each rule has cells that keep it and cells that break it', () => {
  test('missing-required', async () => {
    const field = '{ name: a, type: string, constraints: { required: true } }';
    const texts = ['x', ' x', null, '', '   ', '\t'];
    expect(await cells(field, texts)).toEqual(['x', 'x', ...Array(4).fill('missing-required')]);
    expect(await cells('{ name: a, type: string }', texts)).toEqual(['x', 'x', null, null, null, null]);
  });

  test('bad-timestamp: ISO without offset, nothing else', async () => {
    const good = [
      '2024-01-05 08:00:00',
      '2024-01-05T08:00:00',
      '2024-01-05 08:00',
      '2024-02-29 08:00:00.5',
      ' 2024-01-05 08:00',
    ];
    const bad = [
      ...['01/05/2024 08:00', '2024-01-05', '24-01-05 08:00:00', '2024-1-5 8:00:00', '2023-02-29 08:00:00'],
      ...[
        '2024-01-05 24:00:00',
        '2024-01-05 08:60:00',
        '2024-01-05T08:00:00Z',
        '2024-01-05 08:00:00-05',
        '2024-01-05 08:00:00+00:00',
      ],
      ...[
        '45296.3333',
        'yesterday',
        'infinity',
        'epoch',
        '2024-01-05  8:00:00',
        '2024-01-05 08:00:00.1234567',
        '2024-01-05 08:00:00 BC',
      ],
    ];
    const field = '{ name: a, type: datetime }';
    expect(await cells(field, good)).toEqual([
      ...[
        '2024-01-05 14:00:00',
        '2024-01-05 14:00:00',
        '2024-01-05 14:00:00',
        '2024-02-29 14:00:00.5',
        '2024-01-05 14:00:00',
      ],
    ]);
    expect(await cells(field, bad)).toEqual(bad.map(() => 'bad-timestamp'));
  });

  test('bad-timestamp: a format is matched in full', async () => {
    const us = '{ name: a, type: datetime, format: "%m/%d/%Y %H:%M" }';
    expect(
      await cells(us, [
        '01/02/2024 08:05',
        '1/2/2024 08:05',
        '13/02/2024 08:05',
        '01/02/24 08:05',
        '01/02/2024 08:05:00',
      ]),
    ).toEqual(['2024-01-02 14:05:00', ...Array(4).fill('bad-timestamp')]);
    const excel = '{ name: a, type: datetime, format: "%-m/%-d/%Y %-I:%M %p" }';
    expect(await cells(excel, ['1/2/2024 8:05 PM', '01/02/2024 08:05 pm', '1/2/2024 20:05 PM'])).toEqual([
      '2024-01-03 02:05:00',
      '2024-01-03 02:05:00',
      'bad-timestamp',
    ]);
    const dotted = '{ name: a, type: date, format: "%d.%m.%Y" }';
    expect(await cells(dotted, ['03.02.2024', '2024-02-03', '31.02.2024', '03x02x2024'])).toEqual([
      '2024-02-03',
      ...Array(3).fill('bad-timestamp'),
    ]);
  });

  test('bad-timestamp: where the format has an offset the zone is not asked', async () => {
    const iso = '{ name: a, type: datetime, format: iso-offset }';
    expect(
      await cells(iso, [
        '2024-07-05T08:00:00-05:00',
        '2024-07-05T08:00:00Z',
        '2024-07-05 08:00:00.25+0530',
        '2024-07-05T08:00:00',
      ]),
    ).toEqual(['2024-07-05 13:00:00', '2024-07-05 08:00:00', '2024-07-05 02:30:00.25', 'bad-timestamp']);
    const custom = '{ name: a, type: datetime, format: "%d/%m/%Y %H:%M %z" }';
    expect(await cells(custom, ['05/07/2024 08:00 -0500', '05/07/2024 08:00'])).toEqual([
      '2024-07-05 13:00:00',
      'bad-timestamp',
    ]);
  });

  test('bad-number', async () => {
    const bad = [
      '1,234.50',
      '$5',
      '1234,50',
      '1_000',
      'NaN',
      'inf',
      '\u00a01.00',
      '−1.00',
      '1e5',
      '0x10',
      '1.',
      '.',
      '--1',
      '',
    ];
    expect(await cells('{ name: a, type: number }', ['1.50', '-2', '+3', '007', '.5'])).toEqual([
      '1.5',
      '-2.0',
      '3.0',
      '7.0',
      '0.5',
    ]);
    expect(await cells('{ name: a, type: number }', bad)).toEqual(
      bad.map((text) => (text === '' ? null : text === '1.' ? '1.0' : 'bad-number')),
    );
    expect(await cells('{ name: a, type: integer }', ['12', '-3', '12.0', '1 2', '99999999999999999999'])).toEqual([
      '12',
      '-3',
      ...Array(3).fill('bad-number'),
    ]);
  });

  test('bad-boolean', async () => {
    const field = '{ name: a, type: boolean, mapping: { J: true, outside: false } }';
    expect(await cells(field, ['true', 'F', '1', 'no', 'Y', 'j', 'OUTSIDE', '2', 'maybe'])).toEqual([
      'true',
      'false',
      'true',
      'false',
      'true',
      'true',
      'false',
      'bad-boolean',
      'bad-boolean',
    ]);
  });

  test('not-in-list: spelt in any case, mapped, or refused', async () => {
    const field = '{ name: a, type: string, mapping: { MRI: MR }, constraints: { enum: [CT, MR, other] } }';
    expect(await cells(field, ['CT', 'ct', 'mri', 'Other', 'PET', ''])).toEqual([
      'CT',
      'CT',
      'MR',
      'other',
      'not-in-list',
      null,
    ]);
  });

  test('bad-pattern', async () => {
    const field = '{ name: a, type: string, constraints: { pattern: "[A-Z][0-9]+" } }';
    expect(await cells(field, ['A1', 'A1 ', 'xA1', null])).toEqual(['A1', 'bad-pattern', 'bad-pattern', null]);
  });

  test('out-of-range', async () => {
    const number = '{ name: a, type: number, constraints: { minimum: 0, maximum: 10 } }';
    expect(await cells(number, ['0', '10', '-0.1', '10.1'])).toEqual(['0.0', '10.0', 'out-of-range', 'out-of-range']);
    const time = '{ name: a, type: datetime, constraints: { minimum: "2020-01-01" } }';
    const sentinels = ['1900-01-01 00:00:00', '9999-12-31 00:00:00', '2019-12-31 23:59:00'];
    expect(await cells(time, ['2020-01-01 00:00:00', ...sentinels])).toEqual([
      '2020-01-01 06:00:00',
      ...sentinels.map(() => 'out-of-range'),
    ]);
    const old = '{ name: a, type: date, constraints: { minimum: "1850-01-01" } }';
    expect(await cells(old, ['1849-12-31', '1854-04-01'])).toEqual(['out-of-range', '1854-04-01']);
    expect(await cells('{ name: a, type: date }', ['1899-12-31', '1950-01-01', '2210-01-01'])).toEqual([
      'out-of-range',
      '1950-01-01',
      'out-of-range',
    ]);
  });

  test('too-many-decimals: never rounded; zeros beyond do no harm', async () => {
    const field = '{ name: a, type: number, decimals: 2 }';
    expect(await cells(field, ['1.50', '1.500', '1.005', '7'])).toEqual(['1.5', '1.5', 'too-many-decimals', '7.0']);
  });

  test('dst-gap and dst-overlap: told by the zone, the second kept with a flag', async () => {
    const field = '{ name: a, type: datetime }';
    const texts = ['2024-03-10 02:30:00', '2024-03-10 03:00:00', '2024-11-03 01:30:00', '2024-11-03 02:00:00'];
    expect(await cells(field, texts)).toEqual([
      'dst-gap',
      '2024-03-10 08:00:00',
      '(dst-overlap)',
      '2024-11-03 08:00:00',
    ]);
    expect(await cells(field, texts, 'utc')).toEqual(texts);
    const kept = '{ name: a, type: datetime, on_violation: { dst-gap: flag, dst-overlap: accept } }';
    expect(await cells(kept, texts.slice(0, 3))).toEqual(['(dst-gap)', '2024-03-10 08:00:00', '2024-11-03 06:30:00']);
  });

  test('negative-interval: judged in UTC, so that the clock change does not make one', async () => {
    const fields = ['{ name: a, type: datetime }', '{ name: b, type: datetime, after: a }'];
    const rows = [
      ['2024-01-05 08:00:00', '2024-01-05 08:00:00'],
      ['2024-01-05 09:00:00', '2024-01-05 08:00:00'],
      [null, '2024-01-05 08:00:00'],
      ['2024-01-05 08:00:00', null],
    ];
    const judged = await judge(fields, rows);
    expect(judged.map(({ reasons }) => reasons)).toEqual([[], ['negative-interval'], [], []]);
    const flagged = await judge(
      [fields[0]!, '{ name: b, type: datetime, after: a, on_violation: { negative-interval: flag } }'],
      rows,
    );
    expect(flagged.map(({ reasons, flags }) => [reasons, flags])[1]).toEqual([[], ['negative-interval']]);
  });
});

test('a row may break several rules; each is told with its column', async () => {
  const fields = [
    '{ name: a, type: datetime, constraints: { required: true } }',
    '{ name: b, type: datetime, after: a }',
    '{ name: n, type: number }',
    '{ name: c, type: datetime, on_violation: { bad-timestamp: flag } }',
  ];
  const [row] = await judge(fields, [[null, '2024-03-10 02:30:00', 'x', 'y']]);
  expect(row!.reasons).toEqual(['missing-required', 'bad-number', 'dst-gap']);
  expect(row!.flags).toEqual(['bad-timestamp']);
  expect(row!.found).toEqual(['a: missing-required', 'b: dst-gap', 'n: bad-number', 'c: bad-timestamp']);
});

test('texts that mean "no value" are no values; identifiers are never landed as they are', async () => {
  const contract = parseContract(
    'kind: t\ntitle: T\nmissingValues: ["NULL", "-"]\nfields:\n  - { name: p, type: string, identifier: true }\n  - { name: q, type: integer }\n',
    't.yaml',
  );
  const sql = judgeRowsSql(contract, {
    fileId: '1',
    from: "(values ('NULL', '-'), ('7', '8'), (null, null)) as t(p, q)",
    fields: { p: { cell: 'p', format: 'iso', zone: 'utc' }, q: { cell: 'q', format: 'iso', zone: 'utc' } },
    wholeRow: [['declared-skip', "q = '8'"]],
    localCode: (of, column) => localCodeSql(of, column, [2020, 2027]),
    pseudonym: (value) => `md5(${value})`,
  });
  expect(await warehouse.rows(`select p, q, reasons from (${sql})`)).toEqual([
    { p: null, q: null, reasons: 0 },
    { p: '8f14e45fceea167a5a36dedd4bea2543', q: 8, reasons: 2 ** ROW_RULES.indexOf('declared-skip') },
    { p: null, q: null, reasons: 0 },
  ]);
});
