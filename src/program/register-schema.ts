import { z } from 'zod';
import { shareRange } from './benefit-schema.ts';
import type { KpiEntry } from './program.ts';
import type { Discount, OptimismBias } from './register.ts';
import { day, hundredth, id, period, text } from './scalars.ts';

/** KPIs and the rules of the appraisal in program.yaml: what is measured, at which rate money is discounted, how far forecasts are believed. */

/** The rate of the appraisal when the program declares none; the report prints its source. */
export const DEFAULT_DISCOUNT: Discount = {
  rate: 0.035,
  later: [],
  basis: 'real',
  timing: 'mid',
  source: 'HM Treasury Green Book: social time preference rate for years 0–30 (default: the program declares no rate)',
  validFrom: null,
  validTo: null,
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
    people: z.boolean().optional(),
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
      people: k.people ?? null,
    }),
  );

/** A rate of a year; one in percent is refused with what to write. */
const rate = z
  .number()
  .gt(-1)
  .lt(1, {
    error: ({ input }) => `«${input}» must be a rate, such as 0.035\nwrite ${hundredth(input)} for ${input} % a year`,
  });

/** The rates of the appraisal. */
export const discount = z
  .strictObject({
    rate,
    later: z.array(z.strictObject({ from_year: z.number().positive(), rate })).default([]),
    basis: z.enum(['real', 'nominal']),
    timing: z.enum(['start', 'mid', 'end']).default('mid'),
    source: text,
    valid_from: day.optional(),
    valid_to: day.optional(),
  })
  .transform(
    (d): Discount => ({
      rate: d.rate,
      later: d.later.map(({ from_year, rate }) => ({ fromYear: from_year, rate })),
      basis: d.basis,
      timing: d.timing,
      source: d.source,
      validFrom: d.valid_from ?? null,
      validTo: d.valid_to ?? null,
    }),
  );

const costRange = z.strictObject({ low: z.number().min(0), likely: z.number().min(0), high: z.number().min(0) });

/** How far forecasts of benefits and planned costs are expected to be off. */
export const optimismBias = z.strictObject({
  benefits: shareRange,
  costs: costRange,
  source: text,
}) satisfies z.ZodType<OptimismBias>;
