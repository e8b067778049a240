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
