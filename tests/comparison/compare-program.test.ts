import { describe, expect, test } from 'vitest';
import { UNSEALED } from '../../src/baseline/seal.ts';
import { compareProgram } from '../../src/comparison/compare-program.ts';
import type { InstrumentCell, MeasuredKpi, ResolvedKpi, Series } from '../../src/kpi/kpi.ts';
import { addPeriods } from '../../src/kpi/period.ts';
import type { Deployment, KpiEntry, Program } from '../../src/program/program.ts';
import { ar1Errors, seededUniform, seriesOf } from '../support/series.ts';

const FIRST = '2023-05-01'; // 60 weeks later: 2024-06-24
const pacs: Deployment = {
  id: 'pacs',
  title: 'PACS integration',
  owner: null,
  goLive: { 'main/imaging': '2024-06-24', 'east/imaging': '2024-08-19' },
  comparators: ['west/imaging'],
  adoption: null,
  baseline: { periods: 60 },
  stabilization: { periods: 4 },
  breaks: [],
  exclude: [],
};
const entry = (id: string, rest: Partial<KpiEntry> = {}): KpiEntry => ({
  id,
  definition: id,
  deployment: 'pacs',
  parameters: {},
  period: null,
  label: null,
  unit: null,
  direction: null,
  per: null,
  target: null,
  minimumImportantChange: 2,
  owner: 'Imaging operations',
  drift: null,
  acknowledge: [],
  people: null,
  ...rest,
});
const kpi = (id: string, rest: Partial<ResolvedKpi> = {}) =>
  ({
    id,
    entry: id,
    label: 'STAT report',
    unit: 'minutes',
    direction: 'decrease',
    statistic: 'median',
    also: ['mean'],
    periodLength: 'week',
    maturityDays: 0,
    ...rest,
  }) as ResolvedKpi;

function programOf(kpis: KpiEntry[], claimed: string[], deployment = pacs): Program {
  const units = ['main/imaging', 'east/imaging', 'west/imaging'].map((id) => ({
    id,
    site: id[0]!.toUpperCase() + id.slice(1, 4),
    department: 'Imaging',
  }));
  const benefits = claimed.map((id) => ({ id, kpi: id }));
  return { period: 'week', units, deployments: [deployment], kpis, benefits } as unknown as Program;
}

/** 112 weeks around 60 minutes; `shift` from the end of the unit's stabilization on. */
function weeks(unit: string, shift: number, seed: number, rest: Partial<Series> = {}): Series {
  const errors = ar1Errors(112, 0.2, seededUniform(seed));
  const settled = unit === 'east/imaging' ? 72 : 64;
  return seriesOf(
    errors.map((e, t) => 60 + 2 * e + (t >= settled ? shift : 0)),
    { first: FIRST, unit, ...rest },
  );
}
const measuredAs = (id: string, series: Series[], instrument: MeasuredKpi['instrument'] = []): MeasuredKpi => ({
  kpi: id,
  series: series.map((one) => ({ ...one, kpi: id })),
  instrument,
  mixes: [],
  waterfall: [],
});
const asOf = '2025-06-22';

