import { expect, test } from 'vitest';
import type { Spec } from '../../src/chart/chart.ts';
import { claimBridge } from '../../src/chart/claim-bridge.ts';
import { someResults } from '../support/results.ts';

const bridge = [
  { step: 'before/after', amount: 100 },
  { step: 'trend', amount: -30 },
  { step: 'case mix', amount: 0 },
  { step: 'transition', amount: 10 },
  { step: 'not cash', amount: -20 },
  { step: 'stands', amount: 60 },
];
const chart = claimBridge({ ...someResults(), bridge }, 'wide')[0]!;
const rows = (chart.spec['layer'] as { mark: Spec; data: { values: Spec[] } }[]).find((l) => l.mark['type'] === 'text')!
  .data.values;

test('each step starts where the one before ended; the claim and what stands start at zero', () => {
  expect(rows.map(({ name, from, to, kind }) => [name, from, to, kind])).toEqual([
    ['before/after', 0, 100, 'whole'],
    ['trend', 100, 70, 'less'],
    ['transition', 70, 80, 'more'],
    ['not cash', 80, 60, 'less'],
    ['stands', 0, 60, 'whole'],
  ]);
});

test('the title says what of the claim stands, rounded like the headline', () => {
  // The net of the fixture has P5–P95 118,000 to 309,000.
  const thousandfold = bridge.map(({ step, amount }) => ({ step, amount: amount * 1234 }));
  const { title } = claimBridge({ ...someResults(), bridge: thousandfold }, 'wide')[0]!;
  expect(title).toBe('Of $120,000 that a spreadsheet would have claimed, $70,000 stands as cash');
});

test('no bridge, no chart', () => {
  expect(claimBridge({ ...someResults(), bridge: [] }, 'wide')).toEqual([]);
});
