// `make pictures`: the pictures in the README, taken from the reports of `make demo` and from the committed example.
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const here = import.meta.dirname;
const root = resolve(here, '../..');
const RIVERSIDE = 'reports/riverside/latest';
const NIGHTINGALE = 'reports/example/nightingale';

/** Pages: file, what of it is shown, at which width; `to` is where the picture ends, in CSS pixels from its top. */
const PAGES = [
  { name: 'report', page: `${RIVERSIDE}/report.html`, width: 1180, to: 900 },
  { name: 'project', page: `${RIVERSIDE}/project-pacs.html`, width: 1180, to: 900 },
  {
    name: 'process-chart',
    page: `${RIVERSIDE}/project-pacs.html`,
    width: 1180,
    at: 'section section section',
    to: 760,
  },
  { name: 'finance', page: `${RIVERSIDE}/finance.html`, width: 1180, at: '#appraisal', to: 900 },
  { name: 'library', page: 'reports/index.html', width: 1180, to: 700 },
  {
    name: 'nightingale',
    page: `${NIGHTINGALE}/project-sanitary-commission.html`,
    width: 1180,
    at: 'section:has(> figure svg[aria-label^="Process chart"])',
    to: 760,
  },
  { name: 'phone', page: `${RIVERSIDE}/report.html`, width: 390, to: 844, dark: true },
];

/** Pages of PDFs, the first unless another is named, by pdftoppm, which names its file itself. */
const PRINTS = [
  { name: 'executive', file: `${RIVERSIDE}/executive.pdf` },
  { name: 'project-on-paper', file: `${RIVERSIDE}/project-record.pdf`, page: 6 },
  { name: 'project-in-brief', file: `${RIVERSIDE}/project-record.pdf`, page: 14 },
  { name: 'executive-nightingale', file: `${NIGHTINGALE}/executive.pdf` },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
for (const { name, page: file, width, at, to, dark } of PAGES) {
  const page = await browser.newPage({ viewport: { width, height: to }, colorScheme: dark ? 'dark' : 'light' });
  await page.goto(pathToFileURL(join(root, file)).href);
  if (at !== undefined)
    await page
      .locator(at)
      .first()
      .evaluate((element) => element.scrollIntoView({ behavior: 'instant' }));
  await page.screenshot({ path: join(here, `${name}.png`) });
  await page.close();
}
await browser.close();

for (const { name, file, page = 1 } of PRINTS) {
  execFileSync('pdftoppm', ['-png', '-singlefile', '-f', `${page}`, '-r', '90', join(root, file), join(here, name)]);
}
