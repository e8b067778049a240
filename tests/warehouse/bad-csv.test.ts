import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { RealizedError } from '../../src/errors.ts';
import { entryOf, load, temporaryFolder, write } from '../support/load.ts';

const corpus = join(import.meta.dirname, '../../../shared/badcsv');
const isThere = existsSync(corpus);

interface Expected {
  contract: { fields: Record<string, unknown>[]; as_of: string };
  files: Record<string, { allowed: string[]; loaded: number | null; rejected: number | null; note: string }>;
}

describe.skipIf(!isThere)('files that break loaders (../shared/badcsv, skipped where it is absent)', () => {
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
    expect(allowed).toEqual(expect.arrayContaining([expect.toSatisfy((one) => outcome.outcomes.includes(one))]));
    if (loaded !== null && outcome.loaded !== null) {
      expect([outcome.loaded, outcome.rejected]).toEqual([loaded, rejected]);
    }
  });
});
