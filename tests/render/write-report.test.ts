import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { drawReports, renderPages } from '../../src/render/write-report.ts';
import type { Results } from '../../src/results/schema.ts';
import { HERE } from '../../src/workers/workers.ts';
import { emptyResults, HOSTILE, someResults } from '../support/results.ts';

const NAMES = ['report', 'project-pacs', 'project-or-platform', 'project-lab', 'finance'];
const render = async (results: Results) => {
  const drawn = await drawReports(results, HERE);
  return { charts: drawn.charts, pages: await renderPages(drawn) };
};
type Rendered = Awaited<ReturnType<typeof render>>;
let rendered: Rendered;
beforeAll(async () => {
  rendered = await render(someResults());
});
const pageOf = (from: Rendered, name: string) => from.pages.find(({ path }) => path === `${name}.html`)!.content;

describe.each(NAMES)('the page «%s» of a full run', (name) => {
  /** The page, and without what it runs: what stands in its scripts is no markup. */
  let report: { whole: string; html: string; scripts: [tag: string, content: string][] };
  beforeAll(() => {
    const whole = pageOf(rendered, name);
    const found = [...whole.matchAll(/(<script[^>]*>)(.*?)<\/script>/gs)];
    const html = found.reduce((rest, [all]) => rest.replace(all, () => ''), whole);
    report = { whole, html, scripts: found.map(([, tag, content]) => [tag!, content!]) };
  });

  /** The page's tags, without the values that are words, that a pattern finds something in. */
  const inTags = (pattern: RegExp) =>
    (report.html.match(/<[a-z][^>]*>/gi) ?? [])
      .map((tag) => tag.replace(/ (aria-label|data-label|d)="[^"]*"/g, ''))
      .filter((tag) => pattern.test(tag));

  test('loads nothing, and runs nothing but the one script that its policy names', () => {
    const runs = report.scripts.filter(([tag]) => tag === '<script>');
    const tags = report.scripts.map(([tag]) => tag);
    const isExplored = report.html.includes(' data-explore=');
    const isPointed = report.html.includes(' data-along=');
    const data = isExplored ? ['<script type="application/json" id="explorer">'] : [];
    expect(tags).toEqual(isExplored || isPointed ? [...data, '<script>'] : []);
    expect(isExplored).toBe(name.startsWith('project-'));
    const hashes = runs.map(
      ([, script]) => `script-src 'sha256-${createHash('sha256').update(script).digest('base64')}';`,
    );
    expect(inTags(/Content-Security-Policy/)[0]!.match(/script-src[^;]*;/g) ?? []).toEqual(hashes);
    expect(inTags(/^<(script|link|iframe|object|embed|img|base|form)\b/i)).toEqual([]);
    expect(inTags(/\s(on\w+|style)=/i)).toEqual([]);
    // Links lead to the page itself and to the run's other reports beside it.
    expect(inTags(/href="(?!#|(report|executive|finance|project-[a-z-]+)(\.html(#[\w-]+)?|\.pdf)")/i)).toEqual([]);
    expect(report.html.match(/@import|url\((?!data:font\/ttf;base64,)/i)).toBeNull();
  });

  test('lets its policy load its own style and fonts only', () => {
    const style = report.html.match(/<style>(.*?)<\/style>/s)![1]!;
    const hash = createHash('sha256').update(style).digest('base64');
    const [policy] = inTags(/Content-Security-Policy/);
    expect(policy).toContain(`content="default-src 'none';`);
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain(
      `style-src 'sha256-${hash}'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'"`,
    );
  });

  test('says its language and title, and has headings in order', () => {
    expect(report.html).toContain('<html lang="en-GB">');
    expect(report.html).toMatch(/<title>[^<]+, Riverside Health — integrated diagnostics and perioperative platform</);
    const levels = [...report.html.matchAll(/<h(\d)>/g)].map((match) => Number(match[1]));
    expect(levels[0]).toBe(1);
    for (let i = 1; i < levels.length; i++) expect(levels[i]! - levels[i - 1]!).toBeLessThanOrEqual(1);
  });

  test('gives every id once, and every link a target', () => {
    const ids = [...report.html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]!);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of report.html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });

  test('shows every figure with the numbers behind it', () => {
    const figures = report.html.match(/<figure( data-[a-z]+="[^"]+")*>/g)?.length ?? 0;
    expect(report.html.match(/<svg /g)?.length ?? 0).toBe(2 * figures);
    expect(report.html.match(/<\/figure>\n(<details>|<div class="scroll")/g)?.length ?? 0).toBe(figures);
  });

  test('warns before any number that the data is made up', () => {
    expect(report.html.indexOf('Synthetic data')).toBeLessThan(report.html.indexOf('<h1>'));
  });

  test('never lets a name become markup', () => {
    expect(inTags(/^<script/i)).toEqual([]);
    expect(report.html.includes('\u202e')).toBe(false);
  });

  test('is small enough to mail', () => {
    expect(report.html.length).toBeLessThan(1_000_000);
    expect(Buffer.byteLength(report.whole)).toBeLessThan(5_000_000);
  });
});

test('every chart stands in one of the reports at least', () => {
  const html = rendered.pages.map(({ content }) => content).join('');
  const labels = [...html.matchAll(/<svg [^>]*aria-label="([^"]*)"/g)].map((match) => match[1]);
  expect(rendered.charts.length).toBeGreaterThan(10);
  for (const { svg } of rendered.charts) expect(labels).toContain(svg.match(/aria-label="([^"]*)"/)![1]);
});

test('names from the program are text, in pages and in charts', () => {
  expect(pageOf(rendered, 'project-lab').includes('&lt;script&gt;alert(1)&lt;/script&gt;')).toBe(true);
  for (const { svg } of rendered.charts) expect(svg).not.toContain(HOSTILE.slice(0, 8));
});

test('the same results give the same pages and charts', async () => {
  const again = await render(someResults());
  expect(again.pages.map(({ content }, i) => content === rendered.pages[i]!.content)).not.toContain(false);
  expect(again.charts).toEqual(rendered.charts);
});

test('links find their file wherever a deployment’s name would lead an address astray', async () => {
  const results = emptyResults();
  results.program.deployments[0]!.id = 'ris/phase-2';
  const { pages } = await render(results);
  expect(pages.map(({ path }) => path)).toContain('project-ris%2Fphase-2.html');
  expect(pageOf({ ...rendered, pages }, 'report')).toContain('href="project-ris%252Fphase-2.html"');
});

test('a run that measured nothing still has pages that say what was loaded', async () => {
  const empty = await render(emptyResults());
  expect(pageOf(empty, 'report').includes('No benefit is registered')).toBe(true);
  expect(pageOf(empty, 'project-pacs').includes('No KPI is measured for this deployment.')).toBe(true);
  expect(empty.charts.every(({ name }) => name.startsWith('exclusion_waterfall.'))).toBe(true);
});

test('measured data carries no notice', async () => {
  const results = emptyResults();
  results.program.synthetic = null;
  expect(pageOf(await render(results), 'report').includes('class="notice"')).toBe(false);
});
