import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { executiveHtml } from '../../src/render/executive-html.ts';
import { executivePdf } from '../../src/render/executive-pdf.ts';
import type { Results } from '../../src/results/schema.ts';
import { emptyResults, someResults } from '../support/results.ts';

const MARKUP = '#panic("x") *b* $x$ [a] // <l> @r `c` \\';
const folder = mkdtempSync(join(tmpdir(), 'executive-'));
afterAll(() => rmSync(folder, { recursive: true }));

const poppler = spawnSync('pdftotext', ['-v']).error === undefined;
if (!poppler) console.warn('skipped: no pdftotext; where words lie on the executive page is not checked');

/** One KPI in one unit, and nothing else. */
function small(): Results {
  const results = someResults();
  const kpi = results.kpis[0]!;
  const comparisons = results.comparisons.filter((one) => one.kpi === kpi.id).slice(0, 1);
  return { ...emptyResults(), kpis: [kpi], comparisons, series: results.series.filter((one) => one.kpi === kpi.id) };
}

/** Sixty KPIs that worsened, every audit check failing, long findings, huge money, and names of `name` throughout. */
function large(name: string): Results {
  const results = someResults();
  const worse = results.comparisons.find(({ verdict }) => verdict === 'worsened')!;
  const kpi = results.kpis.find(({ id }) => id === worse.kpi)!;
  const ids = Array.from({ length: 60 }, (_, i) => `kpi_${i}`);
  const money = { low: -8e14, likely: 9.1e14, high: 9.9e14 };
  return {
    ...results,
    program: {
      ...results.program,
      title: name,
      synthetic: name,
      units: results.program.units.map((unit) => ({ ...unit, site: name, department: name })),
    },
    kpis: [...results.kpis, ...ids.map((id) => ({ ...kpi, id, label: name, owner: name, unit: name }))],
    comparisons: ids.map((id) => ({ ...worse, kpi: id })),
    series: results.series.flatMap((cell) => (cell.kpi === kpi.id ? [cell, { ...cell, kpi: 'kpi_0' }] : [cell])),
    findings: ids.map((code) => ({ code, severity: 'fail', message: name, at: { unit: 'main/lab' }, owner: name })),
    benefits: results.benefits.map((one) => ({ ...one, title: name, reasons: [name], demonstrated: money })),
    audit: Array.from({ length: 21 }, (_, i) => ({ check: i + 1, result: 'fail', evidence: [name], remedy: name })),
    change_effects: ids.map((group) => ({ group: `${group} ${name}`, demonstrated: -9e14, npv: 9e14 })),
  };
}

const RUNS: [string, Results][] = [
  ['a full run', someResults()],
  ['a run without KPIs', emptyResults()],
  ['one KPI', small()],
  ['60 KPIs with long names', large('Turnaround of a rather long name '.repeat(12))],
  ['60 KPIs with names that nothing breaks', large('W'.repeat(400))],
  ['60 KPIs with foreign letters and emoji', large('مختبر 🧪 検査 '.repeat(30))],
  ['60 KPIs with names that look like markup', large(MARKUP.repeat(8))],
];

describe.each(RUNS)('%s', (name, results) => {
  test('is one page with only the shipped typeface', async () => {
    const { pdf } = await executivePdf(results);
    const text = Buffer.from(pdf).toString('latin1');
    expect(text.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
    const fonts = [...text.matchAll(/\/FontName\s*\/(\S+)/g)].map((match) => match[1]!.replace(/^[A-Z]{6}\+/, ''));
    expect(fonts.length).toBeGreaterThan(0);
    for (const font of fonts) expect(font).toMatch(/^SourceSans3-(Regular|SemiBold)$/);
  });

  test.skipIf(!poppler)('has every word within the margins, and its end', async () => {
    const file = join(folder, `${name.replaceAll(' ', '-')}.pdf`);
    writeFileSync(file, (await executivePdf(results)).pdf);
    const { stdout } = spawnSync('pdftotext', ['-bbox', file, '-'], { encoding: 'utf8' });
    const words = [...stdout.matchAll(/<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">/g)];
    expect(words.length).toBeGreaterThan(10);
    // A4 is 595.3 × 841.9 points; punctuation may hang a little over the 42.5 points of margin.
    for (const [word, left, top, right, bottom] of words) {
      expect([Number(left) > 40, Number(top) > 20, Number(right) < 557, Number(bottom) < 842], word).not.toContain(
        false,
      );
    }
    expect(stdout).toContain('seal');
  });
});

test('the same results give the same bytes, tagged, with title and language', async () => {
  const first = await executivePdf(someResults());
  const second = await executivePdf(someResults());
  expect(Buffer.from(second.pdf).equals(first.pdf)).toBe(true);
  const text = Buffer.from(first.pdf).toString('latin1');
  expect(text).toMatch(/\/Marked true/);
  expect(text).toMatch(/\/Lang\s*\(en/);
  expect(text).toMatch(/\/Title/);
});

test('a strip of worsened KPIs leaves room for the others and counts the rest', async () => {
  const results = large('Name');
  const others = someResults().comparisons.filter(({ verdict }) => verdict === 'improved');
  const { page } = await executivePdf({ ...results, comparisons: [...results.comparisons, ...others] });
  const verdicts = page.kpis.rows.map(({ verdict }) => verdict);
  expect(verdicts).toContain('worsened');
  expect(verdicts).toContain('improved');
  expect(verdicts.length).toBeLessThanOrEqual(8);
  expect(page.kpis.more).toMatch(/^and \d+ more: \d+ worsened/);
});

test('the mail runs nothing, loads nothing, and says no p-value', async () => {
  const html = executiveHtml((await executivePdf(someResults())).page);
  expect(html.match(/<(script|link|img|iframe|svg)\b/i)).toBeNull();
  expect(html.match(/<[^>]*\s(on\w+|src|href)=/i)).toBeNull();
  expect(html).not.toMatch(/https?:|url\(|\bp\s*[=<]/);
  expect(html).toContain('&lt;script&gt;');
});
