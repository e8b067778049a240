import { createHash, createHmac } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { RealizedError } from '../../src/errors.ts';
import { Warehouse } from '../../src/warehouse/duckdb.ts';
import { entryOf, load, query, temporaryFolder, write } from '../support/load.ts';

const CONTRACT = `kind: visit
title: Visits
primaryKey: [visit_id]
fields:
  - { name: visit_id, type: string, constraints: { required: true } }
  - { name: person, type: string, identifier: true }
  - { name: unit_id, type: string, unit: true }
  - { name: seen_at, type: datetime, constraints: { required: true } }
  - { name: left_at, type: datetime, after: seen_at }
`;
const HEADER = 'visit_id,person,unit_id,seen_at,left_at\n';
const UNITS = [
  { id: 'er', site: 'Main', department: 'ER' },
  { id: 'icu', site: 'Main', department: 'ICU' },
];
const extracts = [entryOf({ kind: 'visit' })];
const program = { units: UNITS, extracts };

/** A row of a visit; hours of 2024-01-05 in Chicago, so six more in UTC. */
const visit = (id: string, { person = '', unit = 'er', seen = '08:00', left = '09:00' } = {}) =>
  `${id},${person},${unit},2024-01-05 ${seen}:00,2024-01-05 ${left}:00\n`;

