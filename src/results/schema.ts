import { z } from 'zod';
import { ASSURANCES } from '../comparison/assurance.ts';
import { SIGNAL_RULES, VERDICTS } from '../comparison/comparison.ts';
import { LOCALES, PAPERS } from '../program/program.ts';
import { adequacy, counterfactuals, placebo, specifications } from './doubt-schema.ts';
import { kpiAbout } from './kpi-about.ts';
import { moneySchema } from './money-schema.ts';
import { pooledSchema } from './pooled.ts';
import { adjustment, count, day, estimate, hash, standardMix, statistic, value } from './schema-parts.ts';
import { workingsSchema } from './workings-schema.ts';

/**
 * The machine-readable whole of a run: the promise that other programs rely on. `realized schema results` prints the JSON
 * Schema made from this definition, and every run checks its own output against it before anything is written.
 *
 * An undefined number is null with a reason beside it; NaN and Infinity cannot occur (zod refuses them).
 */
const place = z.object({
  file: z.string().optional(),
  line: z.int().optional(),
  column: z.int().optional(),
  kpi: z.string().optional(),
  unit: z.string().optional(),
  period: z.string().optional(),
});

const phase = z.enum(['baseline', 'stabilization', 'post', 'outside']);

const seal = z.object({
  sealed_at: z.string(),
  clock: z.enum(['wall', 'declared']),
  version: z.int().positive(),
  reason: z.string().nullable(),
  sha256: hash,
});

const previousRun = z.object({
  run_id: hash,
  as_of: day,
  demonstrated: value.describe('Financial case, net of the transition, likely'),
  verdicts: z.record(z.string(), z.record(z.string(), z.enum(VERDICTS))).describe('By KPI and unit'),
});

const change = z.object({ path: z.string(), sealed: z.string().nullable(), now: z.string().nullable() });

