import { z } from 'zod';
import type { PooledEffect } from '../comparison/pool-units.ts';
import { adjustment, count, day, estimate, statistic, value } from './schema-parts.ts';

/** Effects over all units of a deployment, as results.json holds them. */
export const pooledSchema = z
  .array(
    z.object({
      kpi: z.string(),
      statistic,
      adjustment,
      deployment: z.string(),
      units: z.array(z.object({ unit: z.string(), estimate: z.number(), standard_error: z.number(), go_live: day })),
      effect: estimate,
      p: z.number(),
      between: z.number().describe('SD of the true effects between units, in the unit of the KPI'),
      staggered: z.boolean(),
      cross_check: z
        .object({
          att: z.number(),
          standard_error: value,
          pre_trend_p: value,
          pre_trend_reason: z.string().nullable(),
        })
        .nullable()
        .describe('Group-time effects against units that never go live, after stabilization'),
      cross_check_reason: z.string().nullable(),
      permutation: z.object({ p: z.number(), assignments: count }).nullable(),
      permutation_reason: z.string().nullable(),
      dose: z
        .object({
          adoption: z.string(),
          units: z.array(z.object({ unit: z.string(), adoption: z.number(), gain: z.number() })),
          correlation: value.describe("Spearman's, of adoption with gain; positive: more use, more gain"),
          p: value,
          reason: z.string().nullable(),
        })
        .nullable()
        .default(null),
      event_study: z.array(z.object({ since: z.int(), difference: z.number(), units: count })),
    }),
  )
  .default([])
  .describe('Random effects over units (REML, Hartung–Knapp); decides no verdict');

/** A pooled effect in that shape. */
export function describePooled(pooled: PooledEffect): z.infer<typeof pooledSchema>[number] {
  const { kpi, statistic: of, adjustment: adjusted, deployment, effect, p, between, staggered, crossCheck } = pooled;
  const { estimate: center, standardError, df, low, high } = effect;
  return {
    ...{ kpi, statistic: of, adjustment: adjusted, deployment, p, between, staggered },
    units: pooled.units.map(({ unit, estimate: own, standardError: error, goLive }) => ({
      unit,
      estimate: own,
      standard_error: error,
      go_live: goLive,
    })),
    effect: { estimate: center, standard_error: standardError, df, low, high },
    cross_check:
      crossCheck === null
        ? null
        : {
            att: crossCheck.att,
            standard_error: crossCheck.standardError,
            pre_trend_p: crossCheck.preTrend?.p ?? null,
            pre_trend_reason: crossCheck.preTrendReason,
          },
    cross_check_reason: pooled.crossCheckReason,
    permutation: pooled.permutation,
    permutation_reason: pooled.permutationReason,
    dose: pooled.dose,
    event_study: pooled.eventStudy,
  };
}
