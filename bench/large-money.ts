import { addPeriods } from '../src/kpi/period.ts';
import { type Results, type ResultsInput, resultsSchema } from '../src/results/schema.ts';

const [UNITS, MEASURED] = [2, 36];
const hash = '0'.repeat(64);
const range = (count: number) => Array.from({ length: count }, (_, i) => i);

/**
 * Results of a program with nothing but money in it.
 *
 * @param benefits  lines of the register, each in two units
 * @param months    36 of them measured, the others forecast
 * @example largeMoney(100, 120).workings.benefits.length  // 100
 */
export function largeMoney(benefits: number, months: number): Results {
  const calendar = range(months).map((m) => addPeriods('2024-01-01', m, 'month'));
  const money = { low: 1, likely: 2, high: 3 };
  const ids = range(benefits).map((b) => `benefit_${b}`);
  const appraised = (view: 'financial' | 'economic', span: 'realized' | 'whole-life') => ({
    ...{ view, span, npv: { p5: 1, p50: 2, p95: 3, likely: 2 }, probability_npv_positive: 0.9, mirr: 0.1, payback: 2 },
    ...{ irr: { status: 'unique', roots: [0.1] }, discounted_payback: 3, bcr: 2, roi: 1, base_date: '2024-01-01' },
    ...{ timing: 'mid', rates: [{ rate: 0.035, basis: 'real' as const, source: 'made' }], benefits: 4, costs: 2 },
    reasons: [],
    flows: calendar
      .slice(0, span === 'realized' ? MEASURED : months)
      .map((month) => ({ month, benefits: 2, costs: 1, cumulative: 1 })),
  });
  return resultsSchema.parse({
    ...{ schema_version: 1, tool_version: '0', run_id: hash, as_of: '2026-12-31', ledger_head: null },
    program: {
      ...{ id: 'large', title: 'Large', currency: 'USD', price_year: 2024, time_zone: 'UTC', period: 'month' },
      ...{ synthetic: 'made to be measured', units: [], deployments: [] },
      privacy: { smallest_count: 11, reason: null },
    },
    ...{
      seals: { protocol: null, baselines: [], replaced: [] },
      changes: [],
      change_effects: [],
      inputs: [],
      findings: [],
    },
    ...{ kpis: [kpi], series: [], limits: [], signals: [], comparisons: [], bridge: [], audit: [], figures: {} },
    benefits: ids.map((id) => ({
      ...{ id, title: id, class: 'cash-releasing', deployment: 'd', kpi: 'k', owner: null, cash_status: 'cash' },
      ...{ estimated: money, demonstrated: money, transition: money, forecast: money, planned: null, checks: [] },
      ...{ quantity: { value: 1, unit: 'read' }, grade: 'A', reasons: [] },
      value: { per: 'read', ...money, source: 'made', price_basis: 2024, cost_basis: 'marginal' },
      attribution: { share: 0.8, low: 0.7, high: 0.9, reason: 'made' },
    })),
    appraisal: (['realized', 'whole-life'] as const).flatMap((span) => [
      appraised('financial', span),
      appraised('economic', span),
    ]),
    workings: {
      months: calendar.slice(0, MEASURED),
      forecast_months: calendar.slice(MEASURED),
      benefits: ids.map((benefit) => ({
        ...{ benefit, rivals: [], horizon: { ...horizon(months), own: false }, cash_from: '2024-01-01' },
        units: range(UNITS).map((u) => ({
          ...{ unit: `unit ${u}`, demonstrated: true, settling: true, monthly: 9.5 + u },
          quantities: range(MEASURED).map((m) => (m < 3 ? 0 : 10 + m / 7 + u)),
          transition: range(MEASURED).map((m) => (m < 3 ? -1.5 : 0)),
        })),
      })),
      costs: [],
      horizon: horizon(months),
      prices: [],
      optimism: null,
      timing: { financial: 'mid', economic: 'mid' },
      economic_rates: false,
    },
  } satisfies ResultsInput);
}

const horizon = (months: number) => ({
  months: months - MEASURED,
  to: '2033-12-31',
  decay: 0.05,
  earliest: '2033-12-31',
  latest: '2033-12-31',
  decay_range: { low: 0.05, high: 0.05 },
  reason: 'made',
});

const kpi: ResultsInput['kpis'][number] = {
  ...{ id: 'k', definition: 'k', label: 'K', family: 'made', nature: 'business', unit: 'reads', direction: 'decrease' },
  ...{
    statistic: 'total',
    deployment: 'd',
    period: 'month',
    target: null,
    minimum_important_change: null,
    owner: null,
  },
  ...{ sha256: hash, waterfall: [], parameters: {}, kinds: [], people: null },
};
