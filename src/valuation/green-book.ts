import type { DiscountSchedule } from './discount-factor.ts';

/**
 * How much less is society taken to value next year than this year?
 *
 * @param parts  δ pure time preference, L catastrophe risk, μ elasticity of marginal utility, g growth of consumption per head
 * @returns rate per year, δ + L + μ·g
 * @source  Ramsey 1928; HM Treasury Green Book, annex on discounting
 * @example socialTimePreferenceRate({ delta: 0.005, catastropheRisk: 0.01, elasticity: 1, growth: 0.02 })  // 0.035
 */
export function socialTimePreferenceRate(parts: {
  delta: number;
  catastropheRisk: number;
  elasticity: number;
  growth: number;
}): number {
  return parts.delta + parts.catastropheRisk + parts.elasticity * parts.growth;
}

/**
 * The UK's real social time preference rate by time ahead: data, not a default. HM Treasury opened a review of it
 * on 16 December 2025, so a program states which schedule it used.
 *
 * @source  HM Treasury Green Book (2022), annex on discounting
 */
export const GREEN_BOOK: DiscountSchedule = {
  name: 'green-book',
  basis: 'real',
  source: 'HM Treasury Green Book (2022): 3.5 % for years 0–30, 3.0 % for 31–75, 2.5 % after',
  steps: [
    {
      fromYear: 0,
      rate: socialTimePreferenceRate({ delta: 0.005, catastropheRisk: 0.01, elasticity: 1, growth: 0.02 }),
    },
    { fromYear: 30, rate: 0.03 },
    { fromYear: 75, rate: 0.025 },
  ],
};
