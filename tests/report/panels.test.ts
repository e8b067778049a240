import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildReports } from '../../src/report/index.ts';
import { panelsOf } from '../../src/report/panels.ts';
import { retellDocument } from '../../src/report/retell-document.ts';
import { languageOf } from '../../src/results/language.ts';
import { resultsSchema } from '../../src/results/schema.ts';
import { valuedResults } from '../support/valued-results.ts';
import { moneyProgram } from '../workbook/money-program.ts';

const example = join(import.meta.dirname, '../../reports/example/nightingale/results.json');
const results = resultsSchema.parse(JSON.parse(readFileSync(example, 'utf8')));

test.each([
  { of: 'effects', results, full: 'project-' },
  { of: 'money', results: valuedResults(moneyProgram()), full: 'finance' },
])('every figure that a report of $of leads to has a panel, and so has all it was made from', ({ results, full }) => {
  for (const { name, sections, panels } of buildReports(results)) {
    const known = new Set(panels.map(({ reference }) => reference));
    const shown = [...JSON.stringify(sections).matchAll(/"figure":"([^"]+)"/g)].map((match) => `figure:${match[1]}`);
    if (name.startsWith(full)) expect(shown.length, name).toBeGreaterThan(3);
    const named = panels.flatMap(({ inputs }) => inputs.map(({ reference }) => reference));
    for (const reference of [...shown, ...named.filter((one) => /^(figure|kpi|extract):/.test(one))]) {
      expect(known, name).toContain(reference);
    }
    expect(known.size).toBe(panels.length);
  }
});

test('a panel says what the figure is, in words, with its interval and what it was made from', () => {
  const [id, figure] = Object.entries(results.figures).find(([one]) => one.endsWith('.average'))!;
  const text = [{ text: '−14', figure: id }];
  const sections = [
    { kind: 'section' as const, id: 'one', title: 'One', blocks: [{ kind: 'paragraph' as const, text }] },
  ];
  const panels = panelsOf(results, sections);
  expect(panels[0]!.reference).toBe(`figure:${id}`);
  expect(panels[0]!.told).toBe(`${figure.value!.toFixed(figure.digits)} ${figure.unit} = ${figure.formula}`);
  expect(panels[0]!.ends.map(({ reference }) => reference)).toEqual([`figure:${id}.low`, `figure:${id}.high`]);
  // Down to the KPI file with its hash, and the extract files with theirs.
  const kpi = panels.find(({ reference }) => reference.startsWith('kpi:'))!;
  expect(kpi.told).toContain(results.kpis.find((one) => `kpi:${one.id}` === kpi.reference)!.sha256);
  const extract = panels.find(({ reference }) => reference.startsWith('extract:'))!;
  expect(extract.inputs.map(({ reference }) => reference)).toEqual(
    results.inputs.filter(({ kind }) => `extract:${kind}` === extract.reference).map(({ sha256 }) => `file:${sha256}`),
  );
});

test('a German report opens German panels: words and numbers, not names, hashes and paths', () => {
  const { tell } = languageOf('de', ['disease', 'army-in-the-east']);
  const [document] = buildReports(results).filter(({ panels }) =>
    panels.some(({ reference }) => reference.startsWith('kpi:')),
  );
  const panels = document!.panels.concat({
    reference: 'figure:a',
    told: '-1234.50 USD = present value of the costs; mid: each month’s flows on its 15th; to 2024-03-01 at 0.04 real a year, exponent days/365',
    inputs: [{ reference: 'extract:tally', told: '2 files, 30 records = 27 loaded + 2 rejected + 1 skipped' }],
    ends: [],
  });
  const german = retellDocument({ ...document!, panels }, tell).panels;
  const { told, inputs } = german.at(-1)!;
  expect(told).toBe(
    '-1234,50 USD = Barwert der Kosten; Mitte: die Zahlungen jedes Monats am 15.; auf 1. März 2024 zu 0,04 real im Jahr, Exponent Tage/365',
  );
  expect(inputs[0]!.told).toBe('2 Dateien, 30 Datensätze = 27 geladen + 2 zurückgewiesen + 1 übergangen');
  const kpi = german.find(({ reference }) => reference.startsWith('kpi:'))!;
  expect(kpi.told).toMatch(
    /^kpi\/tally_rate\.sql mit dem SHA-256 [0-9a-f]{64}; Parameter: measure \S+; Zeilen: Kandidatenzeilen/,
  );
  expect(german.map(({ reference }) => reference)).toEqual(panels.map(({ reference }) => reference));
});
