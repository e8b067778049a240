import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SHIPPED_THEME } from '../../src/render/theme.ts';
import { drawReports, renderPages } from '../../src/render/write-report.ts';
import { HERE } from '../../src/workers/workers.ts';
import { someResults } from '../support/results.ts';
import { someTypeface } from '../support/typeface.ts';

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

/** How many pixels of the first canvas are not see-through or white. */
const DRAWN = `(() => {
  const canvas = document.querySelector('.explorer canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((value, i) => i % 4 === 0 && value < 200 && data[i + 3] > 0).length;
})()`;

const PAGES = ['report', 'project-pacs', 'finance'];
const VIEWS = [1280, 768, 390].flatMap((width) =>
  (['light', 'dark'] as const).flatMap((scheme) => PAGES.map((name) => ({ width, scheme, name }))),
);

describe.skipIf(!present)('the page in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'realized-page-'));
  let browser: Browser;

  beforeAll(async () => {
    for (const { path, content } of await renderPages(await drawReports(someResults(), HERE)))
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

  test('in a typeface of its own that runs wider, too, at any width: its fonts load, and no word is cut off', async () => {
    const theme = { ...SHIPPED_THEME, typeface: someTypeface() };
    const pages = await renderPages(await drawReports(someResults(), HERE, theme));
    writeFileSync(join(folder, 'own-typeface.html'), pages.find(({ path }) => path === 'project-pacs.html')!.content);
    for (const width of [1280, 390]) {
      const page = await open('own-typeface', width, 'light');
      expect(page.said).toEqual([]);
      const faces = await page.evaluate('[...document.fonts].map(({ family, status }) => [family, status])');
      expect(faces).toEqual([
        ['Riverside Sans', 'loaded'],
        ['Riverside Sans', 'loaded'],
      ]);
      expect(await page.evaluate(BADLY_PLACED_WORDS)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      await page.context().close();
    }
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
    await page.locator('main .figure:visible').first().focus();
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
    await page.locator('main .figure:visible').first().click();
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
    expect(await page.evaluate(AXE)).toEqual([]);
    expect(
      await page.evaluate('document.querySelector(".panel:popover-open").getBoundingClientRect().right <= 390'),
    ).toBe(true);
    await context.close();
  });

  describe('a chart whose marks are rows of its table', () => {
    const readings = `[...document.querySelectorAll('figure[data-along]')].map((figure) => {
      const table = figure.nextElementSibling.querySelector('table');
      const pointer = [...figure.querySelectorAll('.pointer')].find((one) => one.offsetParent !== null);
      const places = pointer.parentElement.dataset.at.split(' ').map(Number);
      const rows = figure.dataset.rows?.split(' ').map(Number) ?? places.map((_, i) => i);
      const box = figure.querySelector(pointer.parentElement.className.includes('wide') ? '.wide svg' : '.narrow svg').viewBox.baseVal;
      const end = figure.dataset.along === 'x' ? box.width : box.height;
      const bad = places.filter((place, i) => !(place >= 0 && place <= end) || table.tBodies[0].rows[rows[i]] === undefined);
      return bad.length;
    })`;

    test.each(['report', 'project-pacs', 'finance'])(
      '«%s»: every place lies on its picture and has a row',
      async (name) => {
        for (const width of [1280, 390]) {
          const page = await open(name, width, 'light');
          const bad = (await page.evaluate(readings)) as number[];
          expect(bad.length).toBeGreaterThan(0);
          expect(bad.filter((count) => count > 0)).toEqual([]);
          await page.context().close();
        }
      },
    );

    test('says under the mouse and to the keys what the table says, and hides it', async () => {
      const page = await open('finance', 1280, 'light');
      const figure = page.locator('figure[data-along="y"]').first();
      const pointer = figure.locator('.wide .pointer');
      const [first] = (await figure.locator('.wide').getAttribute('data-at'))!.split(' ').map(Number);
      const height = Number((await figure.locator('.wide svg').getAttribute('viewBox'))!.split(' ')[3]);
      await pointer.scrollIntoViewIfNeeded();
      const box = (await pointer.boundingBox())!;
      await page.mouse.move(box.x + 20, box.y + (box.height * first!) / height);
      const cells = await figure
        .locator('xpath=following-sibling::*[1]')
        .locator('tbody tr')
        .first()
        .locator('th, td')
        .allTextContents();
      const tip = (await figure.locator('.wide .tip').textContent())!;
      // The tip parts a name from what is said of it; else it says what the cells say.
      const said = tip.replaceAll(' · ', ' ');
      for (const text of cells) expect(said).toContain(text.trim().replaceAll(' · ', ' '));
      await page.mouse.move(5, 5);
      expect(await figure.locator('.wide .tip').isVisible()).toBe(false);

      await pointer.focus();
      await page.keyboard.press('End');
      expect(await figure.locator('.wide .tip').isVisible()).toBe(true);
      expect(await pointer.getAttribute('aria-valuenow')).toBe(await pointer.getAttribute('aria-valuemax'));
      expect(await pointer.getAttribute('aria-valuetext')).not.toContain(cells[0]!.trim());
      await page.keyboard.press('Escape');
      expect(await figure.locator('.wide .tip').isVisible()).toBe(false);
      expect(page.said).toEqual([]);
      await page.context().close();
    });

    test.each(['light', 'dark'] as const)(
      'with a tip, %s: nothing that axe finds, no wider than a phone',
      async (scheme) => {
        const page = await open('finance', 390, scheme, true);
        for (const along of ['x', 'y']) {
          await page.locator(`figure[data-along="${along}"] .narrow .pointer`).first().focus();
          await page.keyboard.press('End');
          await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
          expect(await page.evaluate(AXE)).toEqual([]);
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
        }
        await page.context().close();
      },
    );
  });

  describe('a process chart', () => {
    const named = 'project-pacs';

    test('is looked at closer with Vega, under a policy without eval; a tip says what the table says', async () => {
      const page = await open(named, 1280, 'light');
      const figure = page.locator('figure[data-explore]').first();
      await figure.getByRole('button', { name: 'Look closer' }).click();
      await figure.locator('canvas').waitFor();
      await page.keyboard.press('End');
      const last = await page
        .locator('figure[data-explore] + details')
        .first()
        .locator('tbody tr')
        .last()
        .locator('th, td')
        .allTextContents();
      const tip = (await figure.locator('.tip').textContent())!;
      for (const text of last.map((one) => one.trim()).filter((one) => one !== '')) expect(tip).toContain(text);
      expect(tip).toContain('limits');

      const box = (await figure.locator('canvas').boundingBox())!;
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      const middle = await figure.locator('.tip').textContent();
      expect(middle).not.toBe(tip);
      await page.keyboard.press('ArrowRight');
      expect(await figure.locator('.tip').textContent()).not.toBe(middle);
      await figure.getByRole('button', { name: 'Zoom in' }).click();
      // Something is drawn: some of its pixels are not the paper's.
      expect(await page.evaluate(DRAWN)).toBeGreaterThan(500);

      await figure.getByRole('button', { name: 'Back to the picture' }).click();
      expect(await figure.locator('.wide svg').isVisible()).toBe(true);
      expect(page.said).toEqual([]);
      await page.context().close();
    });

    test('likewise what would have been: measured, without it and the band, period by period', async () => {
      const page = await open(named, 1280, 'light');
      const figure = page.locator('figure[data-explore^="counterfactual"]').first();
      await page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true`);
      await figure.getByRole('button', { name: 'Look closer' }).click();
      await figure.locator('canvas').waitFor();
      const rows = figure.locator('xpath=following-sibling::details[1]').locator('tbody tr');
      for (const [key, row] of [
        ['Home', rows.first()],
        ['End', rows.last()],
      ] as const) {
        await page.keyboard.press(key);
        const tip = await figure.locator('.tip').textContent();
        const cells = (await row.locator('th, td').allTextContents()).map((cell) => cell.trim());
        const [from, measured, without, band] = cells;
        expect(tip).toBe(`${from} · Measured ${measured} · Without it ${without} · Band ${band}`);
      }
      expect(await page.evaluate(DRAWN)).toBeGreaterThan(500);
      expect(page.said).toEqual([]);
      await page.context().close();
    });

    test.each(['light', 'dark'] as const)(
      'looked at closer, %s: nothing that axe finds, no wider than a phone',
      async (scheme) => {
        const page = await open(named, 390, scheme, true);
        await page.locator('.explore').first().click();
        await page.keyboard.press('Home');
        await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
        expect(await page.evaluate(AXE)).toEqual([]);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
        await page.context().close();
      },
    );

    test('is the picture on paper, whatever was open', async () => {
      const page = await open(named, 1280, 'light');
      const figure = page.locator('figure[data-explore]').first();
      await figure.locator('.explore').click();
      await page.emulateMedia({ media: 'print' });
      expect(await figure.locator('.wide svg').isVisible()).toBe(true);
      expect(await figure.locator('.explorer').isVisible()).toBe(false);
      await page.context().close();
    });

    test('is the picture where no script runs', async () => {
      const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
      const page = await context.newPage();
      await page.goto(pathToFileURL(join(folder, `${named}.html`)).href);
      expect(await page.locator('figure[data-explore] .wide svg').first().isVisible()).toBe(true);
      expect(await page.locator('.explore').count()).toBe(0);
      await context.close();
    });
  });
});
