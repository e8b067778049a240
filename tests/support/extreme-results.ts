import { addDays } from '../../src/chart/theme.ts';
import type { Results } from '../../src/results/schema.ts';
import { emptyResults, HOSTILE, someResults } from './results.ts';

const LONG = 'Turnaround of a rather long name ';
const FOREIGN = 'مختبر 🧪 検査 ';

/** What a hospital may hand in at its worst, by name: few and many KPIs, names of every kind, money beyond reason. */
export const EXTREMES: readonly [string, Results][] = [
  ['one KPI', smallResults()],
  ['60 KPIs with names of a letter', largeResults('a')],
  ['60 KPIs with long names', largeResults(LONG.repeat(12))],
  ['60 KPIs with foreign letters and emoji', largeResults(FOREIGN.repeat(30))],
  [
    '60 KPIs with names that look like markup',
    largeResults(`#panic("x") *b* $x$ [a] // <l> @r \`c\` \\ ${HOSTILE}`.repeat(4)),
  ],
];

/** One KPI in one unit, and nothing else. */
function smallResults(): Results {
  const results = someResults();
  const kpi = results.kpis[0]!;
  const comparisons = results.comparisons.filter((one) => one.kpi === kpi.id).slice(0, 1);
  return { ...emptyResults(), kpis: [kpi], comparisons, series: results.series.filter((one) => one.kpi === kpi.id) };
}

/** Every KPI and 60 more that worsened, every audit check failing, long findings, money around 10¹⁵, and `name` for every name. */
export function largeResults(name: string): Results {
  const results = someResults();
  const worse = results.comparisons.find(({ verdict }) => verdict === 'worsened')!;
  const kpi = results.kpis.find(({ id }) => id === worse.kpi)!;
  const ids = Array.from({ length: 60 }, (_, i) => `kpi_${i}`);
  const { units, deployments } = results.program;
  return {
    ...results,
    ...huge({ plan: results.plan, appraisal: results.appraisal, bridge: results.bridge }),
    program: {
      ...results.program,
      title: name,
      synthetic: name,
      units: units.map((unit) => ({ ...unit, site: name, department: name })),
      deployments: deployments.map((deployment) => ({ ...deployment, title: name, owner: name })),
    },
    kpis: [...results.kpis, ...ids.map((id) => ({ ...kpi, id }))].map((one) => ({
      ...one,
      label: name,
      owner: name,
      // A share is told in percent, and has no other unit.
      unit: one.unit === '1' ? '1' : name.slice(0, 60),
    })),
    comparisons: [...results.comparisons, ...ids.map((id) => ({ ...worse, kpi: id, reasons: [name] }))],
    series: results.series.flatMap((cell) => (cell.kpi === kpi.id ? [cell, { ...cell, kpi: 'kpi_0' }] : [cell])),
    findings: ids.map((code) => ({ code, severity: 'fail', message: name, at: { unit: 'main/lab' }, owner: name })),
    inputs: results.inputs.map((input) => ({ ...input, source: name, owner: name })),
    benefits: huge(results.benefits).map((one) => ({ ...one, title: name, owner: name, reasons: [name] })),
    audit: Array.from({ length: 21 }, (_, i) => ({ check: i + 1, result: 'fail', evidence: [name], remedy: name })),
    // A change every four days, up to the last one.
    change_log: Array.from({ length: 60 }, (_, i) => ({
      id: `C-${i}-${name.slice(0, 20)}`,
      date: addDays(results.as_of, -4 * i - 1),
      deployment: null,
      unit: null,
      description: name,
    })),
    change_effects: ids.map((group) => ({
      group: `${group} ${name}`,
      demonstrated: -9e14,
      npv: 9e14,
      npv_whole_life: -9e14,
    })),
  };
}

/** Amounts of thousands as millions of millions of millions; years, counts and shares stay. */
function huge<T>(value: T): T {
  if (typeof value === 'number') return (Math.abs(value) < 3000 ? value : value * 2e9) as T;
  if (Array.isArray(value)) return value.map(huge) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, huge(inner)])) as T;
}
