import { expect, test } from 'vitest';
import { benefitsByClass } from '../../src/chart/benefits-by-class.ts';
import type { Spec } from '../../src/chart/chart.ts';
import { renderSvg } from '../../src/render/svg.ts';
import { someResults } from '../support/results.ts';

const chart = benefitsByClass(someResults(), 'wide')[0]!;
const layers = chart.spec['layer'] as { mark: Spec; data: { values: Spec[] } }[];

test('demonstrated, disbenefit and not demonstrated are all counted in the title', () => {
  expect(chart.title).toBe('3 of 5 benefits are demonstrated, 1 is a disbenefit, 1 is not demonstrated');
});

test('bars start at zero and carry their P5–P95; nothing is drawn for what is not demonstrated', () => {
  const bars = layers.find((layer) => layer.mark['type'] === 'rect')!.data.values;
  expect(bars.map(({ zero, likely, low, high }) => [zero, likely, low, high])).toEqual([
    [0, 213_000, 152_000, 276_000],
    [0, -54_000, -92_000, -17_000],
    [0, 88_000, 31_000, 149_000],
    [0, 418_000, 280_000, 560_000],
  ]);
});

test('cash classes come first, the others say that they are not cash; where benefits add up, so does their class', () => {
  const rows = layers.flatMap((layer) => layer.data.values);
  const headings = layers
    .flatMap((layer) => layer.data.values)
    .flatMap((row) => (row['text'] === undefined ? [] : row['text']));
  expect([...new Set(headings)]).toEqual([
    'cash-releasing',
    'cash-avoiding',
    'capacity (not cash)',
    'quality (not cash)',
  ]);
  expect(rows.flatMap(({ total }) => total || [])).toContain('$160,000 (P5–P95 $90,000 to $230,000)');
});

test('where nothing is demonstrated, and nothing planned, the names stand at the zero line', async () => {
  const results = someResults();
  const nothing = { low: null, likely: null, high: null };
  const benefits = results.benefits.map((benefit) => ({ ...benefit, demonstrated: nothing, planned: null }));
  const { plain } = await renderSvg(benefitsByClass({ ...results, benefits }, 'wide')[0]!.spec);
  expect(plain).toContain('Radiologist hours freed');
});
