import { kpiOf, type ResultComparison, unitName } from './lookup.ts';
import { isFinancial, type ResultBenefit } from './money.ts';
import type { Results } from './schema.ts';

/** A unit in which a cash gain is demonstrated: what carries the claim, and what is attacked. */
export interface Carrier {
  benefit: ResultBenefit;
  comparison: ResultComparison;
  /** Likely amount that it carries, above 0. */
  amount: number;
  /** `«KPI» in Main Imaging` */
  name: string;
}

/** Which units carry the cash that is claimed to date? */
export function carriersOf(results: Results): Carrier[] {
  return results.benefits
    .filter((benefit) => isFinancial(benefit.class))
    .flatMap((benefit) =>
      benefit.units.flatMap(({ unit, statistic, adjustment, demonstrated }) => {
        const comparison = results.comparisons.find(
          (c) => c.kpi === benefit.kpi && c.unit === unit && c.statistic === statistic && c.adjustment === adjustment,
        );
        if (comparison === undefined || demonstrated === null || demonstrated <= 0) return [];
        const name = `«${kpiOf(results, benefit.kpi).label}» in ${unitName(results, unit)}`;
        return [{ benefit, comparison, amount: demonstrated, name }];
      }),
    );
}

/** Which share of the effect is left by the specification that speaks least for it? Null where none could be tried. */
export function specificationShare({ comparison }: Carrier): number | null {
  const { average, specifications } = comparison;
  const least = specifications?.least ?? null;
  if (average === null || average.estimate === 0 || least === null) return null;
  return Math.min(1, least.estimate / average.estimate);
}
