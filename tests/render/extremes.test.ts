import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { executivePdf } from '../../src/render/executive-pdf.ts';
import { type DrawnReports, drawReports, renderPages, renderPdfs } from '../../src/render/write-report.ts';
import type { Results } from '../../src/results/schema.ts';
import { HERE } from '../../src/workers/workers.ts';
import { EXTREMES, largeResults } from '../support/extreme-results.ts';
import { badlySetWords, poppler } from '../support/printed-words.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const present = existsSync(CHROMIUM);
const BADLY_PLACED_WORDS = readFileSync(join(import.meta.dirname, '../support/badly-placed-words.js'), 'utf8');

const onPaper = (results: Results, paper: Results['program']['paper']): Results => ({
  ...results,
  program: { ...results.program, paper },
});

/** Names of 400 letters without a space, beside all others. */
const UNBROKEN: readonly [string, Results] = ['60 KPIs with names that nothing breaks', largeResults('W'.repeat(400))];

describe.each([...EXTREMES, UNBROKEN])('%s', (_name, results) => {
  const folder = mkdtempSync(join(tmpdir(), 'realized-extremes-'));
  let drawn: DrawnReports;
  let pages: Awaited<ReturnType<typeof renderPages>>;
  let browser: Browser;

  beforeAll(async () => {
    drawn = await drawReports(results, HERE);
    pages = await renderPages(drawn);
    for (const { path, content } of pages) writeFileSync(join(folder, path), content);
    if (present) browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--headless'] });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  test.skipIf(!present).each([1280, 390])(
    'at %i px no word of a chart is cut off or covers another, and no page is wider than the screen',
    async (width) => {
      for (const { path } of pages) {
        const page = await browser.newPage({ viewport: { width, height: 900 } });
        await page.goto(pathToFileURL(join(folder, path)).href);
        await page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true`);
        expect([path, await page.evaluate(BADLY_PLACED_WORDS)]).toEqual([path, []]);
        expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, width]);
        await page.close();
      }
    },
  );

  test.skipIf(!poppler).each(['a4', 'letter'] as const)(
    'the executive page is one page of %s, every word within the margins, and none covers another',
    async (paper) => {
      const { pdf } = await executivePdf(onPaper(results, paper));
      expect(
        Buffer.from(pdf)
          .toString('latin1')
          .match(/\/Type\s*\/Page\b(?!s)/g),
      ).toHaveLength(1);
      expect(badlySetWords(pdf, paper, 40)).toEqual([]);
    },
  );

  test.skipIf(!poppler)(
    'in project and finance PDFs every word lies within the margins, and none covers another',
    async () => {
      for (const { path, content } of await renderPdfs(drawn, HERE)) {
        expect([path, badlySetWords(content, 'a4', 50)]).toEqual([path, []]);
      }
    },
  );
});
