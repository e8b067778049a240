import { expect, test } from 'vitest';
import { shorten, shortenHead } from '../../src/chart/rows.ts';

test('what is cut off a text ends in an ellipsis', () => {
  expect(shorten('turnaround', 10)).toBe('turnaround');
  expect(shorten('turnaround', 9)).toBe('turnarou…');
});

test('a name is cut before what tells it from its like', () => {
  expect(shortenHead('turnaround', ', east', 16)).toBe('turnaround, east');
  expect(shortenHead('turnaround', ', east', 15)).toBe('turnarou…, east');
});

test('where hardly a letter of the name would be left, the whole is cut', () => {
  expect(shortenHead('turnaround', ', the unit in the east', 12)).toBe('turnaround,…');
});