describe('compareProgram', () => {
  const median = { statistic: 'median' } as const;
  const noComparators = { ...pacs, comparators: [] };

  test('every unit and statistic; the primary and the mean that gates the money are judged together, the rest explores', async () => {
    const program = programOf([entry('stat'), entry('routine')], ['stat'], noComparators);
    const all = (id: string) =>
      measuredAs(id, [
        weeks('main/imaging', -12, 1, median),
        weeks('main/imaging', -12, 1),
        weeks('main/imaging', -12, 1, { statistic: 'p90' }),
        weeks('east/imaging', -12, 2, median),
        weeks('west/imaging', 0, 3, median),
      ]);
    const { comparisons } = await compareProgram({
      program,
      kpis: [kpi('stat'), kpi('routine')],
      measured: [all('stat'), all('routine')],
      asOf,
      sealed: UNSEALED,
      protocolSealed: null,
      changes: [],
    });
    expect(
      comparisons.map(({ kpi: id, unit, statistic, pAdjusted }) => [id, unit, statistic, pAdjusted !== null]),
    ).toEqual([
      ['stat', 'main/imaging', 'median', true],
      ['stat', 'main/imaging', 'mean', true],
      ['stat', 'main/imaging', 'p90', false],
      ['stat', 'east/imaging', 'median', true],
      ['routine', 'main/imaging', 'median', false],
      ['routine', 'main/imaging', 'mean', false],
      ['routine', 'main/imaging', 'p90', false],
      ['routine', 'east/imaging', 'median', false],
    ]);
    const [primary, , p90] = comparisons;
    expect(primary!.verdict).toBe('improved');
    expect(primary!.reasons[0]).toMatch(/^STAT report in Main Imaging: .* without PACS integration, /);
    expect(primary!.reasons.join()).not.toContain('Exploratory');
    expect(p90!.reasons.at(-1)).toBe('Exploratory: no benefit rests on this comparison.');
  });

  test('p-values of the family are adjusted by Benjamini–Hochberg', async () => {
    const ids = ['a', 'b', 'c', 'd'];
    const shifts = [-12, -2, -1, 0];
    const program = programOf(
      ids.map((id) => entry(id)),
      ids,
      { ...noComparators, goLive: { 'main/imaging': '2024-06-24' } },
    );
    const { comparisons } = await compareProgram({
      program,
      kpis: ids.map((id) => kpi(id)),
      measured: ids.map((id, i) => measuredAs(id, [weeks('main/imaging', shifts[i]!, 10 + i, median)])),
      asOf,
      sealed: UNSEALED,
      protocolSealed: null,
      changes: [],
    });
    const sorted = [...comparisons].sort((x, y) => x.p! - y.p!);
    // p(i)·4/i, made monotone from the largest down.
    let least = 1;
    const expected = sorted
      .map(({ p }, i) => (p! * 4) / (i + 1))
      .reverse()
      .map((p) => (least = Math.min(least, p)))
      .reverse();
    for (const [i, { pAdjusted }] of sorted.entries()) expect(pAdjusted).toBeCloseTo(expected[i]!, 12);
  });

  test('comparators stand beside each unit at its own go-live; one whose instrument changed is left out', async () => {
    const program = programOf([entry('stat')], ['stat']);
    const series = [
      weeks('main/imaging', -12, 1, median),
      weeks('east/imaging', -12, 2, median),
      weeks('west/imaging', 0, 3, median),
    ];
    const run = (instrument: MeasuredKpi['instrument']) =>
      compareProgram({
        program,
        kpis: [kpi('stat')],
        measured: [measuredAs('stat', series, instrument)],
        asOf,
        sealed: UNSEALED,
        protocolSealed: null,
        changes: [],
      });
    const sound = await run([]);
    expect(sound.comparisons.map(({ method }) => method.includes('comparators'))).toEqual([true, true]);
    expect(sound.comparisons.map(({ nBaseline, nPost }) => [nBaseline, nPost])).toEqual([
      [60, 48],
      [60, 40],
    ]);
    const broken = await run([{ unit: 'west/imaging', cells: cells((week) => (week >= 60 ? 40 : 0)) }]);
    expect(broken.comparisons[0]!.method).not.toContain('comparators');
    const because = 'because what measures it changed';
    expect(broken.findings.filter(({ code }) => code === 'comparator-not-used').map(({ message }) => message)).toEqual(
      Array(2).fill(`comparator «West Imaging» cannot be used, ${because}`),
    );
    expect(broken.comparisons[0]!.reasons).toContain(`Comparator West Imaging was not used, ${because}.`);
  });

  test('a changed instrument blocks its unit only, and the finding says who should look', async () => {
    const program = programOf([entry('stat')], ['stat'], noComparators);
    const { comparisons, findings } = await compareProgram({
      program,
      kpis: [kpi('stat')],
      measured: [
        measuredAs(
          'stat',
          [weeks('main/imaging', -12, 1, median), weeks('east/imaging', -12, 2, median)],
          [{ unit: 'main/imaging', cells: cells((week) => (week >= 60 ? 40 : 0)) }],
        ),
      ],
      asOf,
      sealed: UNSEALED,
      protocolSealed: null,
      changes: [],
    });
    expect(comparisons.map(({ verdict }) => verdict)).toEqual(['not comparable', 'improved']);
    expect(findings).toContainEqual({
      code: 'open-share-changed',
      severity: 'fail',
      message: 'the share of items still open went from 0 % to 40 %',
      at: { kpi: 'stat', unit: 'main/imaging' },
      owner: 'Imaging operations',
    });
  });

  test('a unit that was never measured is told, not dropped', async () => {
    const program = programOf([entry('stat')], ['stat'], noComparators);
    const unsealed = { sealed: UNSEALED, protocolSealed: null, changes: [] };
    const { comparisons } = await compareProgram({ program, kpis: [kpi('stat')], measured: [], asOf, ...unsealed });
    expect(comparisons.map(({ unit, verdict }) => [unit, verdict])).toEqual([
      ['main/imaging', 'insufficient data'],
      ['east/imaging', 'insufficient data'],
    ]);
    expect(comparisons[0]!.reasons[0]).toBe(
      'STAT report in Main Imaging cannot be judged: no baseline periods have a value; 8 are needed.',
    );
  });

  test('where strata exist the standardised series is the claim; a sign that differs is a finding', async () => {
    const program = programOf([entry('stat')], ['stat'], {
      ...noComparators,
      goLive: { 'main/imaging': '2024-06-24' },
    });
    const { comparisons, findings } = await compareProgram({
      program,
      kpis: [kpi('stat')],
      measured: [
        measuredAs('stat', [
          weeks('main/imaging', -12, 1, median),
          weeks('main/imaging', 8, 2, { ...median, adjustment: 'standardised' }),
        ]),
      ],
      asOf,
      sealed: UNSEALED,
      protocolSealed: null,
      changes: [],
    });
    expect(comparisons.map(({ adjustment, pAdjusted }) => [adjustment, pAdjusted !== null])).toEqual([
      ['crude', false],
      ['standardised', true],
    ]);
    expect(findings.map(({ code }) => code)).toContain('sign-depends-on-mix');
    // Half of the specifications are crude and disagree: the claim is not borne out.
    expect(comparisons[1]).toMatchObject({ verdict: 'worsened' });
    expect(comparisons[1]!.specifications!.agree / comparisons[1]!.specifications!.n).toBeLessThan(0.8);
  });
});