describe('one file', () => {
  test('rows are landed in UTC under the names of the contract; the rest is told with line, column and code', async () => {
    const folder = temporaryFolder();
    const text = [
      HEADER,
      visit('a'),
      visit('b', { left: '07:00' }),
      '"c\nc",,er,2024-01-05 08:00:00,x\n',
      'd,,er\n',
      visit('e', { unit: 'lab' }),
      HEADER,
      visit('f'),
    ];
    write(folder, { 'v.csv': text.join('') });
    const { inputs, rows } = await load(folder, program, [CONTRACT]);
    expect(inputs).toEqual([
      {
        kind: 'visit',
        source: null,
        owner: null,
        file: 'v.csv',
        sha256: createHash('sha256').update(text.join('')).digest('hex'),
        bytes: text.join('').length,
        records: 7,
        loaded: 2,
        rejected: 5,
        skipped: 0,
        flagged: 0,
        rejects: {
          'bad-timestamp': 1,
          'negative-interval': 1,
          'ragged-row': 1,
          'repeated-header': 1,
          'unknown-unit': 1,
        },
        flags: {},
      },
    ]);
    expect(await rows('select * exclude file_id from landed_visit order by record')).toEqual([
      {
        visit_id: 'a',
        person: null,
        unit_id: 'er',
        seen_at: '2024-01-05 14:00:00',
        left_at: '2024-01-05 15:00:00',
        record: 1,
        flags: 0,
      },
      {
        visit_id: 'f',
        person: null,
        unit_id: 'er',
        seen_at: '2024-01-05 14:00:00',
        left_at: '2024-01-05 15:00:00',
        record: 7,
        flags: 0,
      },
    ]);
    expect(await rows('select record, line, "column", field, code from reject order by record')).toEqual([
      { record: 2, line: 3, column: 5, field: 'left_at', code: 'negative-interval' },
      { record: 3, line: 4, column: 5, field: 'left_at', code: 'bad-timestamp' },
      { record: 4, line: 6, column: 4, field: null, code: 'ragged-row' },
      { record: 6, line: 8, column: null, field: null, code: 'repeated-header' },
    ]);
    expect(await rows('select kind, record, code from set_aside')).toEqual([
      { kind: 'visit', record: 5, code: 'unknown-unit' },
    ]);
  });

  test('a pseudonym is HMAC-SHA256 under a key that only its owner can read; no value has none', async () => {
    const folder = temporaryFolder();
    write(folder, { 'v.csv': HEADER + visit('a', { person: 'Žofie 12' }) + visit('b') });
    const { rows } = await load(folder, program, [CONTRACT]);
    const path = join(folder, 'identifier.key');
    const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
    expect(key).toHaveLength(32);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(await rows('select person from landed_visit order by record')).toEqual([
      { person: createHmac('sha256', key).update('Žofie 12').digest('hex') },
      { person: null },
    ]);
    const cache = readdirSync(join(folder, '.realized'), { recursive: true, withFileTypes: true });
    for (const entry of cache.filter((found) => found.isFile())) {
      const bytes = readFileSync(join(entry.parentPath, entry.name));
      for (const secret of ['Žofie 12', key, key.toString('hex')]) expect(bytes.includes(secret)).toBe(false);
    }
  });

  test('formats may be mixed in a folder, and say the same', async () => {
    const folder = temporaryFolder();
    const warehouse = await Warehouse.open(':memory:', { memoryLimit: '1GB', threads: 1, tempDirectory: folder });
    await warehouse.run(
      `copy (select 'c' as visit_id, null as person, 'er' as unit_id, timestamp '2024-01-05 08:00' as seen_at,
        timestamptz '2024-01-05 15:00:00+00' as left_at, 1 as extra) to '${join(folder, 'v3.parquet')}'`,
    );
    await warehouse.close();
    const json = { visit_id: 'd', unit_id: 'er', seen_at: '2024-01-05 08:00:00', left_at: '2024-01-05 09:00:00' };
    write(folder, {
      'v1.csv': HEADER + visit('a'),
      'v2.csv.gz': gzipSync(HEADER + visit('b')),
      'v4.ndjson': `${JSON.stringify(json)}\n{"visit_id":\n[1]\n\n${JSON.stringify({ ...json, visit_id: 'e', left_at: null })}\n`,
    });
    const { inputs, findings, rows } = await load(
      folder,
      { ...program, extracts: [entryOf({ kind: 'visit', files: ['v*'] })] },
      [CONTRACT],
    );
    expect(inputs.map(({ file, records, loaded, rejects }) => [file, records, loaded, rejects])).toEqual([
      ['v1.csv', 1, 1, {}],
      ['v2.csv.gz', 1, 1, {}],
      ['v3.parquet', 1, 1, {}],
      ['v4.ndjson', 4, 2, { 'bad-json': 2 }],
    ]);
    expect(await rows('select distinct unit_id, seen_at, left_at from landed_visit order by left_at')).toEqual([
      { unit_id: 'er', seen_at: '2024-01-05 14:00:00', left_at: '2024-01-05 15:00:00' },
      { unit_id: 'er', seen_at: '2024-01-05 14:00:00', left_at: null },
    ]);
    expect(await rows('select line, code from reject order by line')).toEqual([
      { line: 2, code: 'bad-json' },
      { line: 3, code: 'bad-json' },
    ]);
    expect(findings.find(({ code }) => code === 'extra-columns')).toMatchObject({
      at: { file: 'v3.parquet' },
      message: 'columns not read: «extra»',
    });
  });

  test('characters that are wildcards or quotes elsewhere are letters in paths and headers', async () => {
    const folder = join(temporaryFolder(), "a[1]'*=b");
    const text = '"it\'s [a] ""head"""," person",unit_id,seen_at\na,,er,2024-01-05 08:00:00\nb,er\n';
    write(folder, { "x=[v]'1?.csv": text });
    const columns = { visit_id: { from: 'it\'s [a] "head"', format: null, zone: null } };
    const { inputs, rows } = await load(folder, { ...program, extracts: [entryOf({ kind: 'visit', columns })] }, [
      CONTRACT,
    ]);
    expect(inputs[0]).toMatchObject({ file: "x=[v]'1?.csv", loaded: 1, rejects: { 'ragged-row': 1 } });
    expect(await rows('select visit_id from landed_visit')).toEqual([{ visit_id: 'a' }]);
  });

  test('columns come from other headers, other formats and expressions over one record; rows may be skipped', async () => {
    const folder = temporaryFolder();
    const text = 'ID;Site;Date;Time\n7;ER;05.01.2024;08:00\n8;ER;05.01.2024;08:30\nTotal;;;\n';
    write(folder, { 'v.csv': text });
    const entry = entryOf({
      kind: 'visit',
      delimiter: ';',
      zone: 'Europe/London',
      columns: {
        visit_id: { sql: "id || '/' || record" },
        unit_id: { sql: 'lower(Site)' },
        seen_at: { sql: `strftime(try_strptime("Date" || "Time", '%d.%m.%Y%H:%M'), '%Y-%m-%d %H:%M:%S')` },
        left_at: { from: 'time', format: null, zone: null },
      },
      skip: [{ sql: "ID = 'Total'", reason: 'the sum line of the export' }],
    });
    const { inputs, rows } = await load(folder, { ...program, extracts: [entry] }, [
      CONTRACT.replace('type: datetime, after: seen_at', 'type: string'),
    ]);
    expect(inputs[0]).toMatchObject({ records: 3, loaded: 2, rejected: 0, skipped: 1 });
    expect(await rows('select visit_id, unit_id, seen_at, left_at from landed_visit order by record')).toEqual([
      { visit_id: '7/1', unit_id: 'er', seen_at: '2024-01-05 08:00:00', left_at: '08:00' },
      { visit_id: '8/2', unit_id: 'er', seen_at: '2024-01-05 08:30:00', left_at: '08:30' },
    ]);
  });

  test.each([
    ["(select max(content) from read_text('/etc/passwd'))", 'subquery'],
    ["visit_id) as value from read_text('/etc/passwd') --", 'is no SQL expression'],
    ['visit_id, person', '«row»'],
    ['max(visit_id)', '«max»'],
    ['row_number() over ()', 'window'],
    ['random()::varchar', '«random»'],
    ['now()::varchar', '«now»'],
    ["current_setting('threads')", '«current_setting»'],
    ["getvariable('identifier_inner')::varchar", '«getvariable»'],
    ['$1', 'parameter'],
    ['*', 'star'],
  ])('the expression %s is refused before anything is read', async (sql, problem) => {
    const folder = temporaryFolder();
    write(folder, { 'v.csv': HEADER + visit('a') });
    const entry = entryOf({ kind: 'visit', columns: { visit_id: { sql } } });
    const attempt = load(folder, { ...program, extracts: [entry] }, [CONTRACT]);
    await expect(attempt).rejects.toMatchObject({
      code: 'extract.expression',
      exitCode: 2,
      message: expect.stringContaining(problem),
    });
  });

  test('an expression that fails on a row stops the load without telling the row', async () => {
    const folder = temporaryFolder();
    write(folder, { 'v.csv': HEADER + visit('secret-name') });
    const entry = entryOf({ kind: 'visit', columns: { unit_id: { sql: "visit_id::integer || 'x'" } } });
    const error = await load(folder, { ...program, extracts: [entry] }, [CONTRACT]).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'extract.expression' });
    expect(JSON.stringify([String(error), (error as Error).stack, String((error as Error).cause)])).not.toContain(
      'secret-name',
    );
    expect(readdirSync(join(folder, '.realized/tmp'))).toEqual([]);
  });

  test('an expression over a column that the file lacks is refused with the nearest', async () => {
    const folder = temporaryFolder();
    write(folder, { 'v.csv': HEADER + visit('a') });
    const entry = entryOf({ kind: 'visit', columns: { unit_id: { sql: 'lower(unit_di)' } } });
    const attempt = load(folder, { ...program, extracts: [entry] }, [CONTRACT]);
    await expect(attempt).rejects.toMatchObject({
      code: 'extract.refused',
      message: expect.stringContaining('did you mean «unit_id»?'),
    });
  });
});

