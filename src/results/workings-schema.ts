import { z } from 'zod';
import { count, day, value } from './schema-parts.ts';

const timing = z.enum(['start', 'mid', 'end']);
const perMonth = z.array(z.number());

const ends = z.object({ low: z.number(), high: z.number() });

const ahead = z.object({
  months: z.number(),
  to: day,
  decay: z.number(),
  earliest: day,
  latest: day,
  decay_range: ends,
  reason: z.string(),
});

const unit = z.object({
  unit: z.string(),
  demonstrated: z.boolean(),
  settling: z.boolean(),
  quantities: perMonth.describe('By measured month, in units of value, before overlap and attribution'),
  transition: perMonth,
  monthly: value.describe('Of a month of the forecast before decay; null where it does not go on'),
});

const benefit = z.object({
  benefit: z.string(),
  rivals: z.array(z.string()),
  horizon: ahead.extend({ own: z.boolean() }).nullable(),
  cash_from: day.nullable(),
  units: z.array(unit),
});

const cost = z.object({
  line: count,
  date: day,
  category: z.string(),
  deployment: z.string().nullable(),
  status: z.enum(['planned', 'actual']),
  type: z.enum(['capital', 'revenue']),
  recurring: z.boolean(),
  amount: z.number(),
  foreign: z.object({ amount: z.number(), currency: z.string(), rate: z.number() }).nullable(),
  price_basis: z.union([z.literal('nominal'), z.int()]),
  months_ahead: z.int().nullable(),
});

/** The part of results.json from which the money can be made again under other assumptions. */
export const workingsSchema = z
  .object({
    months: z.array(day),
    forecast_months: z.array(day),
    benefits: z.array(benefit),
    costs: z.array(cost),
    horizon: ahead.nullable(),
    prices: z.array(z.object({ year: z.int(), index: z.number() })),
    optimism: z
      .object({
        benefits: z.number(),
        costs: z.number(),
        source: z.string(),
        ranges: z.object({ benefits: ends, costs: ends }),
      })
      .nullable(),
    timing: z.object({ financial: timing, economic: timing }),
    economic_rates: z.boolean(),
  })
  .describe('Quantities and payments before any price, share, rate or decay: what the money is made of')
  .default({
    months: [],
    forecast_months: [],
    benefits: [],
    costs: [],
    horizon: null,
    prices: [],
    optimism: null,
    timing: { financial: 'mid', economic: 'mid' },
    economic_rates: false,
  });
