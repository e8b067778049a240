import { z } from 'zod';
import type { Benefit, Discount, Horizon, KpiEntry } from './program.ts';
import { day, hundredth, id, period, share, text, year } from './scalars.ts';

/** The register's part of program.yaml: what is measured, what it is worth, at which rate. */

/** The rate of the appraisal when the program declares none; the report prints its source. */
export const DEFAULT_DISCOUNT: Discount = {
  rate: 0.035,
  basis: 'real',
  source: 'HM Treasury Green Book: social time preference rate for years 0–30 (default: the program declares no rate)',
};

const band = z.strictObject({ low: z.number(), high: z.number() }).refine(({ low, high }) => low < high, {
  error: 'the band is empty\nlow must be less than high',
});

/** One KPI chosen for one deployment. */
export const kpiEntry = z
  .strictObject({
    id,
    definition: text,
    deployment: id,
    parameters: z.record(text, z.union([z.string(), z.number()])).default({}),
    period: period.optional(),
    label: text.optional(),
    unit: text.optional(),
    direction: z.union([z.enum(['decrease', 'increase']), band]).optional(),
    per: z.number().positive().optional(),
    target: z.number().optional(),
    minimum_important_change: z.number().positive().optional(),
    owner: text.optional(),
    drift: z
      .strictObject({
        at_most: z.number().min(0),
        per: z.literal('year'),
        of: z.enum(['values', 'difference']).default('values'),
        reason: text,
      })
      .optional(),
    acknowledge: z.array(z.strictObject({ check: text, reason: text })).default([]),
  })
  .transform(
    (k): KpiEntry => ({
      id: k.id,
      definition: k.definition,
      deployment: k.deployment,
      parameters: k.parameters,
      period: k.period ?? null,
      label: k.label ?? null,
      unit: k.unit ?? null,
      direction: k.direction ?? null,
      per: k.per ?? null,
      target: k.target ?? null,
      minimumImportantChange: k.minimum_important_change ?? null,
      owner: k.owner ?? null,
      drift: k.drift === undefined ? null : { atMost: k.drift.at_most, of: k.drift.of, reason: k.drift.reason },
      acknowledge: k.acknowledge,
    }),
  );

const unitValue = z.strictObject({
  per: text,
  low: z.number().min(0),
  likely: z.number().min(0),
  high: z.number().positive(),
  source: text,
  price_basis: year,
});

/** One line of the benefits register. */
export const benefit = z
  .strictObject({
    id,
    title: text.optional(),
    kpi: id,
    class: z.enum(['cash-releasing', 'cash-avoiding', 'income', 'capacity', 'quality', 'societal']),
    owner: text.optional(),
    value: unitValue,
    attribution: z.strictObject({ share, reason: text }),
    draws_on: text.optional(),
    ledger: z.strictObject({ account: text, cost_centre: text, signed_off_by: text }).optional(),
    planned_per_year: z.number().optional(),
  })
  .transform(
    ({ title, owner, value, draws_on, ledger, planned_per_year, ...b }): Benefit => ({
      ...b,
      title: title ?? b.id,
      owner: owner ?? null,
      value: {
        per: value.per,
        low: value.low,
        likely: value.likely,
        high: value.high,
        source: value.source,
        priceBasis: value.price_basis,
      },
      drawsOn: draws_on ?? null,
      ledger:
        ledger === undefined
          ? null
          : { account: ledger.account, costCentre: ledger.cost_centre, signedOffBy: ledger.signed_off_by },
      plannedPerYear: planned_per_year ?? null,
    }),
  );

/** How far the whole-life appraisal looks. */
export const horizon = z.strictObject({
  to: day,
  decay: z.strictObject({ low: share, likely: share, high: share }),
  reason: text,
}) satisfies z.ZodType<Horizon>;

/** The rate of the appraisal; a rate in percent is refused with what to write. */
export const discount = z.strictObject({
  rate: z
    .number()
    .gt(-1)
    .lt(1, {
      error: ({ input }) => `«${input}» must be a rate, such as 0.035\nwrite ${hundredth(input)} for ${input} % a year`,
    }),
  basis: z.enum(['real', 'nominal']),
  source: text,
}) satisfies z.ZodType<Discount>;