describe('across files', () => {
  test('where one of many alike files breaks the load, that one is named', async () => {
    const folder = temporaryFolder();
    write(folder, { 'a.csv': HEADER + visit('1'), 'b.csv': HEADER + visit('x'), 'c.csv': HEADER + visit('3') });
    const entry = entryOf({ kind: 'visit', columns: { unit_id: { sql: "visit_id::integer || 'er'" } } });
    const attempt = load(folder, { ...program, extracts: [entry] }, [CONTRACT]);
    await expect(attempt).rejects.toMatchObject({
      code: 'extract.expression',
      message: expect.stringContaining('a row of b.csv'),
    });
  });

  test('rejects are told by file, line and column of many alike files that are read together', async () => {
    const folder = temporaryFolder();
    const quoted = `${HEADER}"a\na",,er,2024-01-05 08:00:00,2024-01-05 09:00:00\n${visit('b', { left: '07:00' })}`;
    write(folder, { 'a.csv': HEADER + visit('1') + visit('2', { left: '07:00' }), 'b.csv': quoted });
    const { inputs, rows } = await load(folder, program, [CONTRACT]);
    expect(inputs.map(({ file, loaded, rejected }) => [file, loaded, rejected])).toEqual([
      ['a.csv', 1, 1],
      ['b.csv', 1, 1],
    ]);
    const rejects =
      'select file, record, line, "column", code from reject inner join load using (file_id) order by file';
    expect(await rows(rejects)).toEqual([
      { file: 'a.csv', record: 2, line: 3, column: 5, code: 'negative-interval' },
      { file: 'b.csv', record: 2, line: 4, column: 5, code: 'negative-interval' },
    ]);
  });

  test('of rows with one key the fullest stands, then the greatest, whatever the order of files and rows', async () => {
    const rows = [
      visit('a', { left: '09:00' }),
      visit('a', { left: '10:00' }),
      'a,,,2024-01-05 08:00:00,2024-01-05 11:00:00\n',
      visit('b'),
      visit('b'),
      visit('c'),
    ];
    const orders = [
      [0, 1, 2, 3, 4, 5],
      [5, 4, 3, 2, 1, 0],
      [2, 0, 4, 1, 5, 3],
    ];
    for (const [round, order] of orders.entries()) {
      const folder = temporaryFolder();
      const texts = order.map((place) => rows[place]!);
      const cut = 2 + round;
      write(folder, { 'v1.csv': HEADER + texts.slice(0, cut).join(''), 'v2.csv': HEADER + texts.slice(cut).join('') });
      const report = await load(folder, program, [CONTRACT]);
      expect(await report.rows('select visit_id, unit_id, left_at from landed_visit order by visit_id')).toEqual([
        { visit_id: 'a', unit_id: 'er', left_at: '2024-01-05 16:00:00' },
        { visit_id: 'b', unit_id: 'er', left_at: '2024-01-05 15:00:00' },
        { visit_id: 'c', unit_id: 'er', left_at: '2024-01-05 15:00:00' },
      ]);
      expect(report.inputs.reduce((sum, { rejects }) => sum + (rejects['duplicate-key'] ?? 0), 0)).toBe(3);
      expect(report.findings.find(({ code }) => code === 'duplicates-differ')!.message).toContain(
        '1 of 2 repeated keys',
      );
    }
  });

  test('a row that is out for another reason does not stand in the way of its double', async () => {
    const folder = temporaryFolder();
    const future = 'a,,er,2099-01-05 08:00:00,2099-01-05 09:00:00\n';
    write(folder, {
      'v.csv': HEADER + future + visit('a') + visit('b', { unit: 'lab' }) + visit('b', { unit: 'icu' }),
    });
    const { inputs, rows } = await load(folder, program, [CONTRACT]);
    expect(inputs[0]!.rejects).toEqual({ 'future-dated': 1, 'unknown-unit': 1 });
    expect(await rows('select visit_id, unit_id from landed_visit order by record')).toEqual([
      { visit_id: 'a', unit_id: 'er' },
      { visit_id: 'b', unit_id: 'icu' },
    ]);
  });

  test('the as-of day counts whole, in the zone of the program; a contract may accept what is planned', async () => {
    const folder = temporaryFolder();
    write(folder, {
      'v.csv': `${HEADER}a,,er,2024-01-05 23:59:59,\nb,,er,2024-01-06 00:00:00,\nc,,er,2024-01-05 08:00:00,2024-01-07 08:00:00\n`,
    });
    const { inputs } = await load(folder, program, [CONTRACT], '2024-01-05');
    expect(inputs[0]!.rejects).toEqual({ 'future-dated': 2 });
    const planned = CONTRACT.replace('after: seen_at', 'after: seen_at, on_violation: { future-dated: accept }');
    expect((await load(folder, program, [planned], '2024-01-05')).inputs[0]!.rejects).toEqual({ 'future-dated': 1 });
    expect((await load(folder, program, [planned], '2024-01-06')).inputs[0]!.rejects).toEqual({});
  });

  test('cutting a file in two, or shuffling its rows, changes nothing that stands', async () => {
    const lines = Array.from({ length: 60 }, (_, i) =>
      visit(`k${i % 45}`, { unit: i % 3 ? 'er' : 'icu', left: `1${i % 10}:${10 + (i % 50)}`.slice(0, 5) }),
    );
    const standing = async (files: Record<string, string>) => {
      const folder = temporaryFolder();
      write(folder, files);
      const { rows } = await load(folder, program, [CONTRACT]);
      return rows('select visit_id, unit_id, seen_at, left_at from landed_visit order by all');
    };
    const whole = await standing({ 'v.csv': HEADER + lines.join('') });
    expect(whole).toHaveLength(45);
    const shuffled = [...lines].sort((a, b) => hash(a) - hash(b));
    expect(await standing({ 'v.csv': HEADER + shuffled.join('') })).toEqual(whole);
    expect(
      await standing({
        'a.csv': HEADER + shuffled.slice(0, 17).join(''),
        'z.csv': HEADER + shuffled.slice(17).join(''),
      }),
    ).toEqual(whole);
  });

  test('one file may be read in two ways, and counts once however often it is named in one', async () => {
    const folder = temporaryFolder();
    write(folder, { 'v.csv': 'id,unit_id,in,out\n1,er,2024-01-05 08:00:00,2024-01-05 09:00:00\n' });
    const way = (header: string, prefix: string) => ({
      visit_id: { sql: `'${prefix}' || id` },
      seen_at: { from: header, format: null, zone: null },
    });
    const entries = [
      entryOf({ kind: 'visit', index: 0, files: ['v.csv', '*.csv'], columns: way('in', 'i') }),
      entryOf({ kind: 'visit', index: 1, columns: way('out', 'o') }),
    ];
    const { inputs, rows } = await load(folder, { ...program, extracts: entries }, [CONTRACT]);
    expect(inputs.map(({ file, loaded }) => [file, loaded])).toEqual([
      ['v.csv', 1],
      ['v.csv', 1],
    ]);
    expect(await rows('select visit_id from landed_visit order by visit_id')).toEqual([
      { visit_id: 'i1' },
      { visit_id: 'o1' },
    ]);
  });
});

