import { z } from 'zod';
import { VERDICTS } from '../comparison/comparison.ts';
import { COST_BASES } from '../program/register.ts';
import { adjustment, count, day, statistic, value } from './schema-parts.ts';
import { sensitivity } from './sensitivity-schema.ts';

const money = z
  .object({ low: value, likely: value, high: value })
  .describe('P5, likely and P95, in the currency and price year of the program');

const NO_MONEY = { low: null, likely: null, high: null };

const planMonth = z
  .object({ month: day, planned: z.number(), planned_ahead: z.number(), realized: z.number(), forecast: z.number() })
  .describe('Likely amounts; `planned_ahead` was promised for the time after the as-of day');

const variance = z
  .object({
    planned: z.number(),
    realized: z.number(),
    effect: z.number(),
    volume: z.number(),
    price: z.number(),
    timing: z.number(),
    other: z.number(),
  })
  .describe('Why more or less came than promised: the five parts add up to realized − planned');

/** The money of a run, as results.json holds it: the register, the appraisal, the claim bridge and the audit checks. */
export const moneySchema = {
  benefits: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      class: z.enum(['cash-releasing', 'cash-avoiding', 'income', 'capacity', 'quality', 'societal']),
      deployment: z.string(),
      kpi: z.string(),
      owner: z.string().nullable(),
      cash_status: z.enum(['cash', 'cash expected', 'not cash']),
      estimated: money,
      demonstrated: money,
      transition: money,
      forecast: money,
      planned: value,
      quantity: z.object({ value, unit: z.string() }),
      grade: z.enum(['A', 'B', 'C', 'D', '–']),
      checks: z.array(z.string()),
      reasons: z.array(z.string()),
      optimism: money.default(NO_MONEY).describe('Taken off the forecast, for the optimism that the program declares'),
      converted: money
        .default(NO_MONEY)
        .describe('Of the demonstrated capacity, what a conversion has turned into cash'),
      mechanism: z.string().nullable().default(null),
      value: z
        .object({
          per: z.string(),
          low: z.number(),
          likely: z.number(),
          high: z.number(),
          source: z.string(),
          price_basis: z.int(),
          cost_basis: z.enum(COST_BASES).nullable(),
        })
        .nullable()
        .default(null)
        .describe('Of one unit, as the register states it'),
      attribution: z
        .object({ share: z.number(), low: z.number(), high: z.number(), reason: z.string() })
        .nullable()
        .default(null),
      draws_on: z.string().nullable().default(null),
      ledger: z
        .object({
          account: z.string(),
          cost_centre: z.string(),
          signed_off_by: z.string(),
          budget: value,
          actual: value,
        })
        .nullable()
        .default(null),
      cash_conversion: z.object({ by: z.string(), evidence: z.string(), date: day }).nullable().default(null),
      minimum_block: z.object({ size: z.number(), reason: z.string() }).nullable().default(null),
      one_off: z.string().nullable().default(null),
      units: z
        .array(
          z.object({
            unit: z.string(),
            statistic,
            adjustment,
            verdict: z.enum(VERDICTS),
            demonstrated: value.describe('Likely amount; null where the verdict leaves nothing to value'),
            transition: value,
          }),
        )
        .default([])
        .describe('What each unit brings to the benefit, and which comparison it rests on'),
      by_month: z.array(planMonth).default([]),
      variance: variance.nullable().default(null),
    }),
  ),
  plan: z
    .object({ months: z.array(planMonth), variance: variance.nullable() })
    .default({ months: [], variance: null })
    .describe('Promise and outcome of the financial case'),
  appraisal: z.array(
    z.object({
      view: z.enum(['financial', 'economic']),
      span: z.enum(['realized', 'whole-life']),
      npv: z.object({ p5: value, p50: value, p95: value, likely: value }),
      probability_npv_positive: value,
      irr: z.object({ status: z.string(), roots: z.array(z.number()) }),
      mirr: value,
      payback: value.describe('Years after the base date'),
      discounted_payback: value,
      bcr: value,
      roi: value,
      base_date: day,
      timing: z.string(),
      rates: z.array(
        z.object({
          rate: z.number(),
          basis: z.enum(['real', 'nominal']),
          source: z.string(),
          from_year: z.number().default(0).describe('Years after the base date from which it holds'),
          valid_from: day.nullable().default(null),
          valid_to: day.nullable().default(null),
        }),
      ),
      benefits: value.describe('Present value, losses deducted; NPV = benefits − costs'),
      costs: value.describe('Present value of the costs'),
      reasons: z.array(z.string()),
      flows: z
        .array(
          z.object({
            month: day,
            benefits: z.number(),
            costs: z.number(),
            cumulative: z.number(),
            low: value.default(null),
            high: value.default(null),
          }),
        )
        .describe('Undiscounted; low and high are P5 and P95 of the simulated cumulative'),
      lines: z
        .array(
          z.object({
            side: z.enum(['benefits', 'costs']),
            name: z.string(),
            kind: z.enum(['realized', 'forecast', 'paid', 'planned', 'optimism bias']),
            amount: z.number(),
            present_value: z.number(),
          }),
        )
        .default([])
        .describe('What the present values are made of; optimism bias has lines of its own'),
      distribution: z
        .object({ from: z.number(), width: z.number(), counts: z.array(count) })
        .nullable()
        .default(null)
        .describe('The simulated NPV in bins of equal width'),
      sensitivity,
    }),
  ),
  bridge: z.array(z.object({ step: z.string(), amount: z.number() })),
  audit: z.array(
    z.object({
      check: z.int().min(1).max(21),
      result: z.enum(['pass', 'warn', 'fail', 'n/a']),
      evidence: z.array(z.string()),
      remedy: z.string(),
    }),
  ),
};
