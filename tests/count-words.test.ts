import { expect, test } from 'vitest';
import { countWords } from '../src/count-words.ts';

test.each([
  [0, '0 periods'],
  [1, '1 period'],
  [2, '2 periods'],
])('%s is said as %s', (n, text) => {
  expect(countWords(n, 'period')).toBe(text);
});
