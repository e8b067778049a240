import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json.ts';
import type { Adjustment, Kpi, MeasuredKpi, SeriesCell, Statistic } from '../kpi/kpi.ts';
import type { Program } from '../program/program.ts';
import type { Span } from './windows.ts';

/**
 * What every seal says of itself. A seal is one file below `<program>/seals/`, never changed: sealing again writes the next
 * version with its reason, and both stay.
 */
export interface SealHead {
  format: 1;
  program: string;
  /** Counts from 1. */
  version: number;
  /** Why it replaces the version before; null for the first. */
  reason: string | null;
  /** Instant, ISO 8601 UTC. */
  sealed_at: string;
  /** Whether `sealed_at` is the wall clock, or declared by a synthetic program. */
  clock: 'wall' | 'declared';
  tool_version: string;
}

/** What was decided before anyone looked: definitions, windows, method rules, importance, unit values, the business case. */
export interface ProtocolSeal extends SealHead {
  kind: 'protocol';
  first_go_live: string;
  protocol: Protocol;
}

/** What one unit's baseline was, once its last period was mature. */
export interface BaselineSeal extends SealHead {
  kind: 'baseline';
  deployment: string;
  unit: string;
  series: SealedSeries[];
  /** The extract files that it was computed from. */
  extracts: { file: string; sha256: string; records: number; loaded: number; rejected: number }[];
}

export type Seal = ProtocolSeal | BaselineSeal;

export interface Protocol {
  program: SealedProgram;
  /** The KPI files as run, headers and SQL. */
  kpis: Kpi[];
  /** The other SQL files as run. */
  sql: { file: string; text: string }[];
  /** What extracts had to look like. */
  contracts: unknown[];
  /** The planned lines of the costs file: the business case. */
  costs: string[] | null;
  /** The price index by year, and the exchange rates by currency and day. */
  prices: SealedRows | null;
  exchange: SealedRows | null;
  /** The rules by which a method is chosen and a verdict given, by version. */
  rules: string;
  /** Primary comparisons whose p-values are judged together, as `<kpi>/<statistic>`. */
  family: string[];
}

/** Rows of a small table by what they speak of, each with its value as written. */
export type SealedRows = Readonly<Record<string, string>>;

/**
 * The program file less what moves from run to run: the day, the files, what only describes, shows or withholds, and who is
 * told when.
 */
export type SealedProgram = Omit<
  Program,
  | 'asOf'
  | 'sealedAt'
  | 'synthetic'
  | 'roots'
  | 'extracts'
  | 'changes'
  | 'privacy'
  | 'title'
  | 'theme'
  | 'locale'
  | 'paper'
  | 'mail'
  | 'deliveries'
>;

export interface SealedSeries {
  kpi: string;
  statistic: Statistic;
  adjustment: Adjustment;
  kpi_hash: string;
  window: Span;
  method: string;
  /** Mean of the period values; null where there is none. */
  baseline: number | null;
  /** Process limits of the baseline; null where there are none. */
  limits: { chart: string; center: number; lower: unknown; upper: unknown } | null;
  cells: SeriesCell[];
}

/** Changes when a rule of baseline/ or comparison/ does, so that a seal can tell. */
export const METHOD_RULES = 'realized/1';

/**
 * The hash that names a seal in the ledger: of its canonical JSON.
 *
 * @example sealHash(seal).length  // 64
 */
export function sealHash(seal: Seal): string {
  const known = HASHES.get(seal) ?? createHash('sha256').update(canonicalJson(seal)).digest('hex');
  HASHES.set(seal, known);
  return known;
}

/** A seal is never changed, holds thousands of values, and is asked for its hash by whoever reads it and whoever tells of it. */
const HASHES = new WeakMap<Seal, string>();

/** The part of a program that its protocol seal freezes. */
export function sealedPartOf(program: Program): SealedProgram {
  const {
    asOf: _asOf,
    sealedAt: _sealedAt,
    synthetic: _synthetic,
    roots: _roots,
    extracts: _extracts,
    changes: _changes,
    privacy: _privacy,
    title: _title,
    theme: _theme,
    locale: _locale,
    paper: _paper,
    mail: _mail,
    deliveries: _deliveries,
    ...rest
  } = program;
  return rest;
}

declare const checked: unique symbol;

/**
 * Which baselines of which units are sealed. Only `withSealedBaselines` makes one, so that no comparison can call a
 * baseline sealed that is not.
 */
export interface SealedBaselines {
  readonly [checked]: true;
  has(kpi: string, unit: string): boolean;
}

/** No baseline is sealed. */
export const UNSEALED: SealedBaselines = withSealedBaselines([], []).sealed;

/** A baseline value that today's extracts would give otherwise. */
export interface MovedCell {
  kpi: string;
  statistic: Statistic;
  adjustment: Adjustment;
  unit: string;
  period: string;
  sealed: number | null;
  now: number | null;
}

/**
 * What was measured, with the baselines as they were sealed.
 *
 * Each sealed series' cells replace those that today's extracts give inside its window; what differs is told.
 *
 * @param measured  as measured now
 * @param seals     the latest baseline seal of each unit
 * @returns the series to compare, which baselines are sealed, and every value that has moved since
 */
export function withSealedBaselines(
  measured: readonly MeasuredKpi[],
  seals: readonly BaselineSeal[],
): { measured: MeasuredKpi[]; sealed: SealedBaselines; moved: MovedCell[] } {
  const moved: MovedCell[] = [];
  const replaced = measured.map((one) => ({
    ...one,
    series: one.series.map((series) => {
      const own = seals
        .filter(({ unit }) => unit === series.unit)
        .flatMap((seal) => seal.series)
        .find((s) => s.kpi === one.kpi && s.statistic === series.statistic && s.adjustment === series.adjustment);
      if (own === undefined) return series;
      const inside = (cell: SeriesCell) => cell.period >= own.window.from && cell.period <= own.window.to;
      moved.push(...movedCells(own, series.unit, series.cells.filter(inside)));
      const cells = [...own.cells, ...series.cells.filter((cell) => !inside(cell))];
      return { ...series, cells: cells.sort((a, b) => (a.period < b.period ? -1 : 1)) };
    }),
  }));
  const names = new Set(seals.flatMap(({ unit, series }) => series.map(({ kpi }) => `${kpi} ${unit}`)));
  const sealed = { has: (kpi: string, unit: string) => names.has(`${kpi} ${unit}`) } as SealedBaselines;
  return { measured: replaced, sealed, moved };
}

function movedCells(sealed: SealedSeries, unit: string, now: readonly SeriesCell[]): MovedCell[] {
  const { kpi, statistic, adjustment, cells } = sealed;
  const periods = [...new Set([...cells, ...now].map(({ period }) => period))].sort();
  const valueIn = (list: readonly SeriesCell[], period: string) =>
    list.find((cell) => cell.period === period)?.value ?? null;
  return periods
    .map((period) => ({
      ...{ kpi, statistic, adjustment, unit, period },
      sealed: valueIn(cells, period),
      now: valueIn(now, period),
    }))
    .filter((cell) => cell.sealed !== cell.now);
}
