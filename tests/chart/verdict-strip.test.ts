import { expect, test } from 'vitest';
import type { Spec } from '../../src/chart/chart.ts';
import { verdictStrip } from '../../src/chart/verdict-strip.ts';
import { someResults } from '../support/results.ts';

const chart = verdictStrip(someResults(), 'wide')[0]!;

test('every comparison is counted, whatever its verdict', () => {
  expect(chart.title).toBe(
    'Of 10 comparisons 4 improved, 1 worsened, 1 showed no material change, 2 not demonstrated, 2 cannot be judged',
  );
});

test('a verdict is told by its sign as well as by its colour', () => {
  const cells = (chart.spec['layer'] as { mark: Spec; data: { values: Spec[] } }[])[0]!.data.values;
  expect(cells).toHaveLength(10);
  expect(cells[0]).toMatchObject({ text: '✓  −14 minutes', fill: '#005eb8' });
  expect(cells[3]).toMatchObject({ text: '✗  +61 minutes', fill: '#ed8b00' });
  expect(cells[5]).toMatchObject({ text: '≠' });
});
