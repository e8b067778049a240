import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { parseProgram } from '../../src/program/parse-program.ts';
import { programSchema } from '../../src/program/program-schema.ts';
import { COST_CATEGORIES, readCosts } from '../../src/valuation/read-costs.ts';

const docs = readFileSync(join(import.meta.dirname, '../../docs/program-file.md'), 'utf8');
const examples = [...docs.matchAll(/^```yaml\n(.*?)^```$/gms)].map((match) => match[1]!);
const known = {
  kinds: ['imaging_exam', 'fhir_imaging_order', 'fhir_report', 'fhir_task', 'fhir_encounter'],
  kpis: ['imaging_order_to_report_stat', 'imaging_outsourced_reads', 'tally_rate', 'tally_proportion'],
};

describe('docs/program-file.md', () => {
  const [whole, ...parts] = examples;

  test('the whole program at its top is valid', () => {
    expect(parseProgram(whole!, 'program-file.md', known).id).toBe('riverside');
  });

  test.each(parts)('each further example can take the place of its keys there: %#', (part) => {
    const replaced = stringify({ ...parse(whole!), ...parse(part) });
    expect(parseProgram(replaced, 'program-file.md', known).id).toBe('riverside');
  });

  test('the costs can be read, and every category is named', () => {
    const csv = /^```csv\n(date,amount.*?)^```$/ms.exec(docs)![1]!;
    const costs = readCosts(csv, 'costs.csv', parseProgram(whole!, 'program-file.md', known));
    expect(costs.map(({ amount, status }) => [amount, status])).toEqual([
      [28_000, 'planned'],
      [31_450, 'actual'],
      [24_600, 'actual'],
    ]);
    const row = docs.split('\n').find((line) => line.startsWith('| `category`'))!;
    expect(Object.keys(COST_CATEGORIES).filter((category) => !row.includes(category))).toEqual([]);
  });

  test('every key that the schema knows stands in a table', () => {
    const rows = docs.split('\n').filter((line) => line.startsWith('| '));
    const sections = docs.split('\n').filter((line) => line.startsWith('## '));
    const named = new Set([...rows, ...sections].join('\n').match(/[a-z_]+/g));
    expect([...keysOf(z.toJSONSchema(programSchema, { io: 'input' }))].filter((key) => !named.has(key))).toEqual([]);
  });
});

/** Every property name in a JSON Schema. */
function keysOf(schema: unknown): Set<string> {
  const keys = new Set<string>();
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [word, value] of Object.entries(node)) {
      if (word === 'properties') for (const key of Object.keys(value as object)) keys.add(key);
      walk(value);
    }
  };
  walk(schema);
  return keys;
}
