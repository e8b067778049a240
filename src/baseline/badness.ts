import type { Direction } from '../kpi/kpi.ts';

/**
 * How far from good is a value? Lower is better, whatever the KPI's direction.
 *
 * Only differences of it mean something: of values that should decrease it is the value, of values that should increase
 * its negative, and of a band the distance to the band (0 inside).
 *
 * @param value      in the KPI's unit
 * @param direction  which way is better
 * @example badness(0.7, { low: 0.75, high: 0.85 })  // 0.05
 */
export function badness(value: number, direction: Direction): number {
  if (direction === 'decrease') return value;
  if (direction === 'increase') return -value;
  return Math.max(direction.low - value, value - direction.high, 0);
}
