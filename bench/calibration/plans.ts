import type { Plan } from './process.ts';

export const MONTHS: Plan = { periodLength: 'month', baseline: 24, gap: 3, post: 12 };
export const WEEKS_52: Plan = { periodLength: 'week', baseline: 52, gap: 12, post: 26 };
export const WEEKS_78: Plan = { periodLength: 'week', baseline: 78, gap: 12, post: 39 };
export const WEEKS_104: Plan = { periodLength: 'week', baseline: 104, gap: 12, post: 52 };
export const YEAR_AFTER: Plan = { periodLength: 'week', baseline: 78, gap: 12, post: 52 };
export const SHORT: Plan = { periodLength: 'month', baseline: 18, gap: 3, post: 12 };
export const THREE_YEARS: Plan = { periodLength: 'month', baseline: 36, gap: 3, post: 12 };

export const PHIS = [0, 0.3, 0.6, 0.8];

/** As `52/12/26 weeks`: baseline, stabilization, post. */
export function name({ periodLength, baseline, gap, post }: Plan): string {
  return `${baseline}/${gap}/${post} ${periodLength}s`;
}
