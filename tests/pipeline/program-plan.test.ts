import { describe, expect, test } from 'vitest';
import type { MeasuredKpi, ResolvedKpi } from '../../src/kpi/kpi.ts';
import type { OpenProgram } from '../../src/pipeline/open-program.ts';
import { planJson } from '../../src/pipeline/plan-json.ts';
import { tellPlan } from '../../src/pipeline/plan-words.ts';
import { type PlanEvidence, planProgram } from '../../src/pipeline/program-plan.ts';
import type { Deployment, KpiEntry, Program } from '../../src/program/program.ts';
import { ar1Errors, seededUniform, seriesOf } from '../support/series.ts';

const FIRST = '2023-01-02';
const GO_LIVE = '2024-07-01'; // 78 weeks later
const AS_OF = '2024-05-05'; // 8 weeks before

const pacs: Deployment = {
  id: 'pacs',
  title: 'PACS integration',
  owner: null,
  goLive: { 'main/imaging': GO_LIVE },
  comparators: [],
  adoption: null,
  baseline: { periods: 60 },
  stabilization: { periods: 4 },
  breaks: [],
  exclude: [],
};
const stat = {
  id: 'stat',
  definition: 'stat',
  deployment: 'pacs',
  minimumImportantChange: 6,
  drift: null,
  acknowledge: [],
} as unknown as KpiEntry;
const kpi = (periodLength: 'week' | 'month' = 'week') =>
  ({
    id: 'stat',
    entry: 'stat',
    label: 'STAT report',
    unit: 'minutes',
    direction: 'decrease',
    statistic: 'median',
    also: [],
    periodLength,
    maturityDays: 0,
  }) as unknown as ResolvedKpi;

/** Weeks or months of 5 minutes of scatter; `shared` of it moves all units together. */
function measuredAs(periods: number, rest: Parameters<typeof seriesOf>[1] = {}): MeasuredKpi {
  const common = ar1Errors(periods, 0.2, seededUniform(1));
  const series = ['main/imaging', 'west/imaging'].map((unit, i) => {
    const own = ar1Errors(periods, 0.2, seededUniform(3 + i));
    const values = own.map((e, t) => 60 + 5 * (0.95 * common[t]! + 0.3 * e));
    return seriesOf(values, { first: FIRST, unit, statistic: 'median', kpi: 'stat', ...rest });
  });
  return { kpi: 'stat', series, instrument: [], mixes: [], waterfall: [] };
}

function evidence(rest: Partial<PlanEvidence> = {}, deployment = pacs, entry = stat): PlanEvidence {
  const units = ['main', 'west'].map((site) => ({ id: `${site}/imaging`, site, department: 'Imaging' }));
  const program = {
    title: 'Riverside',
    period: 'week',
    units,
    deployments: [deployment],
    kpis: [entry],
    synthetic: null,
  } as unknown as Program;
  const none = { kpis: [], measured: [] };
  return { program, kpis: [kpi()], measured: [measuredAs(69)], weekly: none, asOf: AS_OF, ...rest };
}

const planOf = (made: PlanEvidence) => {
  const [one] = planProgram(made);
  if (one === undefined || 'kind' in one.plan) throw new Error('nothing was planned');
  return { ...one, plan: one.plan };
};
const told = (made: PlanEvidence) =>
  tellPlan({ open: { program: made.program, asOf: made.asOf } as OpenProgram, plans: planProgram(made) });