describe('again', () => {
  const landed = (folder: string) =>
    readdirSync(join(folder, '.realized/landed'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  const stamps = (folder: string) => landed(folder).map((path) => [path, statSync(path).mtimeMs, statSync(path).ino]);

  test('the same extracts again: nothing is written, the same is reported', async () => {
    const folder = temporaryFolder();
    write(folder, { 'v1.csv': HEADER + visit('a') + visit('a'), 'v2.csv': `${HEADER}b,,er,x,\n${visit('c')}` });
    const first = await load(folder, program, [CONTRACT]);
    const before = stamps(folder);
    const second = await load(folder, program, [CONTRACT]);
    expect(stamps(folder)).toEqual(before);
    expect({ ...second, rows: 0 }).toEqual({ ...first, rows: 0 });
    expect(second.changes).toEqual([]);
  });

  test('a fresh cache gives the same report as one that has seen corrections', async () => {
    const folder = temporaryFolder();
    write(folder, { 'v1.csv': HEADER + visit('a'), 'v2.csv': HEADER + visit('b') + visit('c') });
    await load(folder, program, [CONTRACT]);
    write(folder, { 'v1.csv': HEADER + visit('a', { left: '10:00' }) + visit('d') });
    const corrected = await load(folder, program, [CONTRACT]);
    expect(corrected.changes).toEqual([
      {
        code: 'corrected-file',
        severity: 'info',
        message: 'its content has changed: 2 records replace 1',
        at: { file: 'v1.csv' },
      },
    ]);
    rmSync(join(folder, 'v2.csv'));
    const dropped = await load(folder, program, [CONTRACT]);
    expect(dropped.changes).toMatchObject([{ code: 'dropped-file', at: { file: 'v2.csv' } }]);
    const rows = await dropped.rows('select visit_id, left_at from landed_visit order by visit_id');
    expect(rows).toEqual([
      { visit_id: 'a', left_at: '2024-01-05 16:00:00' },
      { visit_id: 'd', left_at: '2024-01-05 15:00:00' },
    ]);
    expect(landed(folder)).toHaveLength(1);
    rmSync(join(folder, '.realized'), { recursive: true });
    const fresh = await load(folder, program, [CONTRACT]);
    expect([fresh.inputs, fresh.findings]).toEqual([dropped.inputs, dropped.findings]);
  });

  test('a changed contract, as-of day or unit list is judged anew', async () => {
    const folder = temporaryFolder();
    write(folder, { 'v.csv': HEADER + visit('a', { left: '07:00' }) + visit('b', { unit: 'icu' }) });
    expect((await load(folder, program, [CONTRACT])).inputs[0]).toMatchObject({ loaded: 1 });
    const lenient = CONTRACT.replace('after: seen_at', 'after: seen_at, on_violation: { negative-interval: flag }');
    expect((await load(folder, program, [lenient])).inputs[0]).toMatchObject({
      loaded: 2,
      flagged: 1,
      flags: { 'negative-interval': 1 },
    });
    expect((await load(folder, { ...program, units: [UNITS[1]!] }, [lenient])).inputs[0]).toMatchObject({
      loaded: 1,
      flagged: 0,
      flags: {},
    });
    expect((await load(folder, program, [lenient], '2024-01-04')).inputs[0]).toMatchObject({
      loaded: 0,
      rejects: { 'future-dated': 2 },
    });
  });

  test('what a killed run left behind is neither read nor kept', async () => {
    const folder = temporaryFolder();
    write(folder, { 'v.csv': HEADER + visit('a') });
    await load(folder, program, [CONTRACT]);
    const whole = readFileSync(landed(folder)[0]!);
    write(folder, {
      [`.realized/landed/visit/${'0'.repeat(64)}.parquet`]: whole,
      [`.realized/landed/visit/${'1'.repeat(64)}.parquet`]: whole.subarray(0, 100),
      [`.realized/tmp/${'2'.repeat(64)}.parquet`]: whole.subarray(0, 100),
    });
    const { inputs, rows } = await load(folder, program, [CONTRACT]);
    expect(inputs[0]).toMatchObject({ loaded: 1 });
    expect(landed(folder)).toHaveLength(1);
    expect(await rows('select count(*)::integer as n from landed_visit')).toEqual([{ n: 1 }]);
  });
});

describe('refused', () => {
  test('every refused file is named at once, and the warehouse stays as it was', async () => {
    const folder = temporaryFolder();
    write(folder, { 'v1.csv': HEADER + visit('a') });
    await load(folder, program, [CONTRACT]);
    write(folder, { 'v0.csv': HEADER + visit('z'), 'v2.csv': '', 'v3.csv': 'visit_id;seen_at\n' });
    const error = await load(folder, program, [CONTRACT]).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(RealizedError);
    expect((error as RealizedError).exitCode).toBe(3);
    expect((error as RealizedError<'extract.refused'>).data.files.map(({ file, reason }) => [file, reason])).toEqual([
      ['v2.csv', 'empty-file'],
      ['v3.csv', 'wrong-delimiter'],
    ]);
    expect(await query(folder, 'select visit_id from landed_visit')).toEqual([{ visit_id: 'a' }]);
  });

  test('if the entry says so, the run goes on without the file and says it', async () => {
    const folder = temporaryFolder();
    write(folder, { 'v1.csv': HEADER + visit('a'), 'v2.csv': '' });
    const entry = entryOf({
      kind: 'visit',
      files: ['*.csv', 'gone/*.csv'],
      ifRefused: 'continue',
      owner: 'Registration',
    });
    const { inputs, findings } = await load(folder, { ...program, extracts: [entry] }, [CONTRACT]);
    expect(inputs.map(({ file, records }) => [file, records])).toEqual([
      ['v1.csv', 1],
      ['v2.csv', 0],
    ]);
    expect(findings.filter(({ code }) => code === 'refused-file')).toEqual([
      {
        code: 'refused-file',
        severity: 'fail',
        message: 'is refused (missing-file): no file matches',
        at: { file: 'gone/*.csv' },
        owner: 'Registration',
      },
      {
        code: 'refused-file',
        severity: 'fail',
        message: 'is refused (empty-file): holds nothing',
        at: { file: 'v2.csv' },
        owner: 'Registration',
      },
    ]);
  });

  test('Parquet whose footer lies is refused', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'v.parquet'), `PAR1${'x'.repeat(100)}PAR1`);
    const entry = entryOf({ kind: 'visit', files: ['v.parquet'] });
    await expect(load(folder, { ...program, extracts: [entry] }, [CONTRACT])).rejects.toMatchObject({
      code: 'extract.refused',
    });
  });
});

