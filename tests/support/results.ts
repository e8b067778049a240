import { addPeriods } from '../../src/kpi/period.ts';
import { type Results, resultsSchema } from '../../src/results/schema.ts';
import { counterfactualsFor, POOLED, placeboAround, specificationsAround } from './doubt.ts';
import { DISTRIBUTION, PLAN, SENSITIVITY } from './some-sensitivity.ts';

/**
 * A whole run's results, made up: every verdict, several units, long and hostile names, negative money, undefined figures.
 * Weekly from July 2023: 52 baseline weeks, 12 of stabilization, 53 after. The same bytes each time.
 */
export function someResults(): Results {
  const random = randomSource(20240701);
  const measured = KPIS.flatMap((kpi) => kpi.units.map((unit) => measure(kpi, unit, random)));
  return resultsSchema.parse({
    schema_version: 1,
    tool_version: '0.1.0',
    run_id: hashOf(1),
    as_of: '2025-10-05',
    ledger_head: hashOf(2),
    seals: SEALS,
    changes: CHANGES,
    change_effects: [{ group: 'unit values', demonstrated: 31_400, npv: 29_876.5, npv_whole_life: 61_200.25 }],
    program: PROGRAM,
    inputs: INPUTS,
    findings: FINDINGS,
    kpis: KPIS.map(({ units: _units, level: _level, noise: _noise, n: _n, ...kpi }, i) => ({
      ...kpi,
      sha256: hashOf(10 + i),
    })),
    series: measured.flatMap((one) => one.series),
    limits: measured.flatMap((one) => one.limits),
    signals: measured.flatMap((one) => one.signals),
    comparisons: measured.map((one) => one.comparison),
    benefits: BENEFITS.map((benefit) => ({ ...benefit, ...statedOf(benefit) })),
    plan: PLAN,
    counterfactuals: measured.flatMap((one) => one.counterfactuals),
    pooled: [POOLED],
    appraisal: APPRAISAL,
    bridge: [
      { step: 'before/after difference × volume × value', amount: 1_420_000 },
      { step: 'trend and season', amount: -310_000 },
      { step: 'attribution', amount: -222_000 },
      { step: 'not cash', amount: -418_000 },
      { step: 'financial benefit demonstrated', amount: 470_000 },
    ],
    audit: AUDIT,
    figures: FIGURES,
  });
}

/** Results of a run that could load its extracts and nothing else. */
export function emptyResults(): Results {
  const full = someResults();
  const plan = { months: [], variance: null };
  const doubted = { counterfactuals: [], pooled: [] };
  const measured = { kpis: [], series: [], limits: [], signals: [], comparisons: [], ...doubted };
  const none = { plan, ...measured, benefits: [], appraisal: [] };
  const unsealed = { seals: { protocol: null, baselines: [], replaced: [] }, changes: [], change_effects: [] };
  return { ...full, ...none, ...unsealed, findings: [], bridge: [], audit: [], figures: {}, ledger_head: null };
}

export const HOSTILE = `<script>alert(1)</script>" onmouseover="alert(2)" x='\u202e`;

type Comparison = Results['comparisons'][number];
type Verdict = Comparison['verdict'];

interface UnitTruth {
  unit: string;
  effect: number;
  half: number;
  verdict: Verdict;
  grade: Comparison['grade'];
  reasons: string[];
  sealed?: boolean;
  flat?: boolean;
}

interface KpiTruth extends Omit<Results['kpis'][number], 'sha256' | 'mixes'> {
  level: number;
  noise: number;
  n: number;
  units: UnitTruth[];
}

const START = '2023-07-03';
const [BASELINE, STABILIZATION, POST] = [52, 12, 53];
const week = (i: number) => addPeriods(START, i, 'week');
const lastDay = (i: number) => new Date(Date.parse(week(i + 1)) - 86_400_000).toISOString().slice(0, 10);

