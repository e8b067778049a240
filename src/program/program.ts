import type { Delivery, MailServer } from './delivery.ts';
import type { Benefit, Discount, Horizon, OptimismBias } from './register.ts';

/**
 * A program: one business case, as its `program.yaml` states it after checking. Plain frozen data; the parser is
 * parse-program.ts. Dates are local days `YYYY-MM-DD` in the program's time zone.
 */
export type PeriodLength = 'day' | 'week' | 'month';

export const LOCALES = ['en-US', 'en-GB', 'de'] as const;
export type Locale = (typeof LOCALES)[number];

export const PAPERS = ['a4', 'letter'] as const;
export type Paper = (typeof PAPERS)[number];

export interface Program {
  id: string;
  title: string;
  timeZone: string;
  /** ISO 4217. */
  currency: string;
  /** Language of the reports, and how their numbers, dates and amounts are written. */
  locale: Locale;
  /** What the PDFs are set for. */
  paper: Paper;
  /** The year in whose prices real amounts are stated. */
  priceYear: number;
  period: PeriodLength;
  /** The day the data is judged on, when the file fixes one; null means today or `--as-of`. */
  asOf: string | null;
  /** A sentence that every output carries when the data was made, not measured; null for real data. */
  synthetic: string | null;
  /** Instant (UTC) that a synthetic program declares for its seals instead of the wall clock; null for real data. */
  sealedAt: string | null;
  /** Folders outside the program that extracts may come from, as written. */
  roots: string[];
  units: Unit[];
  services: Service[];
  deployments: Deployment[];
  extracts: ExtractEntry[];
  kpis: KpiEntry[];
  benefits: Benefit[];
  discount: Discount;
  /** Of the economic view where it differs, as it does where the financial one is nominal; null: the same. */
  economicDiscount: Discount | null;
  /** Null where the program declares none. */
  optimismBias: OptimismBias | null;
  /** How far beyond the data the whole-life appraisal looks; null: nowhere. */
  horizon: Horizon | null;
  /** Path of the price index, relative to the program; null when all money is in prices of `priceYear`. */
  prices: string | null;
  /** Path of the exchange rates, relative to the program; null when all money is in `currency`. */
  exchange: string | null;
  /** Paths of costs.csv and changes.csv, relative to the program; null when not given. */
  costs: string | null;
  changes: string | null;
  /** Path of the reports' theme file, relative to the program; null for the colours that ship. */
  theme: string | null;
  /** The server that takes mail; null when nothing is sent. */
  mail: MailServer | null;
  deliveries: Delivery[];
  /** Counts of people below this are not shown, with the reason where it is not the default. */
  privacy: { smallestCount: number; reason: string | null };
}

/** What loading its extracts reads of a program; all else may change without a new load. */
export type LoadedProgram = Pick<Program, 'extracts' | 'units' | 'services' | 'roots' | 'timeZone'>;

/** What measuring reads of a program: it becomes the parameter tables. */
export interface MeasuringProgram extends Pick<Program, 'id' | 'timeZone' | 'units' | 'services'> {
  extracts: readonly Pick<ExtractEntry, 'kind' | 'until'>[];
  kpis: readonly Pick<KpiEntry, 'definition' | 'parameters'>[];
}

export function measuringPart({ id, timeZone, units, services, extracts, kpis }: Program): MeasuringProgram {
  return {
    ...{ id, timeZone, units, services },
    extracts: extracts.map(({ kind, until }) => ({ kind, until })),
    kpis: kpis.map(({ definition, parameters }) => ({ definition, parameters })),
  };
}

/** Where a KPI is measured. */
export interface Unit {
  id: string;
  site: string;
  department: string;
}

/** Something that can be down; it serves units. */
export interface Service {
  id: string;
  units: string[];
  /** Agreed service time: `24x7`, or weekly windows such as `Mo-Fr 07:00-19:00; Sa 08:00-12:00`. */
  agreed: string;
  vendor: string | null;
  /** The vendor's promised availability in agreed time, 0–1. */
  sla: number | null;
}

/** One technology put live in one or more units. */
export interface Deployment {
  id: string;
  title: string;
  owner: string | null;
  /** Go-live day by unit; staggered go-lives differ. */
  goLive: Record<string, string>;
  /** Units that never receive the deployment and take its windows. */
  comparators: string[];
  /** The KPI entry that measures how much each unit uses it; null where none does. */
  adoption: string | null;
  baseline: { periods: number } | { from: string; to: string };
  stabilization: { periods: number };
  breaks: Break[];
  exclude: Exclusion[];
}

/** A dated change that the baseline must not cross (the part after it counts). Empty lists mean all. */
export interface Break {
  at: string;
  kpis: string[];
  units: string[];
  reason: string;
}

/** Days left out of every window, with a reason. Both ends included. Empty lists mean all. */
export interface Exclusion {
  from: string;
  to: string;
  kpis: string[];
  units: string[];
  reason: string;
}

/** Where a contract column comes from in the hospital's own file: a header name, or one SQL expression over its columns. */
export type ColumnSource = { from: string; format: string | null; zone: string | null } | { sql: string };

/** Files of one kind from one source system. */
export interface ExtractEntry {
  /** Position in program.yaml's list: part of the landed key and of error places. */
  index: number;
  kind: string;
  /** Paths or globs, relative to the program folder. */
  files: string[];
  columns: Record<string, ColumnSource>;
  /** Zone of local timestamps where contract and column do not say; null means the program's. */
  zone: string | null;
  delimiter: string | null;
  /** Rows that the program leaves out on purpose, counted as skipped. `sql` is one boolean expression over the file's columns. */
  skip: { sql: string; reason: string }[];
  ifRefused: 'stop' | 'continue';
  /** The last day that the files tell of, where silence means that nothing happened; null: the as-of day. */
  until: string | null;
  /** Source system and its owner, for findings. */
  source: string | null;
  owner: string | null;
}

/** One KPI chosen by the program, for one deployment. */
export interface KpiEntry {
  id: string;
  /** The KPI file's id. */
  definition: string;
  deployment: string;
  parameters: Record<string, string | number>;
  period: PeriodLength | null;
  /** For definitions that leave them open (`as declared`): label, unit of measure, good direction, exposure multiplier. */
  label: string | null;
  unit: string | null;
  direction: 'decrease' | 'increase' | { low: number; high: number } | null;
  per: number | null;
  target: number | null;
  /** Smallest change worth having, in the KPI's unit, > 0. */
  minimumImportantChange: number | null;
  owner: string | null;
  /** How far it could have drifted in a year without the deployment; what is bounded is the KPI, or its difference from comparators. */
  drift: { atMost: number; of: 'values' | 'difference'; reason: string } | null;
  /** Whether its counts are counts of people; null for what its extract kinds say. */
  people: boolean | null;
  /** Findings and instrument checks that the program accepts, with the reason that the report prints. */
  acknowledge: { check: string; reason: string }[];
  /** Added after the protocol was sealed: nothing of it was decided beforehand, and it moves nothing that was. */
  addedSinceSeal?: true;
}
