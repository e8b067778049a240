import { z } from 'zod';
import { SIGNAL_RULES, VERDICTS } from '../comparison/comparison.ts';
import { LOCALES, PAPERS } from '../program/program.ts';
import { kpiAbout } from './kpi-about.ts';

/**
 * The machine-readable whole of a run: the promise that other programs rely on. `realized schema results` prints the JSON
 * Schema made from this definition, and every run checks its own output against it before anything is written.
 *
 * An undefined number is null with a reason beside it; NaN and Infinity cannot occur (zod refuses them).
 */
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().nonnegative();
const value = z.number().nullable();

const estimate = z
  .object({
    estimate: z.number(),
    standard_error: value,
    df: value,
    low: z.number(),
    high: z.number(),
  })
  .describe('A number with its 95 % interval');

const money = z
  .object({ low: value, likely: value, high: value })
  .describe('P5, likely and P95, in the currency and price year of the program');

const place = z.object({
  file: z.string().optional(),
  line: z.int().optional(),
  column: z.int().optional(),
  kpi: z.string().optional(),
  unit: z.string().optional(),
  period: z.string().optional(),
});

const statistic = z.enum(['median', 'p90', 'p95', 'mean', 'proportion', 'rate', 'ratio', 'total']);
const adjustment = z.enum(['crude', 'standardised']);
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
  }),
  changes: z
    .array(z.object({ group: z.string(), path: z.string(), sealed: z.string().nullable(), now: z.string().nullable() }))
    .describe('What is otherwise today than it was sealed; the sealed side is what the figures use'),
  previous: previousRun.nullable().default(null).describe('The run before this one, as the ledger remembers it'),
  change_effects: z
    .array(z.object({ group: z.string(), demonstrated: value, npv: value }))
    .describe("What the financial case would gain or lose if today's side of a group of changes were used"),
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
      waterfall: z.array(z.object({ step: z.string(), n: count })),
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
      n: count,
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
      placebo: z.object({ dates: count, false_improved: count }).nullable(),
      specifications: z.object({ n: count, agree: count }).nullable(),
    }),
  ),
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
    }),
  ),
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
      rates: z.array(z.object({ rate: z.number(), basis: z.enum(['real', 'nominal']), source: z.string() })),
      benefits: value.describe('Present value, losses deducted; NPV = benefits − costs'),
      costs: value.describe('Present value of the costs'),
      reasons: z.array(z.string()),
      flows: z.array(z.object({ month: day, benefits: z.number(), costs: z.number(), cumulative: z.number() })),
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
