import { claimP } from '../../src/comparison/compare-series.ts';
import { estimateSeries } from '../../src/comparison/estimate-series.ts';
import { benjaminiHochberg } from '../../src/statistics/benjamini-hochberg.ts';
import { MONTHS, name, PHIS, WEEKS_52, WEEKS_104 } from './plans.ts';
import { ar1, type Plan, type Process } from './process.ts';
import { common, primary, type Reading } from './readings.ts';
import { NOTHING, questionAbout, simulateValues } from './series.ts';
import type { Cell, Trial } from './tally.ts';

/** Programs of twelve claims, in none of which anything happened. */
export function families(): Cell[] {
  const claims = 12;
  const trial =
    (plan: Plan, sharing: number): Trial =>
    (random) => {
      const shared = ar1(0.4)(plan, random);
      const estimates = Array.from({ length: claims }, (_, i) => {
        const own = ar1(PHIS[i % 3]!);
        const process: Process = (p, r) =>
          own(p, r).map((error, t) => Math.sqrt(sharing) * shared[t]! + Math.sqrt(1 - sharing) * error);
        return estimateSeries(questionAbout(simulateValues(plan, process, NOTHING, random), plan));
      });
      const claimed = estimates.filter((estimated) => claimP(estimated) !== null);
      const adjusted = benjaminiHochberg(claimed.map((estimated) => claimP(estimated)!));
      const anyOf = (judged: Reading[]): Reading => ({
        interval: null,
        improved: judged.some(({ improved }) => improved),
      });
      return {
        truth: 0,
        readings: {
          'a KPI by itself': { interval: null, improved: primary(estimates[random.integer(claims)]!).improved },
          'any of 12, each by itself': anyOf(estimates.map((estimated) => primary(estimated))),
          'any of 12, adjusted as one family': anyOf(claimed.map((estimated, i) => primary(estimated, adjusted[i]!))),
          'any of 12, XmR signals alone': anyOf(estimates.map((estimated) => common(estimated)['XmR signals alone']!)),
        },
      };
    };
  return [MONTHS, WEEKS_52, WEEKS_104].flatMap((plan) => [
    { table: 'families', row: 'independent KPIs', column: name(plan), trial: trial(plan, 0) },
    { table: 'families', row: 'half of the variance shared', column: name(plan), trial: trial(plan, 0.5) },
  ]);
}
