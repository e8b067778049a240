import { expect, test } from 'vitest';
import { intervalBar } from '../../src/cli/interval-bar.ts';

test('an interval against nothing and against what matters', () => {
  expect(intervalBar({ estimate: -6, low: -10, high: -2 }, null, 21)).toBe('├───────●───────┤   │');
  expect(intervalBar({ estimate: 5, low: -5, high: 15 }, 10, 26)).toBe('┊    ├────│────●────┊────┤');
  expect(intervalBar({ estimate: 0, low: -1, high: 1 }, null, 21)).toBe('├─────────●─────────┤');
});
