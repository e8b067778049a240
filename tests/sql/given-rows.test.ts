import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shipped } from '../support/warehouse.ts';

/** Calls that run one file of `sql/` over given rows; their second argument names it. */
const CALL = /\b(?:viewRows|kpiRows|rowsOf|observationsOf)\(/g;

/** The quoted second argument of a call whose arguments begin there; null for a variable. */
function secondArgument(text: string, from: number): string | null {
  let depth = 0;
  for (let i = from; i < text.length && depth >= 0; i++) {
    if ('([{'.includes(text[i]!)) depth++;
    else if (')]}'.includes(text[i]!)) depth--;
    else if (text[i] === ',' && depth === 0) return /^,\s*'(\w+)'/.exec(text.slice(i, i + 100))?.[1] ?? null;
  }
  return null;
}

test('every staging, mart and KPI file is run over given rows by name', () => {
  const folder = new URL('.', import.meta.url).pathname;
  const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  const named = new Set(
    texts.flatMap((text) => [...text.matchAll(CALL)].map((call) => secondArgument(text, call.index + call[0].length))),
  );
  const files = [...shipped.staging, ...shipped.marts].map(({ name }) => name);
  expect([...files, ...shipped.kpis.map(({ id }) => id)].filter((name) => !named.has(name))).toEqual([]);
});
