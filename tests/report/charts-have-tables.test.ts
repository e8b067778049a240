import { expect, test } from 'vitest';
import { buildCharts } from '../../src/chart/index.ts';
import type { Block, Figure } from '../../src/report/document.ts';
import { buildReports } from '../../src/report/index.ts';
import { someResults } from '../support/results.ts';

function figuresIn(blocks: readonly Block[]): Figure[] {
  return blocks.flatMap((block) =>
    block.kind === 'figure' ? [block] : 'blocks' in block ? figuresIn(block.blocks) : [],
  );
}

test('each chart that a report shows has a table with rows behind it, and a text alternative that says what is drawn', () => {
  const results = someResults();
  const charts = buildCharts(results, 'wide');
  const figures = buildReports(results).flatMap(({ sections }) => figuresIn(sections));
  expect(figures.length).toBeGreaterThan(20);
  for (const { chart, data } of figures) {
    const drawn = charts.get(chart);
    if (drawn === undefined) continue;
    expect([chart, data.rows.length > 0, data.caption !== '']).toEqual([chart, true, true]);
    // What kind of chart it is stands before the finding, which the caption says alone.
    expect([chart, drawn.description.indexOf(drawn.title) > 0]).toEqual([chart, true]);
  }
});