export const resultsSchema = z.object({
  schema_version: z.literal(1),
  tool_version: z.string(),
  run_id: hash,
  as_of: day,
  ledger_head: hash.nullable(),
  program: z.object({
    id: z.string(),
    title: z.string(),
    currency: z.string(),
    locale: z.enum(LOCALES).default('en-GB').describe('How the reports speak, and write numbers, dates and amounts'),
    paper: z.enum(PAPERS).default('a4'),
    price_year: z.int(),
    time_zone: z.string(),
    period: z.enum(['day', 'week', 'month']),
    synthetic: z
      .string()
      .nullable()
      .describe('Why no figure here is real, where the data was made; null for measured data'),
    privacy: z.object({ smallest_count: z.int().positive(), reason: z.string().nullable() }),
    units: z.array(z.object({ id: z.string(), site: z.string(), department: z.string() })),
    deployments: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        owner: z.string().nullable(),
        windows: z.array(
          z.object({
            unit: z.string(),
            comparator: z.boolean(),
            go_live: day,
            baseline: z.object({ from: day, to: day }),
            stabilization: z.object({ from: day, to: day }),
            post: z.object({ from: day, to: day }).nullable(),
          }),
        ),
      }),
    ),
  }),
  seals: z.object({
    protocol: seal.extend({ first_go_live: day, days_after_go_live: z.int() }).nullable(),
    baselines: z.array(seal.extend({ deployment: z.string(), unit: z.string() })),
    replaced: z
      .array(
        seal.extend({
          deployment: z.string().nullable(),
          unit: z.string().nullable(),
          by: seal.pick({ version: true, sealed_at: true, reason: true }),
          changes: z.array(change),
        }),
      )
      .describe('Seals that another took the place of, and what it changed; the protocol has no unit'),
  }),
  changes: z
    .array(change.extend({ group: z.string() }))
    .describe('What is otherwise today than it was sealed; the sealed side is what the figures use'),
  previous: previousRun.nullable().default(null).describe('The run before this one, as the ledger remembers it'),
  change_effects: z
    .array(z.object({ group: z.string(), demonstrated: value, npv: value, npv_whole_life: value.default(null) }))
    .describe(
      "What the financial case would gain or lose if today's side of a group of changes were used; npv to date",
    ),
  inputs: z.array(
    z.object({
      kind: z.string(),
      file: z.string(),
      sha256: hash,
      bytes: count,
      records: count,
      loaded: count,
      rejected: count,
      skipped: count,
      flagged: count,
      rejects: z.record(z.string(), count),
      flags: z.record(z.string(), count),
      source: z.string().nullable().default(null).describe('The system it comes from'),
      owner: z.string().nullable().default(null).describe('Who answers for that system'),
    }),
  ),
  findings: z.array(
    z.object({
      code: z.string(),
      severity: z.enum(['info', 'warn', 'fail']),
      message: z.string(),
      at: place,
      owner: z.string().optional(),
      acknowledged: z.string().optional(),
    }),
  ),
  kpis: z.array(
    z.object({
      id: z.string(),
      definition: z.string(),
      label: z.string(),
      family: z.string(),
      nature: z.enum(['technical', 'business']),
      leans_on: z.array(z.string()).default([]).describe('Definitions of the technical KPIs behind a business KPI'),
      unit: z.string(),
      direction: z.union([z.enum(['decrease', 'increase']), z.object({ low: z.number(), high: z.number() })]),
      statistic,
      deployment: z.string(),
      period: z.enum(['day', 'week', 'month']),
      target: value,
      minimum_important_change: value,
      owner: z.string().nullable(),
      sha256: hash,
      parameters: z.record(z.string(), z.string()),
      kinds: z.array(z.string()).describe('Extract kinds whose rows reach it'),
      people: z
        .enum(['rows', 'sums'])
        .nullable()
        .describe('Whether each row is about a person, or its numbers count people'),
      waterfall: z.array(z.object({ step: z.string(), n: count })),
      mixes: z.array(standardMix).default([]),
      about: kpiAbout.nullable().default(null),
    }),
  ),
  series: z.array(
    z.object({
      kpi: z.string(),
      statistic,
      adjustment,
      unit: z.string(),
      period: day,
      n: count.nullable().describe('Null where a report withholds it; never in results.json'),
      value,
      numerator: value,
      denominator: value,
      phase,
      reason: z.string().optional(),
    }),
  ),
  limits: z.array(
    z.object({
      kpi: z.string(),
      statistic,
      adjustment,
      unit: z.string(),
      phase: z.enum(['baseline', 'post']),
      chart: z.string(),
      center: z.number(),
      lower: z.union([z.number(), z.array(z.number())]).nullable(),
      upper: z.union([z.number(), z.array(z.number())]).nullable(),
      periods: z.array(day).nullable().default(null).describe('What lists of limits go with; null for single numbers'),
    }),
  ),
  signals: z.array(
    z.object({
      kpi: z.string(),
      statistic,
      adjustment,
      unit: z.string(),
      period: day,
      rule: z.enum(SIGNAL_RULES),
      direction: z.enum(['improvement', 'concern']),
      change_id: z.string().optional(),
    }),
  ),
  change_log: z
    .array(
      z.object({
        id: z.string(),
        date: day,
        deployment: z.string().nullable(),
        unit: z.string().nullable(),
        description: z.string(),
      }),
    )
    .default([])
    .describe('What else happened, as the program lists it; signals name the entry that stands beside them'),
  comparisons: z.array(
    z.object({
      kpi: z.string(),
      statistic,
      adjustment,
      unit: z.string(),
      deployment: z.string(),
      method: z.string(),
      sealed: z.boolean(),
      n_baseline: count,
      n_post: count,
      baseline: value,
      post: value,
      naive: estimate.nullable(),
      level: estimate.nullable(),
      slope: estimate.nullable(),
      average: estimate.nullable(),
      cumulative: estimate.nullable(),
      transition: estimate.nullable(),
      verdict: z.enum(VERDICTS),
      grade: z.enum(['A', 'B', 'C', 'D', '–']),
      reasons: z.array(z.string()).min(1),
      p: value,
      p_adjusted: value,
      breakdown_drift: value.describe('Per year, in the unit of the KPI'),
      placebo: placebo.nullable(),
      specifications: specifications.nullable(),
      adequacy: adequacy.nullable().default(null),
      assurance: z
        .enum(ASSURANCES)
        .nullable()
        .default(null)
        .describe('Whether the target will be met, if the process goes on as it is'),
      baseline_drift: estimate.nullable().default(null).describe('Slope of the baseline per year, before go-live'),
    }),
  ),
  counterfactuals,
  pooled: pooledSchema,
  ...moneySchema,
  workings: workingsSchema,
  figures: z.record(
    z.string(),
    z.object({
      value,
      unit: z.string().min(1),
      digits: count,
      formula: z.string(),
      inputs: z.array(z.string()),
      reason: z.string().optional(),
    }),
  ),
});

/** A run's results, as results.json holds them. */
export type Results = z.infer<typeof resultsSchema>;

/** The same before the schema has filled in what may be left out. */
export type ResultsInput = z.input<typeof resultsSchema>;