const windows = (...units: string[]) =>
  units.map((unit) => ({
    unit,
    comparator: unit === 'west/imaging',
    go_live: '2024-07-01',
    baseline: { from: START, to: lastDay(BASELINE - 1) },
    stabilization: { from: week(BASELINE), to: lastDay(BASELINE + STABILIZATION - 1) },
    post: { from: week(BASELINE + STABILIZATION), to: lastDay(BASELINE + STABILIZATION + POST - 1) },
  }));

const PROGRAM: Results['program'] = {
  id: 'riverside',
  title: 'Riverside Health — integrated diagnostics and perioperative platform',
  currency: 'USD',
  locale: 'en-GB',
  paper: 'a4',
  price_year: 2024,
  time_zone: 'America/Chicago',
  period: 'week',
  synthetic: 'Every number here was generated for demonstration; no hospital, patient or vendor stands behind it.',
  privacy: { smallest_count: 11, reason: null },
  units: [
    { id: 'main/imaging', site: 'Main', department: 'Imaging' },
    { id: 'east/imaging', site: 'East', department: 'Imaging' },
    { id: 'west/imaging', site: 'West', department: 'Imaging' },
    { id: 'main/lab', site: 'Main', department: 'Laboratory' },
    { id: 'main/or', site: 'Main', department: 'Operating rooms' },
  ],
  deployments: [
    {
      id: 'pacs',
      title: 'PACS/RIS integration',
      owner: 'Imaging operations',
      windows: windows('main/imaging', 'east/imaging', 'west/imaging'),
    },
    { id: 'or-platform', title: 'Operating-room platform', owner: null, windows: windows('main/or') },
    { id: 'lab', title: `Laboratory middleware ${HOSTILE}`, owner: 'Pathology', windows: windows('main/lab') },
  ],
};

const kpi = (
  id: string,
  label: string,
  rest: Partial<KpiTruth> & Pick<KpiTruth, 'level' | 'noise' | 'n' | 'units' | 'deployment'>,
): KpiTruth => ({
  id,
  definition: `${id}_definition`,
  label,
  people: 'rows',
  family: 'turnaround',
  nature: 'technical',
  leans_on: [],
  unit: 'minutes',
  direction: 'decrease',
  statistic: 'median',
  period: 'week',
  target: null,
  minimum_important_change: null,
  owner: 'Dr. A. Example',
  parameters: {},
  kinds: ['imaging_exam'],
  waterfall: [
    { step: 'candidate rows', n: 152_310 },
    { step: 'cancelled or no-show', n: 146_102 },
    { step: 'final report before order', n: 145_933 },
    { step: 'before the first complete week', n: 145_877 },
  ],
  about: ABOUT,
  ...rest,
});

const ABOUT = {
  clock: 'ordered_at to first final_at',
  grain: 'one row per exam, open ones included',
  strata: ['modality'],
  maturity_days: 2,
  source: 'SIIM SWIM lexicon',
  pitfall: 'relabelling after go-live changes who is measured',
  counter: null,
  money: 'capacity',
  sql: "select unit_id, observed_at\nfrom fct_imaging_exam\nwhere status != 'cancelled'",
};

