import { parse, View } from 'vega';
import { compile } from 'vega-lite';
import { expect, test } from 'vitest';
import { buildCharts } from '../../src/chart/index.ts';
import { compileChart } from '../../src/render/compile-chart.ts';
import { withoutForbidden } from '../../src/render/escape.ts';
import { minifySvg } from '../../src/render/minify-svg.ts';
import { renderSvg } from '../../src/render/svg.ts';
import { EXTREMES } from '../support/extreme-results.ts';
import { someResults } from '../support/results.ts';

const charts = [someResults(), ...EXTREMES.map(([, one]) => one)].flatMap((results) =>
  (['wide', 'narrow'] as const).flatMap((layout) =>
    [...buildCharts(results, layout).values()].map(({ name, spec }) => ({ name: `${name}, ${layout}`, spec })),
  ),
);

function pictureOf({ title: _, description: __, usermeta: ___, ...picture }: (typeof charts)[number]['spec']) {
  return { ...picture, background: 'transparent' };
}

test('the last chart of a kind is drawn as by itself, whatever was drawn before it', async () => {
  const last = new Map(charts.map(({ name, spec }) => [name.replace(/\..*,/, ''), { name, spec }]));
  for (const { name, spec } of charts) {
    const { plain } = await renderSvg(spec);
    if (![...last.values()].some((one) => one.spec === spec)) continue;
    const view = new View(parse(compile(structuredClone(pictureOf(spec)) as never).spec), { renderer: 'none' });
    await view.runAsync();
    expect(plain, name).toContain(minifySvg(withoutForbidden(await view.toSVG())));
    view.finalize();
  }
});

test('most charts are drawn without being compiled', () => {
  let compiled = 0;
  for (const { spec } of charts) {
    compileChart(pictureOf(spec), (one) => {
      compiled++;
      return compile(one as never).spec;
    });
  }
  expect(compiled).toBeLessThan(charts.length / 2);
});
