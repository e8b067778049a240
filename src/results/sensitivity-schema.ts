import { z } from 'zod';
import { INPUT_KINDS } from '../valuation/uncertain-inputs.ts';
import { value } from './schema-parts.ts';

const input = {
  kind: z.enum(INPUT_KINDS),
  benefit: z.string().nullable().describe('Null for what all benefits share'),
};

/** What the answer of one appraisal hangs on. */
export const sensitivity = z
  .object({
    switching: z
      .array(
        z.object({
          input: z.enum(['benefit', 'costs', 'decay', 'horizon', 'discount rate']),
          benefit: z.string().nullable(),
          likely: z.number(),
          at: value.describe('Where the NPV is 0; null where no value in range does it'),
          change: value,
        }),
      )
      .describe('The change of each input, alone, at which the NPV is 0'),
    break_even: z
      .array(
        z.object({
          benefit: z.string().nullable().describe('Null for all benefits together'),
          share: value.describe('The effect needed, as a multiple of the one measured'),
          reason: z.string().nullable(),
          units: z.array(z.object({ unit: z.string(), likely: z.number(), needed: value })),
        }),
      )
      .describe('The smallest effect at which the case still pays'),
    tornado: z
      .array(
        z.object({
          ...input,
          low: z.number(),
          likely: z.number(),
          high: z.number(),
          npv_at_low: z.number(),
          npv_at_high: z.number(),
        }),
      )
      .describe('Each input at its low and high, all others likely; widest first, of the financial view'),
    contributions: z
      .array(z.object({ ...input, correlation: z.number(), share: z.number() }))
      .describe('Squared rank correlation of each drawn input with the simulated NPV, as shares of their sum'),
  })
  .default({ switching: [], break_even: [], tornado: [], contributions: [] });
