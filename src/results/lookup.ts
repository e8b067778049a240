import { comparisonFigure } from '../comparison/comparison-figures.ts';
import { unitName as nameIn } from '../program/unit-name.ts';
import type { Results } from './schema.ts';

export type ResultKpi = Results['kpis'][number];
export type ResultSeriesCell = Results['series'][number];
export type ResultComparison = Results['comparisons'][number];
export type ResultDeployment = Results['program']['deployments'][number];
export type ResultWindow = ResultDeployment['windows'][number];
export type ResultEstimate = NonNullable<ResultComparison['average']>;

/** What names one series: a KPI's statistic, crude or standardised, in one unit. */
export type SeriesKey = Pick<ResultSeriesCell, 'kpi' | 'statistic' | 'adjustment' | 'unit'>;

/**
 * The comparisons that speak for their KPI and unit: the KPI's own statistic, standardised where strata exist.
 *
 * @returns in the order of `kpis`, then of the program's units
 */
export function primaryComparisons(results: Results): ResultComparison[] {
  return results.kpis.flatMap((kpi) => {
    const ofKpi = results.comparisons.filter((c) => c.kpi === kpi.id && c.statistic === kpi.statistic);
    return results.program.units.flatMap((unit) => {
      const own = ofKpi.filter((c) => c.unit === unit.id);
      return own.find((c) => c.adjustment === 'standardised') ?? own[0] ?? [];
    });
  });
}

/** The cells of one series, in period order. */
export function seriesOf({ series }: Results, { kpi, unit, statistic, adjustment }: SeriesKey): ResultSeriesCell[] {
  let sorted = sortedSeries.get(series);
  if (sorted === undefined) {
    sorted = new Map();
    for (const cell of series) {
      const key = keyOf(cell.kpi, cell.unit, cell.statistic, cell.adjustment);
      const cells = sorted.get(key);
      if (cells === undefined) sorted.set(key, [cell]);
      else cells.push(cell);
    }
    for (const cells of sorted.values()) cells.sort((a, b) => (a.period < b.period ? -1 : 1));
    sortedSeries.set(series, sorted);
  }
  return [...(sorted.get(keyOf(kpi, unit, statistic, adjustment)) ?? [])];
}

/** Each chart and each table asks for its series, and there are tens of thousands of cells: they are sorted once. */
const sortedSeries = new WeakMap<Results['series'], Map<string, ResultSeriesCell[]>>();

function keyOf(...names: string[]): string {
  return names.join('\n');
}

/** The KPI of an id; every comparison, series and benefit names one. */
export function kpiOf(results: Results, id: string): ResultKpi {
  const kpi = results.kpis.find((k) => k.id === id);
  if (kpi === undefined) throw new RangeError(`results name the KPI «${id}», which they do not list`);
  return kpi;
}

/** The windows of a unit in a deployment; null where the unit is no part of it. */
export function windowOf(results: Results, deployment: string, unit: string): ResultWindow | null {
  return (
    results.program.deployments.find((d) => d.id === deployment)?.windows.find((window) => window.unit === unit) ?? null
  );
}

/** A unit as people call it: `Main Imaging`. */
export function unitName(results: Results, id: string): string {
  return nameIn(results.program.units, id);
}

/** What a synthetic program says of its data, to stand under the words «Synthetic data»; null for a real one. */
export function syntheticNote({ program }: Results): string | null {
  return program.synthetic === null ? null : program.synthetic.replace(/^synthetic data:\s*/i, '');
}

/** A deployment as people call it. */
export function deploymentName(results: Results, id: string): string {
  return results.program.deployments.find((d) => d.id === id)?.title ?? id;
}

/**
 * Deployments and KPIs that the program has had only since its protocol was sealed, as people call them; a deployment's KPIs
 * come with it.
 *
 * @example addedSinceSeal(results)  // ['Drains of Scutari']
 */
export function addedSinceSeal({ changes, program, kpis }: Results): string[] {
  const isAdded = (path: string) => changes.some((change) => change.path === path && change.sealed === null);
  const deployments = program.deployments.filter(({ id }) => isAdded(`program.deployments.${id}`));
  const others = kpis.filter(
    ({ id, deployment }) => isAdded(`program.kpis.${id}`) && !deployments.some((own) => own.id === deployment),
  );
  return [...deployments.map(({ title }) => title), ...others.map(({ label }) => label)];
}

/** The id of one of a comparison's figures: `average`, `naive`, `baseline`. */
export function comparisonFigureId(comparison: ResultComparison, name: string): string {
  return `${comparisonFigure(comparison)}.${name}`;
}

/** Ids of the figures whose path names all these things (a KPI's id, a unit, a benefit): what a chart shows of the ledger. */
export function figureIdsOf({ figures }: Results, ...names: string[]): string[] {
  const segments = names.map((name) => name.replace(/[%/.]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`));
  const index = figuresBySegment.get(figures) ?? indexFigures(figures);
  const [first, ...others] = segments.map((segment) => index.get(segment) ?? new Set<string>());
  return [...(first ?? [])].filter((id) => others.every((ids) => ids.has(id)));
}

/** Thousands of figures are asked for by hundreds of charts: their paths are taken apart once. */
const figuresBySegment = new WeakMap<Results['figures'], ReadonlyMap<string, Set<string>>>();

function indexFigures(figures: Results['figures']): ReadonlyMap<string, Set<string>> {
  const index = new Map<string, Set<string>>();
  for (const id of Object.keys(figures)) {
    for (const segment of id.split('.')) index.set(segment, (index.get(segment) ?? new Set()).add(id));
  }
  figuresBySegment.set(figures, index);
  return index;
}
