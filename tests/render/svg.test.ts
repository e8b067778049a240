import { describe, expect, test } from 'vitest';
import { buildCharts } from '../../src/chart/index.ts';
import { spcName } from '../../src/chart/spc.ts';
import { renderSvg } from '../../src/render/svg.ts';
import { someResults } from '../support/results.ts';

const charts = buildCharts(someResults(), 'wide');
const specOf = (name: string) => structuredClone(charts.get(name)!.spec);
const weekly = spcName({ kpi: 'stat_report', unit: 'main/imaging' });

describe('every chart', () => {
  test.each(['wide', 'narrow'] as const)('draws without a warning, in both layouts (%s)', async (layout) => {
    for (const { spec } of buildCharts(someResults(), layout).values()) {
      const { plain, titled } = await renderSvg(spec);
      for (const svg of [plain, titled]) {
        expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 \d+ \d+" role="img" aria-label="[^"]+"/);
        // Nothing that a policy would block, that could clash on a page, or that is no number.
        expect(svg).not.toMatch(/ style=| id=| class=|<script|<a |href|NaN|undefined|Infinity/);
      }
    }
  });
});

test('a chart of 117 weeks is small', async () => {
  const { plain } = await renderSvg(specOf(weekly));
  expect(plain.match(/M[\d.]+,[\d.]+m/g)!.length).toBe(116);
  expect(plain.length).toBeLessThan(12_000);
});

test('the same specification gives the same bytes', async () => {
  expect(await renderSvg(specOf(weekly))).toEqual(await renderSvg(specOf(weekly)));
});

test('coordinates keep a tenth of a pixel', async () => {
  const { plain } = await renderSvg(specOf(weekly));
  expect(plain).not.toMatch(/\d\.\d\d/);
});

test('months are those of UTC whatever the time zone of the machine', async () => {
  const zone = process.env['TZ'];
  const drawn: string[] = [];
  for (const one of ['Pacific/Kiritimati', 'America/Los_Angeles']) {
    process.env['TZ'] = one;
    drawn.push((await renderSvg(specOf(weekly))).plain);
  }
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
  expect(drawn[0]).toBe(drawn[1]);
});

test('the title of a file that stands alone breaks into lines that fit', async () => {
  const spec = specOf(weekly);
  spec['title'] = { text: 'word '.repeat(60).trim(), subtitle: 'short' };
  const { titled } = await renderSvg(spec);
  const lines = [...titled.matchAll(/font-size="17"[^>]*>([^<]+)</g)].map((match) => match[1]!);
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.join(' ')).toBe('word '.repeat(60).trim());
});

test('hostile words are text', async () => {
  const spec = specOf(weekly);
  spec['description'] = '"><script>alert(1)</script>';
  spec['title'] = { text: '<script>alert(2)</script>', subtitle: '\u0007' };
  const { titled } = await renderSvg(spec);
  expect(titled).not.toContain('<script');
  expect(titled).toContain('aria-label="&quot;&gt;&lt;script&gt;alert(1)');
  expect(titled).not.toContain('\u0007');
});

test('a chart that Vega-Lite warns about is refused', async () => {
  const spec = {
    ...specOf(weekly),
    layer: [
      {
        mark: 'point',
        encoding: { x: { field: 'a', type: 'quantitative', nonsense: 1 }, size: { field: 'b', type: 'nominal' } },
      },
    ],
  };
  await expect(renderSvg(spec)).rejects.toThrow(/size/);
});
