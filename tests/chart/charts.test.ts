import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { buildCharts, CHARTS } from '../../src/chart/index.ts';
import { COLOURS } from '../../src/chart/theme.ts';
import { shippedFont } from '../../src/render/font.ts';
import { emptyResults, HOSTILE, someResults } from '../support/results.ts';

const results = someResults();
const schema = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('vega-lite/vega-lite-schema.json'), 'utf8'),
);
const isVegaLite = new Ajv({ strict: false, allowUnionTypes: true, validateFormats: false }).compile(schema);
const charts = (['wide', 'narrow'] as const).flatMap((layout) =>
  [...buildCharts(results, layout).values()].map((chart) => ({ layout, chart })),
);

describe('every chart of a run', () => {
  test.each(charts)('$layout $chart.name is valid Vega-Lite', ({ chart }) => {
    isVegaLite(chart.spec);
    expect(isVegaLite.errors ?? []).toEqual([]);
  });

  test.each(charts)('$layout $chart.name says its finding, what is drawn and where it comes from', ({ chart }) => {
    expect(chart.spec['title']).toEqual({ text: chart.title, subtitle: chart.subtitle });
    // The caption says finding and subtitle; to whoever does not see the chart its text adds what the eye would take from it.
    expect(chart.description).toContain(chart.title);
    expect(chart.description).not.toContain(chart.subtitle);
    const reading = chart.description.slice(chart.description.indexOf(chart.title) + chart.title.length + 1);
    expect(reading).toMatch(/[\p{L}\d].*\.$/u);
    expect(chart.spec['description']).toBe(chart.description);
    const usermeta = chart.spec['usermeta'] as { run_id: string; figures: string[] };
    expect(usermeta.run_id).toBe(results.run_id);
    for (const id of usermeta.figures) expect(results.figures).toHaveProperty([id]);
  });

  test('says nothing that the shipped typeface has no letter for', () => {
    const glyphs = [400, 600].map((weight) => shippedFont(weight as 400 | 600).glyphs);
    const lacking = (text: string) =>
      Array.from(text.replaceAll(HOSTILE, '')).filter(
        (letter) => !glyphs.every((one) => one.has(letter.codePointAt(0)!)),
      );
    for (const { chart } of charts) expect(lacking(`${chart.title}${chart.subtitle}`)).toEqual([]);
  });

  test('holds its data itself, as JSON that survives a round trip', () => {
    for (const { chart } of charts) {
      expect(JSON.parse(JSON.stringify(chart.spec))).toEqual(chart.spec);
      expect(JSON.stringify(chart.spec)).not.toMatch(/"url"|NaN|Infinity/);
    }
  });

  test('has a name of its own that is safe as a file name', () => {
    const names = charts.filter(({ layout }) => layout === 'wide').map(({ chart }) => chart.name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[\w.%()!~*'-]+$/);
  });
});

test('each kind of chart in the index draws something of a full run, and nothing but the extracts of an empty one', () => {
  for (const build of Object.values(CHARTS)) expect(build(results, 'wide').length).toBeGreaterThan(0);
  const left = [...buildCharts(emptyResults(), 'wide').keys()];
  expect(left.every((name) => name.startsWith('exclusion_waterfall.extract.'))).toBe(true);
});

test('no two colours are equal: a dark page replaces each by its own', () => {
  expect(new Set(Object.values(COLOURS)).size).toBe(Object.keys(COLOURS).length);
});
