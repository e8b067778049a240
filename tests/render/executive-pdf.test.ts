import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { executiveHtml } from '../../src/render/executive-html.ts';
import { executivePdf } from '../../src/render/executive-pdf.ts';
import type { Results } from '../../src/results/schema.ts';
import { EXTREMES, largeResults } from '../support/extreme-results.ts';
import { emptyResults, someResults } from '../support/results.ts';

const folder = mkdtempSync(join(tmpdir(), 'executive-'));
afterAll(() => rmSync(folder, { recursive: true }));

const poppler = spawnSync('pdftotext', ['-v']).error === undefined;
if (!poppler) console.warn('skipped: no pdftotext; where words lie on the executive page is not checked');

const RUNS: readonly [string, Results][] = [
  ['a full run', someResults()],
  ['a run without KPIs', emptyResults()],
  ...EXTREMES,
  ['60 KPIs with names that nothing breaks', largeResults('W'.repeat(400))],
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
  const results = largeResults('Name');
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
