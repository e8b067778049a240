import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildCharts } from '../../src/chart/index.ts';
import { HERE } from '../../src/workers/workers.ts';
import { isBuilt } from '../support/cli.ts';
import { someResults } from '../support/results.ts';
import { someTypeface } from '../support/typeface.ts';

// Threads run compiled code: these tests, too, take the modules that `make build` made.
const compiled = (module: string) => pathToFileURL(join(resolve(import.meta.dirname, '../../build/src'), module)).href;
const drawing = compiled('render/svg.js');

describe.skipIf(!isBuilt)('threads', () => {
  let openWorkers: typeof import('../../src/workers/workers.ts').openWorkers;
  let DRAWING: typeof import('../../src/render/svg.ts').DRAWING;

  beforeAll(async () => {
    ({ openWorkers } = await import(compiled('workers/workers.js')));
    ({ DRAWING } = await import(drawing));
  });

  async function withThreads<T>(threads: number, work: (workers: ReturnType<typeof openWorkers>) => Promise<T>) {
    const workers = openWorkers(threads);
    try {
      return await work(workers);
    } finally {
      await workers.close();
    }
  }

  test('charts are the same bytes, in the same order, whatever the number of threads', async () => {
    const charts = (['wide', 'narrow'] as const).flatMap((layout) => [...buildCharts(someResults(), layout).values()]);
    // Enough of them that threads start.
    const typeface = someTypeface();
    const items = [...charts, ...charts]
      .slice(0, 70)
      .map(({ spec }, i) => ({ spec, typeface: i < 60 ? null : typeface }));
    expect(items.length).toBe(70);
    const one = await withThreads(1, (workers) => workers.map(DRAWING, items));
    expect(await withThreads(2, (workers) => workers.map(DRAWING, items))).toEqual(one);
    expect(one.map(({ plain }) => plain.includes('Riverside Sans'))).toEqual(items.map((_, i) => i >= 60));
  });

  test('an item that cannot be done is told with its own error', async () => {
    const mark = { mark: 'point', encoding: { size: { field: 'b', type: 'nominal' } } };
    const bad = { ...buildCharts(someResults(), 'wide').values().next().value!.spec, layer: [mark] };
    const items = Array.from({ length: 100 }, () => ({ spec: bad, typeface: null }));
    const error = (threads: number) =>
      withThreads(threads, (workers) => workers.map(DRAWING, items)).catch(({ message }: Error) => message);
    expect(await error(2)).toEqual(await error(1));
    expect(await error(2)).toMatch(/size/);
  });

  test('orders that come together, and after one that failed, are answered with their own results', async () => {
    const specs = [...buildCharts(someResults(), 'wide').values()].map(({ spec }) => spec);
    const items = Array.from({ length: 70 }, (_, i) => ({ spec: specs[i % specs.length]!, typeface: null }));
    const bad = {
      spec: { ...specs[0], layer: [{ mark: 'point', encoding: { size: { field: 'b', type: 'nominal' } } }] },
    };
    const lists = [items, [], [{ ...bad, typeface: null }, ...items], items.slice(3), items.slice(0, 1)];
    const outcomes = await withThreads(2, (workers) =>
      Promise.allSettled(lists.map((list) => workers.map(DRAWING, list))),
    );
    const drawn = await withThreads(1, (workers) => workers.map(DRAWING, items));
    const told = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : 'failed'));
    expect(told).toEqual([drawn, [], 'failed', drawn.slice(3), drawn.slice(0, 1)]);
  });
});

test('without threads, results come in the order of the items', async () => {
  const task = { module: import.meta.url, run: async (item: number) => item * 2 };
  expect(await HERE.map(task, [3, 1, 2])).toEqual([6, 2, 4]);
});
