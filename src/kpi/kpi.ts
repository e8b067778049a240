import type { PeriodLength } from '../program/program.ts';

export type Statistic = 'median' | 'p90' | 'p95' | 'mean' | 'proportion' | 'rate' | 'ratio' | 'total';

/** Which way is better; a band is better inside [low, high]. */
export type Direction = 'decrease' | 'increase' | { low: number; high: number };

/**
 * A KPI file's checked header and its one select.
 *
 * A generic KPI (the tallies) cannot know its unit, direction or exposure: its header says `as declared`, and each program
 * entry must then declare them. Such a `Kpi` has null there until `resolveKpi` has joined it with its entry.
 */
export interface Kpi {
  id: string;
  label: string;
  family: string;
  nature: 'technical' | 'business';
  /** Unit of measure of the statistic: minutes, %, 1, … Proportions are 0–1 with unit "1". */
  unit: string | null;
  direction: Direction | null;
  statistic: Statistic;
  also: Statistic[];
  /** Multiplier of a rate: events per `per` units of exposure; 1 for every other statistic. */
  per: number | null;
  clock: string;
  grain: string;
  strata: string[];
  /** Days after its start event until an item counts; periods younger than that are immature. 0: none. */
  maturityDays: number;
  parameters: KpiParameter[];
  source: string;
  pitfall: string;
  counter: string | null;
  money: string;
  /** Ids of the technical KPIs a business KPI leans on. */
  leansOn: string[];
  sql: string;
  /** SHA-256 of the file's bytes. */
  hash: string;
}

/** A KPI as one program entry uses it: nothing left open, parameters with their defaults filled in. */
export interface ResolvedKpi extends Kpi {
  /** The program entry's id; `id` stays the definition's. */
  entry: string;
  unit: string;
  direction: Direction;
  per: number;
  periodLength: PeriodLength;
  values: Record<string, string>;
}

export interface KpiParameter {
  name: string;
  default: string | null;
  description: string;
}

export type Adjustment = 'crude' | 'standardised';

/** A KPI's statistic in one unit and period. A period without observations has no cell: zero is not missing. */
export interface SeriesCell {
  /** First local day of the period. */
  period: string;
  /** Observations that count (events, open and competing items; never excluded ones). */
  n: number;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  /** How many units of volume the value applies to: money is effect × volume. */
  volume: number;
  /** Why value is null: "not reached" (a percentile beyond the open items), … */
  reason?: string;
}

/** One statistic of one KPI in one unit over time, in period order, gaps left out. */
export interface Series {
  kpi: string;
  statistic: Statistic;
  adjustment: Adjustment;
  unit: string;
  periodLength: PeriodLength;
  cells: SeriesCell[];
}

/** What the instrument checks read: how the rows of one unit and period came about. */
export interface InstrumentCell {
  period: string;
  candidates: number;
  /** Rows that count. */
  counted: number;
  open: number;
  /** Among counted rows with a duration: exactly zero, a whole minute, a whole hour. */
  zero: number;
  wholeMinute: number;
  wholeHour: number;
  /** Candidate rows left out, by their first reason. */
  excluded: Record<string, number>;
  /** Counted rows by stratum. */
  strata: Record<string, number>;
}

/** The mix of cases at which a KPI's standardised series of one unit are held: that of its baseline. */
export interface StandardMix {
  unit: string;
  parts: MixPart[];
}

/** Strata that are weighed as one. */
export interface MixPart {
  /** Strata too rare to stand alone share one part, which also takes those that the baseline never saw: `others`. */
  strata: string[];
  others: boolean;
  /** Its share of the baseline's rows, and of the sum of their denominators; over the parts each sums to 1. */
  rows: number;
  denominator: number;
}

/** A KPI measured: every statistic's series in every unit, and how its rows came about. */
export interface MeasuredKpi {
  kpi: string;
  series: Series[];
  /** One per unit that has standardised series. */
  mixes: StandardMix[];
  instrument: { unit: string; cells: InstrumentCell[] }[];
  /** From candidate rows to observations, first to last; `n` is what is left after the step. */
  waterfall: { step: string; n: number }[];
}