const KPIS: KpiTruth[] = [
  kpi('stat_report', 'Imaging order to final report, STAT', {
    deployment: 'pacs',
    level: 62,
    noise: 3.2,
    n: 240,
    target: 55,
    minimum_important_change: 5,
    units: [
      unit('main/imaging', -14.2, 3.1, 'improved', 'B', [
        'The whole interval lies beyond the 5 minutes declared important.',
      ]),
      unit('east/imaging', -6.8, 5.4, 'improved, size uncertain', 'C', [
        'The interval excludes zero but not changes smaller than 5 minutes.',
        'The baseline is 11 periods short of a year.',
      ]),
    ],
  }),
  kpi('exam_report', 'Exam end to first final report, all priorities, read in house or by an outside service', {
    deployment: 'pacs',
    statistic: 'p90',
    level: 410,
    noise: 28,
    n: 2100,
    owner: null,
    units: [
      unit('main/imaging', -8, 33, 'not demonstrated', '–', ['The interval includes zero.']),
      unit('east/imaging', 61, 27, 'worsened', 'B', ['The whole interval lies on the wrong side of zero.'], {
        sealed: false,
      }),
    ],
  }),
  kpi('stat_share', 'Share of exams ordered as STAT', {
    deployment: 'pacs',
    statistic: 'proportion',
    unit: '1',
    level: 0.182,
    noise: 0.009,
    n: 2300,
    minimum_important_change: 0.03,
    units: [
      unit('main/imaging', 0.004, 0.011, 'no material change', 'B', [
        'The whole interval lies within ±3 percentage points.',
      ]),
      unit('east/imaging', 0.06, 0.02, 'not comparable', '–', [
        'The share of missing priorities fell from 22 % to 2 % at go-live: the instrument changed, not the practice.',
      ]),
    ],
  }),
  kpi('outsourced_reads', 'Reads bought from an outside service', {
    deployment: 'pacs',
    statistic: 'total',
    unit: 'reads',
    nature: 'business',
    level: 212,
    noise: 16,
    n: 212,
    minimum_important_change: 20,
    units: [
      unit('main/imaging', -96, 24, 'improved', 'A', [
        'The whole interval lies beyond the 20 reads declared important.',
      ]),
      unit('east/imaging', 0, 0, 'insufficient data', '–', ['6 post-stabilization periods; 8 are needed.'], {
        flat: true,
      }),
    ],
  }),
  kpi('utilization', 'Operating-room utilization in resource hours', {
    deployment: 'or-platform',
    statistic: 'ratio',
    unit: '1',
    nature: 'business',
    direction: { low: 0.75, high: 0.85 },
    level: 0.71,
    noise: 0.014,
    n: 160,
    target: 0.78,
    minimum_important_change: 0.02,
    units: [unit('main/or', 0.041, 0.012, 'improved', 'B', ['The whole interval lies beyond 2 percentage points.'])],
  }),
  kpi('collect', `Collect to available ${HOSTILE}`, {
    deployment: 'lab',
    level: 48,
    noise: 2.1,
    n: 3300,
    units: [
      unit('main/lab', 0.6, 1.9, 'not demonstrated', '–', ['The interval includes zero.', 'Importance not declared.']),
    ],
  }),
];

function unit(
  id: string,
  effect: number,
  half: number,
  verdict: Verdict,
  grade: Comparison['grade'],
  reasons: string[],
  rest: Partial<UnitTruth> = {},
): UnitTruth {
  return { unit: id, effect, half, verdict, grade, reasons, ...rest };
}

