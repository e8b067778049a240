import { z } from 'zod';

/** The small shapes that the rows of results.json share. */
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const hash = z.string().regex(/^[0-9a-f]{64}$/);
export const count = z.int().nonnegative();
export const value = z.number().nullable();

export const estimate = z
  .object({
    estimate: z.number(),
    standard_error: value,
    df: value,
    low: z.number(),
    high: z.number(),
  })
  .describe('A number with its 95 % interval');

export const statistic = z.enum(['median', 'p90', 'p95', 'mean', 'proportion', 'rate', 'ratio', 'total']);
export const adjustment = z.enum(['crude', 'standardised']);

export const standardMix = z
  .object({
    unit: z.string(),
    parts: z.array(
      z.object({ strata: z.array(z.string()), others: z.boolean(), rows: z.number(), denominator: z.number() }),
    ),
  })
  .describe(
    'The mix of cases that standardised series are held at: that of the baseline, rare strata in one part with all others',
  );
