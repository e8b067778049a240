import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCatalogue } from '../../src/pipeline/catalogue.ts';
import { cataloguePage } from '../../src/pipeline/catalogue-page.ts';
import { catalogueCheckSummary, checkCatalogue } from '../../src/pipeline/check-catalogue.ts';

const root = resolve(import.meta.dirname, '../..');

/** A copy of the dialysis example, with one file changed. */
function broken(file: string, change: (text: string) => string): string {
  const directory = join(mkdtempSync(join(tmpdir(), 'realized-catalogue-')), 'dialysis');
  cpSync(join(root, 'datasets/dialysis'), directory, { recursive: true });
  const path = join(directory, file);
  const changed = change(readFileSync(path, 'utf8'));
  expect(changed).not.toBe(readFileSync(path, 'utf8'));
  writeFileSync(path, changed);
  return directory;
}

describe('a folder is tried on sample rows', () => {
  test.each([
    ['kpi/dialysis_start_on_time.sql', 'fct_dialysis_session', 'stg_dialysis_session', 'reads «stg_dialysis_session»'],
    ['kpi/dialysis_start_on_time.sql', 'shift as stratum', "'all' as group_name", 'select returns none'],
    ['kpi/dialysis_time_delivered.sql', 'strata:     shift', 'strata:     none', 'header does not name'],
    ['kpi/dialysis_time_delivered.sql', 'counter:    dialysis_start_on_time', 'counter:    on_time', '«on_time»'],
    ['marts/fct_dialysis_session.sql', 'sessions.shift,', 'sessions.shifts,', 'shifts'],
    ['staging/stg_dialysis_session.sql', 'landed_dialysis_session', 'landed_outage', 'not found'],
  ])('%s with «%s» replaced by «%s» is refused', async (file, from, to, message) => {
    const directory = broken(file, (text) => text.replace(from, to));
    await expect(checkCatalogue(directory)).rejects.toThrow(message);
  });

  test('a key that does not hold and a condition that nothing meets are findings', async () => {
    const twice = broken('marts/fct_dialysis_session.sql', (text) =>
      text.replace('select * from known', 'select * from known\nunion all\nselect * from known'),
    );
    const doubled = await checkCatalogue(twice);
    expect(doubled.findings.map(({ code, severity }) => [code, severity])).toEqual([['mart-key-duplicate', 'fail']]);
    expect(doubled.findings[0]!.message).toContain('40 rows of fct_dialysis_session');

    const silent = broken('kpi/dialysis_time_delivered.sql', (text) =>
      text.replace("when status = 'missed'", "when status != 'delivered'"),
    );
    const { kpis, findings } = await checkCatalogue(silent);
    expect(kpis.find(({ id }) => id === 'dialysis_time_delivered')).toMatchObject({ candidates: 40, counted: 0 });
    expect(findings.map(({ code }) => code)).toEqual(['nothing-on-sample-rows']);
  });

  test('all that ships runs, and its keys hold', async () => {
    const { kpis: shipped, marts, staging } = await readCatalogue(null);
    const outcome = await checkCatalogue(null);
    expect(outcome.kpis.map(({ id }) => id)).toEqual(shipped.map(({ id }) => id));
    expect(outcome.tables).toHaveLength(marts.length + staging.length);
    // Sample reports name orders of their own, so no sample order has its specimen.
    expect(outcome.tables.filter(({ rows }) => rows === 0)).toEqual([{ name: 'stg_fhir_lab_order', rows: 0 }]);
    expect(outcome.findings.filter(({ severity }) => severity === 'fail')).toEqual([]);
    expect(catalogueCheckSummary(outcome)).toContain(`${shipped.length} KPIs ran on sample rows`);
  }, 60_000);
});

describe('docs/catalogue.md', () => {
  test('is what `realized kpis --markdown > docs/catalogue.md` writes', async () => {
    expect(readFileSync(join(root, 'docs/catalogue.md'), 'utf8')).toBe(cataloguePage(await readCatalogue(null)));
  });

  test('names every KPI and kind once as a heading, and links to none that is not there', async () => {
    const page = readFileSync(join(root, 'docs/catalogue.md'), 'utf8');
    const headings = [...page.matchAll(/^#{2,3} (.*)$/gm)].map(([, heading]) =>
      heading!.toLowerCase().replaceAll(' ', '-'),
    );
    const { kpis, contracts } = await readCatalogue(null);
    for (const id of [...kpis.map(({ id }) => id), ...contracts.map(({ kind }) => kind)]) {
      expect(
        headings.filter((heading) => heading === id),
        id,
      ).toHaveLength(1);
    }
    const links = [...page.matchAll(/\]\(#(.*?)\)/g)].map(([, anchor]) => anchor!);
    expect(links.filter((anchor) => !headings.includes(anchor))).toEqual([]);
  });
});