describe('planProgram', () => {
  test('a baseline that is not over yet: what it shows now, and will show at go-live', () => {
    const one = planOf(evidence());
    expect(one.adequacy.periods).toBe(51); // of 60 weeks before go-live, 9 are still to come
    expect(one.declaredPeriods).toBe(60);
    expect(one.reachesBack).toBe(18);
    expect(one.plan.declared.periods).toBe(60);
    expect(one.plan.declared.detectable!).toBeLessThan(one.plan.now.detectable!);
    const text = told(evidence());
    expect(text.parts[0]!.tables[0]!.rows[0]).toContain('at go-live');
    expect(text.parts[0]!.notes.join('\n')).toMatch(/goes live on 1 Jul 2024, in 8 weeks: there is still time to wait/);
    expect(text.parts[0]!.notes.join('\n')).toContain('`baseline: { periods: 78 }` would use them');
  });

  test('comparators that share most of the variance show more; the plan says by how much', () => {
    const { comparators, plan } = planOf(evidence({}, { ...pacs, comparators: ['west/imaging'] }));
    // The units share .95² of 5² and each keeps .3² for itself: the difference has variance 2·.3² instead of .95² + .3².
    expect(comparators.used).toEqual(['west/imaging']);
    expect(comparators.sharedVariance!).toBeGreaterThan(0.7);
    expect(comparators.sharedVariance!).toBeLessThan(0.9);
    expect(plan.now.detectable!).toBeLessThan(comparators.detectableAlone! * 0.8);
  });

  test('without comparators it says how well one would have to correlate', () => {
    const { comparators, plan } = planOf(evidence());
    expect(comparators.neededCorrelation).toBeCloseTo(1 - (6 / plan.now.detectable!) ** 2 / 2, 12);
    const easy = planOf(evidence({}, pacs, { ...stat, minimumImportantChange: 100 }));
    expect(easy.comparators.neededCorrelation).toBeNull();
    expect(easy.plan.needed.map(({ periods }) => periods)).toEqual([52, 52]);
  });

  test('a monthly KPI hears what weeks would bring, where there are items enough in every week', () => {
    const monthly = {
      kpis: [kpi('month')],
      measured: [measuredAs(16, { length: 'month', first: '2023-01-01' })],
    };
    const weeks = (n: number) => ({ kpis: [kpi('week')], measured: [measuredAs(69, { n })] });
    const rich = planOf(evidence({ ...monthly, weekly: weeks(40) }));
    expect(rich.plan.now).toMatchObject({ periods: 12, detectable: null, power: 0 });
    expect(rich.weekly).toMatchObject({ itemsPerWeek: 40, plan: { now: { periods: 51 } } });
    const thin = planOf(evidence({ ...monthly, weekly: weeks(3) }));
    expect(thin.weekly).toEqual({
      reason: 'a typical baseline period holds fewer than the 10 items needed to estimate a median',
    });
    const sparse = measuredAs(69, { n: 40 });
    for (const series of sparse.series) series.cells = series.cells.filter((_, i) => i % 4 === 0);
    const reported = planOf(evidence({ ...monthly, weekly: { kpis: [kpi('week')], measured: [sparse] } }));
    expect(reported.weekly).toEqual({ reason: 'the source does not report every week' });
    const notes = told(evidence({ ...monthly, weekly: weeks(40) })).parts[0]!.notes.join('\n');
    expect(notes).toContain('Too short to show an improvement of any size: stat.');
  });

  test('a KPI without data is told as that', () => {
    const empty = evidence({ measured: [] });
    expect(planProgram(empty)[0]!.plan).toMatchObject({ kind: 'inconclusive', reason: 'too few observations' });
    const text = told(empty);
    expect(text.parts[0]!.tables[0]!.rows[1]).toEqual([
      'stat, minutes',
      'main/imaging',
      '0 of 60 weeks',
      '–',
      '–',
      '–',
      '6',
      '–',
      '–',
      '–',
    ]);
    expect(text.parts[0]!.notes.join('\n')).toContain('stat (main/imaging): nothing can be planned yet');
  });

  test('the JSON holds numbers only, in the unit of the KPI', () => {
    const made = evidence();
    const json = planJson({ open: { program: made.program, asOf: AS_OF } as OpenProgram, plans: planProgram(made) });
    expect(JSON.parse(JSON.stringify(json))).toMatchObject({
      as_of: AS_OF,
      plans: [
        {
          kpi: 'stat',
          unit: 'main/imaging',
          go_live: GO_LIVE,
          baseline: { periods: 51, declared: 60, reaches_back: 18, covers_year: true },
          now: { periods: 51 },
          needed: [{ power: 0.8 }, { power: 0.9 }],
          weekly: null,
        },
      ],
    });
  });
});
