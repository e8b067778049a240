import { compile } from 'vega-lite';
import { expect, test } from 'vitest';
import { buildCharts } from '../../src/chart/index.ts';
import { compileChart } from '../../src/render/compile-chart.ts';
import { EXTREMES } from '../support/extreme-results.ts';
import { someResults } from '../support/results.ts';

test('every chart is compiled as by itself, whatever was compiled before it, and most of them without compiling', () => {
  let asked = 0;
  const compiled: unknown[] = [];
  const counting = (spec: object) => {
    compiled.push(spec);
    return compile(spec as never).spec;
  };
  for (const results of [someResults(), ...EXTREMES.map(([, one]) => one)]) {
    for (const layout of ['wide', 'narrow'] as const) {
      for (const { name, spec } of buildCharts(results, layout).values()) {
        const { title: _, description: __, usermeta: ___, ...picture } = structuredClone(spec);
        expect(compileChart(picture, counting), `${name}, ${layout}`).toEqual(compile(picture as never).spec);
        asked++;
      }
    }
  }
  expect(compiled.length).toBeLessThan(asked / 2);
});
