import type { Comparison, EffectModel, Verdict } from '../../src/comparison/comparison.ts';
import type { MeasuredKpi, ResolvedKpi, Statistic } from '../../src/kpi/kpi.ts';
import { addPeriods } from '../../src/kpi/period.ts';
import type { PeriodLength, Program } from '../../src/program/program.ts';
import type { Benefit, Discount } from '../../src/program/register.ts';
import type { ProgramValuationInput } from '../../src/valuation/value-program.ts';

/** One effect as the comparison room would have found it: monthly periods, certain unless a covariance says otherwise. */
export interface EffectGiven {
  kpi: string;
  unit: string;
  statistic?: Statistic;
  adjustment?: 'crude' | 'standardised';
  verdict?: Verdict;
  /** First post period, and how many. */
  from: string;
  months: number;
  level: number;
  slope?: number;
  naive?: number;
  volume?: number;
  covariance?: EffectModel['covariance'];
  df?: number;
  driftHalfWidth?: number;
  transition?: {
    periods: string[];
    differences: number[];
    covariance?: number[];
    withLasting?: { level: number[]; slope: number[] };
    df?: number;
  };
  residuals?: number[];
  grade?: Comparison['grade'];
}

export interface KpiGiven {
  id: string;
  unit?: string;
  statistic?: Statistic;
  direction?: ResolvedKpi['direction'];
  counter?: string;
}

export interface ProgramGiven {
  kpis: KpiGiven[];
  benefits: (Partial<Benefit> & Pick<Benefit, 'id' | 'kpi'>)[];
  effects: EffectGiven[];
  program?: Partial<Program>;
  costs?: string;
  prices?: string;
  exchange?: string;
  asOf?: string;
  /** Of every KPI; month unless given. Effects then count in it. */
  period?: PeriodLength;
}

/** A program with one deployment in two units, live in `a` in October 2024 and in `b` in January 2025. */
export function smallProgram(given: ProgramGiven): ProgramValuationInput {
  const asOf = given.asOf ?? '2025-06-30';
  return {
    program: { ...programOf(given), ...given.program },
    kpis: given.kpis.map((kpi) => ({ ...resolved(kpi), periodLength: given.period ?? 'month' })),
    measured: given.kpis.map((kpi) => measuredOf(kpi, given)),
    comparisons: given.effects.map((effect) => comparisonOf(effect, given)),
    asOf,
    findings: [],
    inputs: [],
    peopleIn: () => 'rows',
    costs: given.costs === undefined ? null : { text: given.costs, sha256: 'c'.repeat(64) },
    prices: given.prices === undefined ? null : { text: given.prices, sha256: 'd'.repeat(64) },
    exchange: given.exchange === undefined ? null : { text: given.exchange, sha256: 'e'.repeat(64) },
    seed: 1855,
  };
}

export const VALUE = {
  per: 'read',
  low: 42,
  likely: 42,
  high: 42,
  source: 'contract',
  priceBasis: 2025,
  costBasis: 'marginal' as const,
};

/** A discount rate, the same at all times, flows in the middle of their months. */
export const discountAt = (rate: number, basis: Discount['basis'] = 'real'): Discount => ({
  rate,
  later: [],
  basis,
  timing: 'mid',
  source: 'test',
  validFrom: null,
  validTo: null,
});

export const attributed = (share: number) => ({ share, low: share, high: share, reason: 'as given' });

function programOf({ kpis, benefits, costs, prices, exchange }: ProgramGiven): Program {
  return {
    id: 'small',
    title: 'Small',
    timeZone: 'UTC',
    currency: 'USD',
    locale: 'en-GB',
    paper: 'a4',
    priceYear: 2025,
    period: 'month',
    asOf: null,
    synthetic: 'made for a test',
    sealedAt: null,
    roots: [],
    units: ['a', 'b'].map((id) => ({ id, site: id, department: 'Imaging' })),
    services: [],
    deployments: [
      {
        id: 'pacs',
        title: 'PACS',
        owner: 'Imaging',
        goLive: { a: '2024-10-01', b: '2025-01-01' },
        comparators: [],
        adoption: null,
        baseline: { periods: 12 },
        stabilization: { periods: 2 },
        breaks: [],
        exclude: [],
      },
    ],
    extracts: [],
    kpis: kpis.map(({ id }) => ({
      id,
      definition: `definition_of_${id}`,
      deployment: 'pacs',
      parameters: {},
      period: null,
      label: null,
      unit: null,
      direction: null,
      per: null,
      target: null,
      minimumImportantChange: 1,
      owner: 'Imaging',
      drift: null,
      acknowledge: [],
      people: null,
    })),
    benefits: benefits.map((benefit) => ({
      title: benefit.id,
      class: 'cash-releasing',
      owner: 'Finance',
      value: VALUE,
      mechanism: null,
      attribution: attributed(1),
      drawsOn: null,
      disjoint: [],
      ledger: null,
      conversion: null,
      minimumBlock: null,
      oneOff: null,
      horizon: null,
      planned: null,
      plan: { effect: null, value: null, from: null, rampMonths: 0 },
      ...benefit,
    })),
    discount: discountAt(0),
    economicDiscount: null,
    optimismBias: null,
    exchange: exchange === undefined ? null : 'exchange.csv',
    horizon: null,
    prices: prices === undefined ? null : 'prices.csv',
    costs: costs === undefined ? null : 'costs.csv',
    changes: null,
    theme: null,
    mail: null,
    deliveries: [],
    privacy: { smallestCount: 11, reason: null },
  };
}