test('findings tell what a reader should know', async () => {
  const folder = temporaryFolder();
  write(folder, {
    'v1.csv': `${HEADER.replace('\n', ',ward\n')}a,,er,2024-01-05 08:00:00,,x\nb,,er,2023-11-05 01:30:00,,x`,
    'v2.csv': HEADER,
    'v3.csv': `visit_id,seen_at\nc,x\nd,2024-01-05 08:00:00\n`,
  });
  const stale = CONTRACT.replace('fields:', 'stale_after: 30 days\nfields:');
  const { findings } = await load(folder, program, [stale], '2024-03-01');
  expect(
    findings.map(({ code, severity, message, at }) => `${severity} ${code} ${at.file ?? at.unit}: ${message}`),
  ).toEqual([
    'info flagged-rows v1.csv: 1 of 2 records is kept with a flag: 1 dst-overlap',
    'info extra-columns v1.csv: columns not read: «ward»',
    'info no-final-newline v1.csv: the last line has no line end; a file that was cut can look like this',
    'warn empty-extract v2.csv: holds a header and no records',
    'warn many-rejects v3.csv: 1 of 2 records is rejected (50 %): 1 bad-timestamp',
    'info absent-columns v3.csv: has no «person», «unit_id», «left_at»',
    'warn stale-extract v3.csv: the newest record of visit is 56 days old; more than 30 days is stale',
    'warn unit-without-rows icu: no row of any extract names this unit',
  ]);
});

function hash(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE();
}
