import { expect, test } from 'vitest';
import { agreedWindows } from '../../src/program/agreed-windows.ts';

test('24x7 is seven whole days', () => {
  expect(agreedWindows('24x7')).toEqual(
    [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '24:00' })),
  );
});

test('spans of weekdays open up, and windows come in the order of the week', () => {
  expect(agreedWindows('Sa 08:00-12:00; Mo-Tu 13:00-19:00; Mo 07:00-12:00; Su 20:00-24:00')).toEqual([
    { weekday: 1, from: '07:00', to: '12:00' },
    { weekday: 1, from: '13:00', to: '19:00' },
    { weekday: 2, from: '13:00', to: '19:00' },
    { weekday: 6, from: '08:00', to: '12:00' },
    { weekday: 7, from: '20:00', to: '24:00' },
  ]);
});

test.each([
  '',
  'always',
  'Mo 7:00-19:00',
  'Mo 19:00-07:00',
  'Mo 08:00-08:00',
  'Fr-Mo 08:00-12:00',
  'Mo 08:00-24:30',
  'Mo 08:00-12:00;',
])('«%s» is not understood, so it is refused', (agreed) => expect(agreedWindows(agreed)).toBeNull());
