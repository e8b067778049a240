import { expect, test } from 'vitest';
import { contrastOf, distanceAsSeen, mixed } from '../../src/render/contrast.ts';

test('contrast as WCAG defines it', () => {
  expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21, 10);
  expect(contrastOf('#ffffff', '#ffffff')).toBe(1);
  // The grey that just reaches AA on white, and the one that just does not (webaim.org/resources/contrastchecker).
  expect(contrastOf('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  expect(contrastOf('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

test('mixing goes channel by channel', () => {
  expect(mixed('#000000', '#ff8040', 0.5)).toBe('#804020');
  expect(mixed('#123456', '#ffffff', 0)).toBe('#123456');
});

test('red and green come close to readers without red or green cones, blue and orange do not', () => {
  for (const vision of ['deuteranopia', 'protanopia'] as const) {
    expect(distanceAsSeen('#2e7d32', '#c62828', vision)).toBeLessThan(25);
    expect(distanceAsSeen('#005eb8', '#ed8b00', vision)).toBeGreaterThan(80);
  }
  expect(distanceAsSeen('#2e7d32', '#c62828', 'tritanopia')).toBeGreaterThan(80);
  // Greys look the same to all: black to white is the whole of L*.
  expect(distanceAsSeen('#000000', '#ffffff', 'deuteranopia')).toBeCloseTo(100, 0);
});
