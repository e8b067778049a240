import { expect, test } from 'vitest';
import { benjaminiHochberg } from '../../src/statistics/benjamini-hochberg.ts';

test('by hand: p × m / rank, never falling with rank', () => {
  expect([...benjaminiHochberg([0.01, 0.04, 0.03])]).toEqual([0.03, 0.04, 0.04]);
});

test('one p-value stands as it is, none gives none, ties share', () => {
  expect([...benjaminiHochberg([0.2])]).toEqual([0.2]);
  expect([...benjaminiHochberg([])]).toEqual([]);
  expect([...benjaminiHochberg([0.5, 0.5])]).toEqual([0.5, 0.5]);
});
