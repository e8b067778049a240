import { expect, test } from 'vitest';
import { qr } from '../../src/statistics/qr.ts';
import { inverseGram, quadraticForm, solveUpper, solveUpperTransposed } from '../../src/statistics/triangle.ts';
import { expectRelative } from '../support/relative.ts';

const columns = [
  [1, 1, 1, 1],
  [0, 1, 2, 4],
];

test('R carries the lengths, and RᵀR is XᵀX', () => {
  const factors = qr(columns);
  if (factors.kind !== 'qr') throw new Error('collinear');
  const { r } = factors;
  expectRelative(r[0]! ** 2, 4, 1e-15);
  expectRelative(r[0]! * r[1]!, 7, 1e-15);
  expectRelative(r[1]! ** 2 + r[3]! ** 2, 21, 1e-15);
  expect(r[2]).toBe(0);
});

test('rotating there and back is the identity, and keeps lengths', () => {
  const factors = qr(columns);
  if (factors.kind !== 'qr') throw new Error('collinear');
  const vector = Float64Array.of(3, -1, 2, 5);
  factors.rotate(vector);
  expectRelative(Math.hypot(...vector), Math.sqrt(39), 1e-15);
  factors.rotateBack(vector);
  [3, -1, 2, 5].forEach((value, i) => {
    expectRelative(vector[i]!, value, 1e-14);
  });
});

test('columns in the span of those before are told apart from columns that are merely alike', () => {
  expect(qr([...columns, [1, 3, 5, 9]])).toEqual({ kind: 'collinear', columns: [2] });
  expect(qr([...columns, [1, 3, 5, 9 + 1e-6]]).kind).toBe('qr');
  expect(
    qr([
      [0, 0],
      [1, 2],
    ]),
  ).toEqual({ kind: 'collinear', columns: [0] });
});

test('triangles by hand', () => {
  const r = Float64Array.of(2, 1, 0, 4);
  expect([...solveUpper(r, 2, [4, 8])]).toEqual([1, 2]);
  expect([...solveUpperTransposed(r, 2, [2, 5])]).toEqual([1, 1]);
  // RᵀR = [4 2; 2 17], determinant 64
  expect([...inverseGram(r, 2)].map((value) => value * 64)).toEqual([17, -2, -2, 4]);
  expect(quadraticForm(Float64Array.of(1, 0.5, 0.5, 4), [1, 2])).toBe(19);
});