/** One unit's rows by week, `open` of 100 still open. */
function cells(open: (week: number) => number): InstrumentCell[] {
  return Array.from({ length: 112 }, (_, week) => ({
    period: addPeriods(FIRST, week, 'week'),
    candidates: 100,
    counted: 100,
    open: open(week),
    zero: 0,
    wholeMinute: 0,
    wholeHour: 0,
    excluded: {},
    strata: {},
  }));
}

test('adoption: the KPI that the deployment names is laid beside the units’ effects', async () => {
  const using = { ...pacs, adoption: 'use' };
  const program = programOf([entry('stat'), entry('use')], [], using);
  const measured = [
    measuredAs('stat', [
      weeks('main/imaging', -12, 1, { statistic: 'median' }),
      weeks('east/imaging', -12, 2, { statistic: 'median' }),
    ]),
    measuredAs('use', [
      weeks('main/imaging', 5, 3, { statistic: 'median' }),
      weeks('east/imaging', 5, 4, { statistic: 'median' }),
    ]),
  ];
  const kpis = [kpi('stat'), kpi('use')];
  const sealed = { sealed: UNSEALED, protocolSealed: null, changes: [] };
  const { pooled } = await compareProgram({ program, kpis, measured, asOf, ...sealed });
  expect(pooled.find((one) => one.kpi === 'stat')!.dose).toMatchObject({
    adoption: 'use',
    units: [{ unit: 'main/imaging' }, { unit: 'east/imaging' }],
    reason: '2 units have both; 5 are needed',
  });
  // What measures adoption is no dose of itself.
  expect(pooled.find((one) => one.kpi === 'use')!.dose).toBeNull();
});
