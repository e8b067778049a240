import type { Direction } from '../kpi/kpi.ts';
import type { Limits } from './comparison.ts';

export const ASSURANCES = ['consistently met', 'hit and miss', 'consistently missed'] as const;
export type Assurance = (typeof ASSURANCES)[number];

/**
 * Will the process meet its target, if it goes on as it is?
 *
 * Not whether it changed: a process may have improved and never reach its target, or stand still and always meet it. The
 * limits of the post window decide, those of the baseline where there are none yet: all of them on the good side of the
 * target, on the bad side, or astride.
 *
 * @param limits     of one series
 * @param target     in the KPI's unit; null where none is set
 * @param direction  which way is better; a band is its own target
 * @returns null without a target, limits, or one good direction
 * @source  NHS England "Making Data Count": variation and assurance are two questions
 * @example assuranceOf([{ phase: 'post', chart: 'XmR', center: 50, lower: 44, upper: 56, periods: null }], 60, 'decrease')
 *   // 'consistently met'
 */
export function assuranceOf(limits: readonly Limits[], target: number | null, direction: Direction): Assurance | null {
  const last = limits.find(({ phase }) => phase === 'post') ?? limits[0];
  if (last === undefined || target === null || typeof direction !== 'string') return null;
  const [lowest, highest] = direction === 'decrease' ? [last.lower, last.upper] : [last.upper, last.lower];
  const good = (level: number) => (direction === 'decrease' ? level <= target : level >= target);
  if (all(highest, good)) return 'consistently met';
  return all(lowest, (level) => !good(level)) ? 'consistently missed' : 'hit and miss';
}

function all(levels: Limits['lower'], test: (level: number) => boolean): boolean {
  return levels !== null && (typeof levels === 'number' ? test(levels) : levels.every(test));
}
