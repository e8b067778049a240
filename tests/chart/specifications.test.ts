import { expect, test } from 'vitest';
import type { Spec } from '../../src/chart/chart.ts';
import { CHARTS } from '../../src/chart/index.ts';
import { someResults } from '../support/results.ts';

/** A layer in a line: its mark, which field is drawn where, how many rows, and the first of them. */
function layerOutline(layer: Spec): string[] {
  const inner = layer['layer'] as Spec[] | undefined;
  if (inner !== undefined) return inner.flatMap(layerOutline);
  const mark = layer['mark'] as Spec | string;
  const { type, ...look } = typeof mark === 'string' ? { type: mark } : mark;
  const encoding = (layer['encoding'] ?? {}) as Record<string, Spec>;
  const channels = Object.entries(encoding).map(([name, { field, value, condition }]) => {
    return `${name}=${condition === undefined ? (field ?? value) : choices([condition].flat() as Spec[])}`;
  });
  const rows = (layer['data'] as { values?: unknown[] } | undefined)?.values ?? [];
  return [
    `  ${[type, ...channels].join(' ')} ${JSON.stringify(look)}`,
    `    ${rows.length} × ${JSON.stringify(rows[0])}`,
  ];
}

/** What each kind of row is drawn with. */
function choices(conditions: readonly Spec[]): string {
  return JSON.stringify(conditions.map(({ value }) => value));
}

// One of each kind, so that a change to what a chart draws or says is seen where changes are read.
test('what one chart of each kind draws', async () => {
  const results = someResults();
  const outlines = Object.values(CHARTS).map((build) => {
    const [chart] = build(results, 'wide');
    const { name, title, subtitle, description, spec } = chart!;
    const layers = (spec['layer'] as Spec[]).flatMap(layerOutline);
    return [name, title, subtitle, description, `${spec['width']} × ${spec['height']}`, ...layers].join('\n');
  });
  await expect(`${outlines.join('\n\n')}\n`).toMatchFileSnapshot('specifications.txt');
});
