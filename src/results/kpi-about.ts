import { z } from 'zod';

/** What a KPI's file says of it, as a report repeats it to whoever asks how a number came about. */
export const kpiAbout = z
  .object({
    clock: z.string(),
    grain: z.string(),
    strata: z.array(z.string()),
    maturity_days: z.int().nonnegative(),
    source: z.string(),
    pitfall: z.string(),
    counter: z.string().nullable(),
    money: z.string(),
    sql: z.string(),
  })
  .describe('What its file says of it, and the select it was measured with');
