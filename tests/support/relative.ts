import { expect } from 'vitest';

/** Asserts that two numbers agree to a relative tolerance (absolute where the expected one is 0). */
export function expectRelative(actual: number, expected: number, tolerance: number, what = ''): void {
  const error = Math.abs(actual - expected) / (expected === 0 ? 1 : Math.abs(expected));
  expect(error <= tolerance, `${what} ${actual} against ${expected}: relative error ${error.toExponential(1)}`).toBe(
    true,
  );
}

/** The value, once it is known to be an answer and not an inconclusive one. */
export function answer<T>(value: T): Exclude<T, { kind: 'inconclusive' }> {
  const { kind, reason } = value as { kind?: string; reason?: string };
  expect(kind === 'inconclusive' ? reason : 'answered').toBe('answered');
  return value as Exclude<T, { kind: 'inconclusive' }>;
}
