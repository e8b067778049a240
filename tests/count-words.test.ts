import { expect, test } from 'vitest';
import { countWords, unitOf } from '../src/count-words.ts';

test('one of a thing loses its plural', () => {
  expect([countWords(0, 'file'), countWords(1, 'file'), countWords(2, 'file')]).toEqual([
    '0 files',
    '1 file',
    '2 files',
  ]);
  expect(['day', 'study', 'KPI', 'loss'].map((noun) => countWords(2, noun))).toEqual([
    '2 days',
    '2 studies',
    '2 KPIs',
    '2 losses',
  ]);
});

test('a unit loses its plural behind one, with either sign, and keeps what follows «per»', () => {
  expect(unitOf('1', 'minutes')).toBe('minute');
  expect(unitOf('−1', 'deaths per 1,000 man-years')).toBe('death per 1,000 man-years');
  expect(unitOf('+1', 'percentage points')).toBe('percentage point');
  expect(unitOf('1.0', 'minutes')).toBe('minutes');
  expect(unitOf('11', 'minutes')).toBe('minutes');
  expect(unitOf('1', 'loss')).toBe('loss');
  expect(unitOf('1', 'entries per bed day')).toBe('entry per bed day');
});
