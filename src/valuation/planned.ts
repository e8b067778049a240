import type { Deployment } from '../program/program.ts';
import type { Benefit } from '../program/register.ts';
import { yearFraction } from './year-fraction.ts';

/**
 * What did the business case promise up to a day?
 *
 * What recurs builds up evenly over the ramp and then runs on, from the plan's own start or from each unit's go-live; the
 * units count alike. What comes once is promised whole on its start.
 *
 * @param benefit     its promise and plan
 * @param deployment  for the days on which its units went live
 * @param day         the day itself does not count
 * @returns in the program's currency and price year; null without a promise
 * @example plannedBy({ planned: 36_500, plan: { from: '2025-01-01', rampMonths: 0, … }, … }, deployment, '2025-01-31')  // 3,000
 */
export function plannedBy({ planned, plan, oneOff }: Benefit, deployment: Deployment, day: string): number | null {
  if (planned === null) return null;
  const starts = plan.from === null ? Object.values(deployment.goLive) : [plan.from];
  const ramp = plan.rampMonths / 12;
  const parts = starts.map((start) => {
    const years = Math.max(0, yearFraction(start, day, 'act/365'));
    if (oneOff !== null) return years > 0 ? 1 : 0;
    return years < ramp ? years ** 2 / (2 * ramp) : years - ramp / 2;
  });
  return (planned * parts.reduce((sum, part) => sum + part, 0)) / starts.length;
}
