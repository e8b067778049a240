import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AUDIT_RULES } from '../../src/valuation/audit.ts';
import { AUDIT_TABLE } from '../../src/valuation/audit-table.ts';

const DOCS = join(import.meta.dirname, '../../docs/valuation.md');

/** The table as docs/valuation.md must hold it. */
const told = [
  '| | challenge | passes | warns | fails |',
  '| --- | --- | --- | --- | --- |',
  ...AUDIT_TABLE.map(
    ({ check, challenge, pass, warn, fail }) => `| ${[check, challenge, pass, warn, fail].join(' | ')} |`,
  ),
].join('\n');

test('docs/valuation.md holds the rules and thresholds as the code has them', () => {
  const docs = readFileSync(DOCS, 'utf8');
  const held = docs.slice(docs.indexOf('<!-- audit checks -->'), docs.indexOf('<!-- /audit checks -->'));
  expect(held.split('\n').slice(1, -1).join('\n').trim()).toBe(told);
});

test('every check has one row, in order, and every rule judges one', () => {
  expect(AUDIT_TABLE.map(({ check }) => check)).toEqual(AUDIT_RULES.map(({ check }) => check));
});