/** One KPI in one unit: noise around a level, the effect after go-live, limits from the baseline, signals beyond them. */
function measure(kpi: KpiTruth, truth: UnitTruth, random: () => number) {
  const key = { kpi: kpi.id, statistic: kpi.statistic, adjustment: 'crude' as const, unit: truth.unit };
  const noise = () => (random() + random() + random() - 1.5) * 2 * kpi.noise;
  const series = Array.from({ length: BASELINE + STABILIZATION + POST }, (_, i) => {
    const phase = i < BASELINE ? 'baseline' : i < BASELINE + STABILIZATION ? 'stabilization' : 'post';
    const shift =
      phase === 'post'
        ? truth.effect
        : phase === 'stabilization'
          ? truth.effect / 3 + Math.sign(kpi.level) * kpi.noise * 2
          : 0;
    const value = kpi.level + 0.6 * kpi.noise * Math.sin((2 * Math.PI * i) / 52) + shift + noise();
    const n = Math.round(kpi.n * (0.9 + 0.2 * random()));
    return {
      ...key,
      period: week(i),
      n,
      value,
      numerator: value * n,
      denominator: n,
      phase,
    } as Results['series'][number];
  }).filter((_, i) => !(truth.verdict === 'insufficient data' && i > BASELINE + STABILIZATION + 5) && i !== 20);
  if (truth.unit === 'main/lab') series[30] = { ...series[30]!, value: null, reason: 'not reached' };
  const mean = (phase: string) => {
    const values = series.filter((cell) => cell.phase === phase && cell.value !== null).map((cell) => cell.value!);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  const [baseline, post] = [mean('baseline'), mean('post')];
  const spread = 3 * kpi.noise * 1.05;
  const limits = {
    ...key,
    phase: 'baseline',
    chart: 'XmR',
    center: baseline,
    lower: Math.max(0, baseline - spread),
    upper: baseline + spread,
  };
  const good = typeof kpi.direction === 'string' && kpi.direction === 'decrease' ? -1 : 1;
  const signals = series
    .filter((cell) => cell.value !== null && Math.abs(cell.value - baseline) > spread)
    .map((cell) => ({
      ...key,
      period: cell.period,
      rule: 'outside limits',
      direction: Math.sign(cell.value! - baseline) === good ? 'improvement' : 'concern',
      ...(cell.phase === 'stabilization' ? { change_id: 'chg-118' } : {}),
    }));
  const around = (estimate: number, half: number) => ({
    estimate,
    standard_error: half / 2,
    df: 21.4,
    low: estimate - half,
    high: estimate + half,
  });
  const measured = !truth.flat;
  const comparison = {
    ...key,
    deployment: kpi.deployment,
    method: 'generalised least squares with AR(1) errors, linear trend and annual season (REML, Satterthwaite)',
    sealed: truth.sealed ?? true,
    n_baseline: BASELINE - 1,
    n_post: measured ? POST : 6,
    baseline,
    post,
    naive: measured ? around(post - baseline, truth.half * 0.4) : null,
    level: measured ? around(truth.effect * 0.9, truth.half * 1.3) : null,
    slope: measured ? around(truth.effect * 0.004, truth.half * 0.02) : null,
    average: measured ? around(truth.effect, truth.half) : null,
    cumulative: measured ? around(truth.effect * POST, truth.half * POST) : null,
    transition: measured ? around(kpi.noise * 2, kpi.noise) : null,
    verdict: truth.verdict,
    grade: truth.grade,
    reasons: [
      `${kpi.label} in ${truth.unit}: ${truth.effect} ${kpi.unit} (95 % interval) than it would have been without it.`,
      ...truth.reasons,
    ],
    p: measured ? 0.0004 : null,
    p_adjusted: measured ? 0.0016 : null,
    breakdown_drift: measured ? Math.abs(truth.effect) / 2 : null,
    placebo: measured ? placeboAround(around(truth.effect, truth.half)) : null,
    specifications: measured ? specificationsAround(around(truth.effect, truth.half)) : null,
  };
  const counterfactuals = measured ? counterfactualsFor(key, series, around(truth.effect, truth.half)) : [];
  return {
    ...{ series, signals, comparison, counterfactuals },
    limits: truth.verdict === 'not comparable' ? [] : [limits],
  };
}

const money = (low: number | null, likely: number | null, high: number | null) => ({ low, likely, high });
const NOTHING = money(null, null, null);

const BENEFITS = [
  {
    id: 'outsourced_reads',
    title: 'Fewer reads bought from the outside service',
    class: 'cash-releasing',
    deployment: 'pacs',
    kpi: 'outsourced_reads',
    owner: 'Finance, imaging',
    cash_status: 'cash',
    estimated: money(152_000, 213_000, 276_000),
    demonstrated: money(152_000, 213_000, 276_000),
    transition: money(-21_000, -12_400, -3_000),
    forecast: money(410_000, 640_000, 870_000),
    planned: 260_000,
    quantity: { value: 5072, unit: 'reads' },
    grade: 'A',
    checks: ['tied to account 6210', 'signed off by finance'],
    reasons: ['Demonstrated: the mean effect reached «improved».'],
  },
  {
    id: 'late_hours',
    title: 'Shorter overtime after the last case, with a very long explanation of what is meant by overtime here',
    class: 'cash-avoiding',
    deployment: 'or-platform',
    kpi: 'utilization',
    owner: null,
    cash_status: 'cash expected',
    estimated: money(31_000, 88_000, 149_000),
    demonstrated: money(31_000, 88_000, 149_000),
    transition: NOTHING,
    forecast: money(90_000, 240_000, 410_000),
    planned: 120_000,
    quantity: { value: 1460, unit: 'hours' },
    grade: 'B',
    checks: [],
    reasons: ['Cash expected: no ledger account or finance sign-off is named.'],
  },
  {
    id: 'report_delay',
    title: 'Extra shifts to clear late reports',
    class: 'cash-releasing',
    deployment: 'pacs',
    kpi: 'exam_report',
    owner: 'Imaging operations',
    cash_status: 'cash',
    estimated: money(-92_000, -54_000, -17_000),
    demonstrated: money(-92_000, -54_000, -17_000),
    transition: money(-30_000, -22_000, -11_000),
    forecast: money(-240_000, -130_000, -31_000),
    planned: null,
    quantity: { value: -820, unit: 'hours' },
    grade: 'B',
    checks: [],
    reasons: ['A disbenefit: the KPI worsened. Disbenefits count whether or not they were planned.'],
  },
  {
    id: 'reading_time',
    title: 'Radiologist hours freed',
    class: 'capacity',
    deployment: 'pacs',
    kpi: 'stat_report',
    owner: 'Imaging operations',
    cash_status: 'not cash',
    estimated: money(280_000, 418_000, 560_000),
    demonstrated: money(280_000, 418_000, 560_000),
    transition: money(-60_000, -38_000, -12_000),
    forecast: NOTHING,
    planned: 500_000,
    quantity: { value: 4980, unit: 'hours' },
    grade: 'B',
    checks: [],
    reasons: ['Usable capacity, not cash: no conversion is named.'],
  },
  {
    id: 'sooner_results',
    title: `Results sooner at the bedside ${HOSTILE}`,
    class: 'quality',
    deployment: 'lab',
    kpi: 'collect',
    owner: null,
    cash_status: 'not cash',
    estimated: money(-40_000, -9_000, 22_000),
    demonstrated: NOTHING,
    transition: NOTHING,
    forecast: NOTHING,
    planned: 75_000,
    quantity: { value: null, unit: 'minutes' },
    grade: '–',
    checks: [],
    reasons: ['Not demonstrated: the interval of the mean effect includes zero.'],
  },
];

/** Each benefit rests on its KPI's comparison in one unit. */
function statedOf({ kpi, demonstrated, transition }: (typeof BENEFITS)[number]) {
  const { statistic, units } = KPIS.find(({ id }) => id === kpi)!;
  const [{ unit, verdict }] = units as [UnitTruth];
  const row = { unit, statistic, adjustment: 'crude', verdict };
  return { units: [{ ...row, demonstrated: demonstrated.likely, transition: transition.likely }] };
}

/** Two lean years, then a slow return. */
function flowsOf(months: number, scale: number) {
  let cumulative = 0;
  return Array.from({ length: months }, (_, i) => {
    const benefits = i < 9 ? 0 : Math.min(21_000, 1_500 * (i - 8)) * scale;
    const costs = i === 2 ? 260_000 : i % 12 === 0 ? 42_000 : 3_000;
    cumulative += benefits - costs;
    const band = 1_500 * i;
    const month = addPeriods('2024-01-01', i, 'month');
    return { month, benefits, costs, cumulative, low: cumulative - band, high: cumulative + band };
  });
}

const appraised = (view: 'financial' | 'economic', span: 'realized' | 'whole-life', months: number, scale: number) => {
  const flows = flowsOf(months, scale);
  return {
    view,
    span,
    npv: { p5: -212_000, p50: 64_000, p95: 331_000, likely: 71_000 },
    probability_npv_positive: 0.64,
    irr: { status: 'unique', roots: [0.087] },
    mirr: 0.061,
    payback: flows.findLastIndex((flow) => flow.cumulative < 0) / 12 + 1 / 24,
    discounted_payback: 4.9,
    bcr: 1.11,
    roi: 0.11,
    base_date: '2024-01-01',
    timing: 'end of month',
    rates: [{ rate: 0.035, basis: 'real', source: 'Green Book 2026' }],
    benefits: flows.reduce((sum, flow) => sum + flow.benefits, 0),
    costs: flows.reduce((sum, flow) => sum + flow.costs, 0),
    reasons: [],
    flows,
    distribution: DISTRIBUTION,
    sensitivity: SENSITIVITY,
  };
};

const APPRAISAL = [
  {
    ...appraised('financial', 'realized', 21, 1),
    npv: { p5: -301_000, p50: -244_000, p95: -190_000, likely: -246_000 },
    probability_npv_positive: 0,
    irr: { status: 'none', roots: [] },
    mirr: null,
    payback: null,
    discounted_payback: null,
    bcr: 0.42,
    roi: -0.58,
    reasons: [
      'Payback is undefined: the cumulative net cash has not returned to zero by 5 Oct 2025.',
      'IRR is undefined: no root above −100 %.',
    ],
  },
  appraised('financial', 'whole-life', 84, 1),
  appraised('economic', 'whole-life', 84, 1.7),
];

const seal = (sealed_at: string, seed: number) => ({
  sealed_at,
  clock: 'declared',
  version: 1,
  reason: null,
  sha256: hashOf(seed),
});

const SEALS = {
  protocol: { ...seal('2024-06-28T15:00:00Z', 71), first_go_live: '2024-07-01', days_after_go_live: -3 },
  baselines: [
    { ...seal('2024-07-10T09:00:00Z', 72), deployment: 'pacs', unit: 'main/imaging' },
    {
      ...seal('2024-10-20T09:00:00Z', 73),
      version: 2,
      reason: 'a late extract',
      deployment: 'pacs',
      unit: 'east/imaging',
    },
  ],
  replaced: [
    {
      ...seal('2024-10-18T09:00:00Z', 74),
      deployment: 'pacs',
      unit: 'east/imaging',
      by: { version: 2, sealed_at: '2024-10-20T09:00:00Z', reason: `a late extract ${HOSTILE}` },
      changes: [{ path: 'stat_report.median.2024-09-30', sealed: '61.5', now: '60.25' }],
    },
  ],
};

const CHANGES = [
  { group: 'unit values', path: 'benefits.outsourced_reads.value.likely', sealed: '42', now: '48' },
  { group: 'unit values', path: `benefits.${HOSTILE}`, sealed: null, now: HOSTILE },
];

const AUDIT = [
  { check: 1, result: 'pass', evidence: ['The baseline extracts have the hashes of the seal.'], remedy: '' },
  {
    check: 4,
    result: 'warn',
    evidence: ['A contrast-media shortage began 9 days after go-live.'],
    remedy: 'Name an owner for the attribution share.',
  },
  {
    check: 9,
    result: 'fail',
    evidence: ['«Radiologist hours freed» was planned as cash.'],
    remedy: 'Booked as capacity until a post is removed.',
  },
  { check: 17, result: 'pass', evidence: ['The STAT share did not change.'], remedy: '' },
  { check: 19, result: 'n/a', evidence: [], remedy: '' },
];

const INPUTS = [
  input('imaging_events', 'extracts/ris/2023.csv', 20_075, { 'bad-timestamp': 31, 'negative-interval': 169 }, 794, {}),
  input('imaging_events', 'extracts/ris/2024.csv', 81_233, { 'negative-interval': 12 }, 0, { 'dst-gap': 4 }),
  input('imaging_events', 'extracts/ris/2025.csv', 64_120, {}, 0, {}),
  input(
    'theatre_cases',
    'extracts/or/a-file-with-a-long-name-that-somebody-chose-in-a-hurry_final_v2_really.csv',
    12_480,
    {},
    0,
    {},
  ),
  input('lab_events', `extracts/lab/${HOSTILE}.csv`, 301_440, { 'duplicate-key': 5, 'not-in-list': 2210 }, 12, {
    'out-of-range': 91,
  }),
];

function input(
  kind: string,
  file: string,
  records: number,
  rejects: Record<string, number>,
  skipped: number,
  flags: Record<string, number>,
) {
  const sum = (counts: Record<string, number>) => Object.values(counts).reduce((a, b) => a + b, 0);
  const rejected = sum(rejects);
  return {
    kind,
    file,
    sha256: hashOf(file.length),
    bytes: records * 118,
    records,
    loaded: records - rejected - skipped,
    rejected,
    skipped,
    flagged: sum(flags),
    rejects,
    flags,
  };
}

const FINDINGS = [
  {
    code: 'instrument-changed',
    severity: 'fail',
    message: 'The share of missing priorities fell from 22 % to 2 % at go-live.',
    at: { kpi: 'stat_share', unit: 'east/imaging' },
    owner: 'RIS team',
  },
  {
    code: 'not-in-list',
    severity: 'warn',
    message: `2,210 rows carry a priority that the contract does not know: «${HOSTILE}».`,
    at: { file: 'extracts/lab/lis.csv', line: 88, column: 4 },
    owner: 'Laboratory information system',
  },
  {
    code: 'stale-extract',
    severity: 'warn',
    message: 'The newest operating-room case is 41 days old.',
    at: { file: 'extracts/or/cases.csv' },
    acknowledged: 'The export runs monthly.',
  },
  {
    code: 'dst-gap',
    severity: 'info',
    message: '4 timestamps fall into the hour that daylight saving skips.',
    at: { file: 'extracts/ris/2024.csv', line: 12_345 },
  },
];

const total = (value: number, unit = 'USD') => ({ value, unit, digits: 2, formula: 'sum over the class', inputs: [] });

const FIGURES = {
  'total.financial.demonstrated': total(247_000),
  'total.financial.net': total(212_600),
  'total.financial.net.p5': total(118_000),
  'total.financial.net.p95': total(309_000),
  'total.financial.transition': total(-34_400),
  'total.financial.transition.p5': total(-47_000),
  'total.financial.transition.p95': total(-21_000),
  'total.financial.tied_out': total(159_000),
  'total.cash-releasing.demonstrated': total(159_000),
  'total.cash-releasing.demonstrated.p5': total(88_000),
  'total.cash-releasing.demonstrated.p95': total(232_000),
  'total.capacity.demonstrated': total(418_000),
  'total.capacity.demonstrated.p5': total(280_000),
  'total.capacity.demonstrated.p95': total(560_000),
  'pacs.stat_report.main%2Fimaging.average': {
    value: -14.2,
    unit: 'minutes',
    digits: 0,
    formula: 'average effect over the post window',
    inputs: ['kpi:stat_report'],
  },
  'pacs.outsourced_reads.demonstrated': {
    value: 213_000,
    unit: 'USD',
    digits: 0,
    formula: 'Σ effect × volume × value × attribution',
    inputs: ['kpi:outsourced_reads'],
  },
};

function hashOf(seed: number): string {
  return Array.from({ length: 64 }, (_, i) => ((seed * 31 + i * 7 + (seed ^ i)) % 16).toString(16)).join('');
}

/** mulberry32: small, and the same everywhere. */
function randomSource(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
