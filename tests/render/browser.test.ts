import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderPages } from '../../src/render/write-report.ts';
import { HERE } from '../../src/workers/workers.ts';
import { someResults } from '../support/results.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const present = existsSync(CHROMIUM);
if (!present) console.warn(`skipped: no Chromium at ${CHROMIUM}; name one in CHROMIUM to test the page in a browser`);

/** An expression for the page: texts of visible charts that reach past the picture or lie on each other. */
const BADLY_PLACED_WORDS = readFileSync(join(import.meta.dirname, '../support/badly-placed-words.js'), 'utf8');

/** What axe finds, and where. */
const AXE = `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 200)))`;

/** A real run's page, with figures that lead all the way down. */
const EXAMPLE = pathToFileURL(
  join(import.meta.dirname, '../../reports/example/nightingale/project-sanitary-commission.html'),
).href;

const PAGES = ['report', 'project-pacs', 'finance'];
const VIEWS = [1280, 768, 390].flatMap((width) =>
  (['light', 'dark'] as const).flatMap((scheme) => PAGES.map((name) => ({ width, scheme, name }))),
);

describe.skipIf(!present)('the page in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'realized-page-'));
  let browser: Browser;

  beforeAll(async () => {
    for (const { path, content } of (await renderPages(someResults(), HERE)).pages)
      writeFileSync(join(folder, path), content);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--headless'] });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  async function open(
    name: string,
    width: number,
    scheme: 'light' | 'dark',
    bypassCSP = false,
  ): Promise<Page & { said: string[] }> {
    const address = pathToFileURL(join(folder, `${name}.html`)).href;
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, bypassCSP });
    const page = await context.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('request', (request) => {
      if (!request.url().startsWith('data:') && request.url() !== address) said.push(`asks for ${request.url()}`);
    });
    await page.goto(address);
    await page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true`);
    return Object.assign(page, { said });
  }

  test.each(VIEWS)(
    '$name, $width px, $scheme: silent, in its own typeface, no wider than the screen',
    async ({ name, width, scheme }) => {
      const page = await open(name, width, scheme);
      expect(page.said).toEqual([]);
      expect(await page.evaluate('[...document.fonts].map((font) => font.status)')).toEqual(['loaded', 'loaded']);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      await page.context().close();
    },
  );

  const LIGHT = VIEWS.filter(({ scheme }) => scheme === 'light');
  test.each(LIGHT)('$name, $width px: no word of a chart is cut off or covers another', async ({ name, width }) => {
    const page = await open(name, width, 'light');
    expect(await page.evaluate(BADLY_PLACED_WORDS)).toEqual([]);
    await page.context().close();
  });

  test.each(VIEWS)(
    '$name, $width px, $scheme: nothing that axe finds against WCAG 2.2 AA',
    async ({ name, width, scheme }) => {
      const page = await open(name, width, scheme, true);
      await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
      const violations = await page.evaluate(AXE);
      expect(violations).toEqual([]);
      await page.context().close();
    },
  );

  test('a figure opens its panel by keyboard and without a script, leads on to what it was made from, and closes', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.goto(EXAMPLE);
    const panels = page.locator('.panel:popover-open');
    await page.locator('main .figure').first().focus();
    await page.keyboard.press('Enter');
    expect(await panels.count()).toBe(1);
    expect(await panels.first().textContent()).toContain('.baseline');
    await panels.first().locator('li .figure').first().press('Enter');
    expect(await panels.count()).toBe(2);
    await page.keyboard.press('Escape');
    expect(await panels.count()).toBe(1);
    await panels.first().getByRole('button', { name: 'Close' }).click();
    expect(await panels.count()).toBe(0);
    await context.close();
  });

  test.each(['light', 'dark'] as const)('an open panel, %s: nothing that axe finds', async (scheme) => {
    const context = await browser.newContext({
      viewport: { width: 390, height: 900 },
      colorScheme: scheme,
      bypassCSP: true,
    });
    const page = await context.newPage();
    await page.goto(EXAMPLE);
    await page.locator('main .figure').first().click();
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
    expect(await page.evaluate(AXE)).toEqual([]);
    expect(
      await page.evaluate('document.querySelector(".panel:popover-open").getBoundingClientRect().right <= 390'),
    ).toBe(true);
    await context.close();
  });
});
