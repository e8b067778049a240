import { z } from 'zod';
import { adjustment, count, day, statistic, value } from './schema-parts.ts';

/** The part of results.json that lets a reader doubt: what a baseline bears, placebo dates, other specifications, what would have been. */

const interval = { estimate: z.number(), low: z.number(), high: z.number() };

export const placebo = z.object({
  dates: count,
  false_improved: count,
  effects: z
    .array(z.object({ period: day, ...interval, improved: z.boolean() }))
    .default([])
    .describe('The effect that the method would have found at each date inside the baseline that allows an answer'),
});

export const specifications = z.object({
  n: count,
  agree: count,
  least: z
    .object({ choices: z.string(), ...interval })
    .nullable()
    .default(null)
    .describe('Of the specifications that count, the one that speaks least for the claim'),
  branches: z
    .array(
      z.object({
        ...interval,
        primary: z.boolean(),
        counted: z.boolean().describe('Without a trend it counts only beside comparators or a valid drift bound'),
        adjustment,
        baseline: z.enum(['full', 'last 12 months', 'without the last quarter']),
        stabilization: z.enum(['declared', 'four periods shorter', 'four periods longer', 'as evidenced']),
        trend: z.enum(['linear', 'none']),
        season: z.enum(['annual', 'none']),
        method: z.string(),
      }),
    )
    .default([])
    .describe('Every defensible choice, in order of its effect'),
});

export const adequacy = z.object({
  periods: count,
  observations: count,
  gaps: count,
  years: z.number(),
  covers_year: z.boolean(),
  last_quarter_worse_by: value.describe('In SD of the baseline; above 1.5 a return to the usual looks like a gain'),
  regression_to_the_mean: z.boolean(),
  minimum_detectable_change: value.describe('Shown in 80 of 100 cases, in the unit of the KPI'),
});

export const counterfactuals = z
  .array(
    z.object({
      kpi: z.string(),
      statistic,
      adjustment,
      unit: z.string(),
      period: day,
      without: z.number().describe('What the value would have been without the deployment'),
      low: value,
      high: value,
      cumulative: z.object(interval).nullable().describe('Effect summed over the post periods up to this one'),
    }),
  )
  .default([])
  .describe('Of the comparisons that speak for their KPI; the band is that of the effect of each period');
