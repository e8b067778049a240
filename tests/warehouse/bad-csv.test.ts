import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { RealizedError } from '../../src/errors.ts';
import { cellText, splitCells } from '../../src/extract/split-cells.ts';
import { entryOf, load, temporaryFolder, write } from '../support/load.ts';

const corpus = join(import.meta.dirname, '../../../shared/badcsv');
const isThere = existsSync(corpus);

interface Expected {
  contract: { fields: Record<string, unknown>[]; as_of: string };
  files: Record<string, { allowed: string[]; loaded: number | null; rejected: number | null; note: string }>;
}

describe.skipIf(!isThere)('classes of broken files (../shared/badcsv, skipped where it is absent)', () => {
  const expected: Expected = isThere
    ? JSON.parse(readFileSync(join(corpus, 'classes/expected.json'), 'utf8'))
    : { contract: { fields: [], as_of: '' }, files: {} };
  const contract = stringify({ kind: 'order_line', title: 'Orders', fields: expected.contract.fields });

  test.each(Object.entries(expected.files))('%s', async (file, { allowed, loaded, rejected }) => {
    const folder = temporaryFolder();
    write(folder, { [file]: readFileSync(join(corpus, 'classes', file)) });
    const extracts = [entryOf({ kind: 'order_line', files: [file] })];
    let outcome: { outcomes: string[]; loaded: number | null; rejected: number | null };
    try {
      const report = await load(folder, { extracts }, [contract], expected.contract.as_of);
      const [input] = report.inputs;
      expect(input!.records).toBe(input!.loaded + input!.rejected + input!.skipped);
      const outcomes = [input!.rejected > 0 ? 'reject' : 'load', ...(input!.flagged > 0 ? ['flag'] : [])];
      outcome = { outcomes, loaded: input!.loaded, rejected: input!.rejected };
    } catch (error) {
      if (!(error instanceof RealizedError) || error.code !== 'extract.refused') throw error;
      outcome = { outcomes: ['refuse'], loaded: null, rejected: null };
    }
    expect(
      outcome.outcomes.some((one) => allowed.includes(one)),
      outcome.outcomes.join(),
    ).toBe(true);
    if (loaded !== null && outcome.loaded !== null) {
      expect([outcome.loaded, outcome.rejected]).toEqual([loaded, rejected]);
    }
  });
});

describe.skipIf(!isThere)('other people’s broken files (../shared/badcsv, skipped where it is absent)', () => {
  const files = isThere ? listFiles().filter((file) => !file.startsWith('classes/')) : [];
  const batches = Array.from({ length: Math.ceil(files.length / 40) }, (_, i) => files.slice(i * 40, i * 40 + 40));

  test.each(batches.map((batch) => [batch[0]!, batch] as const))(
    'each of the forty from %s on ends in a load, in rejects or in a named refusal',
    async (_, batch) => {
      const folder = temporaryFolder();
      const bytes = new Map(batch.map((file) => [file, readFileSync(join(corpus, file))]));
      write(folder, Object.fromEntries(bytes));
      const contracts = batch.map((file, index) => laxContract(`kind_${index}`, bytes.get(file)!));
      const extracts = batch.map((file, index) =>
        entryOf({
          kind: `kind_${index}`,
          index,
          files: [file],
          columns: contracts[index]!.columns,
          ifRefused: 'continue',
        }),
      );
      const report = await load(
        folder,
        { extracts },
        contracts.map(({ yaml }) => yaml),
      );
      const refused = report.findings.filter(({ code }) => code === 'refused-file').map(({ at }) => at.file!);
      const loaded = report.inputs.filter(({ file }) => !refused.includes(file));
      expect([...refused, ...loaded.map(({ file }) => file)].sort()).toEqual([...batch].sort());
      for (const input of loaded) expect(input.records).toBe(input.loaded + input.rejected + input.skipped);
    },
  );

  test.each([
    'comma_in_quotes',
    'escaped_quotes',
    'json',
    'newlines',
    'newlines_crlf',
    'quotes_and_newlines',
    'utf8',
    'simple',
  ])('csv-spectrum %s is parsed as its authors say', async (name) => {
    const folder = temporaryFolder();
    const bytes = readFileSync(join(corpus, `csv-spectrum/csvs/${name}.csv`));
    write(folder, { [`${name}.csv`]: bytes });
    const { yaml, columns, headers } = laxContract('spectrum', bytes);
    const { rows } = await load(folder, { extracts: [entryOf({ kind: 'spectrum', columns })] }, [yaml]);
    const landed = await rows('select * exclude (file_id, record, flags) from landed_spectrum order by record');
    const expected = JSON.parse(readFileSync(join(corpus, `csv-spectrum/json/${name}.json`), 'utf8')) as Record<
      string,
      string
    >[];
    expect(landed).toEqual(
      expected.map((row) => Object.fromEntries(headers.map((header, place) => [`c${place}`, row[header] || null]))),
    );
  });
});

function listFiles(): string[] {
  return readdirSync(corpus, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(csv|tsv|txt|gz|zst)$/.test(entry.name))
    .map((entry) => relative(corpus, join(entry.parentPath, entry.name)))
    .sort();
}

/** A contract of texts for whatever the first line of a file names. */
function laxContract(kind: string, bytes: Buffer) {
  const text = bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? bytes.subarray(3) : bytes;
  const end = text.findIndex((byte) => byte === 10 || byte === 13);
  const line = text.subarray(0, end === -1 ? text.length : end);
  const headers = splitCells(line, 44).map((cell) => cellText(cell).trim());
  const unique = headers.filter((header, place) => header !== '' && headers.indexOf(header) === place).slice(0, 40);
  const names = unique.length === 0 ? ['none'] : unique;
  const fields = names.map((_, place) => ({ name: `c${place}`, type: 'string' }));
  const columns = Object.fromEntries(names.map((from, place) => [`c${place}`, { from, format: null, zone: null }]));
  return { yaml: stringify({ kind, title: kind, fields }), columns, headers: names };
}
