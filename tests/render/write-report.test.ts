import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type RenderedReport, renderReport } from '../../src/render/write-report.ts';
import { emptyResults, HOSTILE, someResults } from '../support/results.ts';

describe('the page of a full run', () => {
  let report: RenderedReport;
  beforeAll(async () => {
    report = await renderReport(someResults());
  });

  /** The page's tags, without the values that are words, that a pattern finds something in. */
  const inTags = (pattern: RegExp) =>
    (report.html.match(/<[a-z][^>]*>/gi) ?? [])
      .map((tag) => tag.replace(/ (aria-label|data-label|d)="[^"]*"/g, ''))
      .filter((tag) => pattern.test(tag));

  test('loads nothing and runs nothing', () => {
    expect(inTags(/^<(script|link|iframe|object|embed|img|base|form)\b/i)).toEqual([]);
    expect(inTags(/\s(on\w+|style)=/i)).toEqual([]);
    expect(inTags(/href="(?!#)/i)).toEqual([]);
    expect(report.html.match(/@import|url\((?!data:font\/ttf;base64,)/i)).toBeNull();
  });

  test('lets its policy load its own style and fonts only', () => {
    const style = report.html.match(/<style>(.*?)<\/style>/s)![1]!;
    const hash = createHash('sha256').update(style).digest('base64');
    const [policy] = inTags(/Content-Security-Policy/);
    expect(policy).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'"`,
    );
  });

  test('says its language and title, and has headings in order', () => {
    expect(report.html).toContain('<html lang="en">');
    expect(report.html).toContain(
      '<title>Riverside Health — integrated diagnostics and perioperative platform</title>',
    );
    const levels = [...report.html.matchAll(/<h(\d)>/g)].map((match) => Number(match[1]));
    expect(levels[0]).toBe(1);
    for (let i = 1; i < levels.length; i++) expect(levels[i]! - levels[i - 1]!).toBeLessThanOrEqual(1);
  });

  test('gives every id once, and every link a target', () => {
    const ids = [...report.html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]!);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of report.html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });

  test('shows every chart with the numbers behind it', () => {
    const figures = report.html.match(/<figure>/g)!.length;
    expect(figures).toBe(report.charts.length);
    expect(report.html.match(/<svg /g)!.length).toBe(2 * figures);
    expect(report.html.match(/<\/figure>\n(<details>|<div class="scroll")/g)!.length).toBe(figures);
  });

  test('warns before any number that the data is made up', () => {
    expect(report.html.indexOf('Synthetic data')).toBeLessThan(report.html.indexOf('<h1>'));
  });

  test('never lets a name become markup', () => {
    expect(inTags(/^<script/i)).toEqual([]);
    expect(report.html.includes('\u202e')).toBe(false);
    expect(report.html.includes('&lt;script&gt;alert(1)&lt;/script&gt;')).toBe(true);
    for (const { svg } of report.charts) expect(svg).not.toContain(HOSTILE.slice(0, 8));
  });

  test('is small enough to mail', () => {
    expect(report.html.length).toBeLessThan(1_000_000);
  });

  test('is the same for the same results', async () => {
    const again = await renderReport(someResults());
    expect(again.html === report.html).toBe(true);
    expect(again.charts).toEqual(report.charts);
  });
});

test('a run that measured nothing still has a page that says what was loaded', async () => {
  const { html, charts } = await renderReport(emptyResults());
  expect(html.includes('No benefit is registered')).toBe(true);
  expect(html.includes('No KPI is measured for this deployment.')).toBe(true);
  expect(charts.every(({ name }) => name.startsWith('exclusion_waterfall.'))).toBe(true);
});

test('measured data carries no notice', async () => {
  const results = someResults();
  results.program.synthetic = null;
  expect((await renderReport(results)).html.includes('class="notice"')).toBe(false);
});