function resolved({ id, unit = 'reads', statistic = 'total', direction = 'decrease', counter }: KpiGiven): ResolvedKpi {
  return {
    id: `definition_of_${id}`,
    entry: id,
    label: id,
    family: 'test',
    nature: 'technical',
    unit,
    direction,
    statistic,
    also: [],
    per: 1,
    clock: '',
    grain: '',
    strata: [],
    maturityDays: 0,
    parameters: [],
    source: '',
    pitfall: '',
    counter: counter ?? null,
    money: '',
    leansOn: [],
    sql: '',
    hash: '0'.repeat(64),
    periodLength: 'month',
    values: {},
  };
}

function statisticOf({ kpi, statistic }: EffectGiven, kpis: readonly KpiGiven[]): Statistic {
  return statistic ?? kpis.find(({ id }) => id === kpi)?.statistic ?? 'total';
}

function periodsOf({ from, months }: EffectGiven, { period = 'month' }: ProgramGiven): string[] {
  return Array.from({ length: months }, (_, i) => addPeriods(from, i, period));
}

function comparisonOf(effect: EffectGiven, given: ProgramGiven): Comparison {
  const { kpi, unit, verdict = 'improved', level, slope = 0, naive = level, transition, df = 20 } = effect;
  const periods = periodsOf(effect, given);
  const k = transition?.periods.length ?? 0;
  const blocked = verdict === 'insufficient data';
  const estimate = (value: number) => ({ estimate: value, standardError: null, df: null, low: value, high: value });
  return {
    kpi,
    statistic: statisticOf(effect, given.kpis),
    adjustment: effect.adjustment ?? 'crude',
    unit,
    deployment: 'pacs',
    method: 'given',
    sealed: false,
    nBaseline: 12,
    nPost: periods.length,
    baseline: 100,
    post: 100 + naive,
    naive: estimate(naive),
    level: estimate(level),
    slope: slope === 0 ? null : estimate(slope),
    average: estimate(level + (slope * (periods.length - 1)) / 2),
    cumulative: null,
    transition: null,
    verdict,
    grade: effect.grade ?? 'B',
    reasons: [`${kpi} in ${unit}: as given.`],
    p: 0.001,
    pAdjusted: 0.001,
    breakdownDrift: null,
    placebo: null,
    specifications: null,
    baselineDrift: null,
    adequacy: {
      periods: 52,
      observations: 5200,
      gaps: 0,
      years: 1,
      coversYear: true,
      lastQuarterWorseBy: null,
      regressionToTheMean: false,
      drift: { kind: 'inconclusive', reason: 'made up', n: 0, required: 0 },
    },
    minimumDetectableChange: null,
    counterfactual: [],
    assurance: null,
    limits: [],
    signals: [],
    model: blocked
      ? null
      : {
          periods,
          times: periods.map((_, i) => i),
          level,
          slope,
          covariance: effect.covariance ?? [0, 0, 0, 0],
          df,
          phi: 0,
          driftHalfWidth: effect.driftHalfWidth ?? 0,
          transition: {
            periods: transition?.periods ?? [],
            differences: transition?.differences ?? [],
            covariance: transition?.covariance ?? new Array<number>(k * k).fill(0),
            withLasting: transition?.withLasting ?? {
              level: new Array<number>(k).fill(0),
              slope: new Array<number>(k).fill(0),
            },
            df: transition?.df ?? 20,
          },
          residuals: (effect.residuals ?? []).map((residual, i) => ({
            period: addPeriods('2023-10-01', i, 'month'),
            residual,
          })),
        },
  };
}

function measuredOf(kpi: KpiGiven, given: ProgramGiven): MeasuredKpi {
  const own = given.effects.filter((effect) => effect.kpi === kpi.id);
  return {
    kpi: kpi.id,
    series: own.map((effect) => ({
      kpi: kpi.id,
      statistic: statisticOf(effect, [kpi]),
      adjustment: effect.adjustment ?? 'crude',
      unit: effect.unit,
      periodLength: given.period ?? 'month',
      cells: [...(effect.transition?.periods ?? []), ...periodsOf(effect, given)].map((period) => ({
        period,
        n: 10,
        value: 1,
        numerator: null,
        denominator: null,
        volume: effect.volume ?? 1,
      })),
    })),
    instrument: [],
    mixes: [],
    waterfall: [],
  };
}
