/** What an extract of one kind must look like: Frictionless Table Schema words, plus what time and privacy need. */
export interface Contract {
  kind: string;
  title: string;
  /** Source systems that usually export this kind. */
  sources: string[];
  fields: Field[];
  /** Names of the columns that together identify a record; rows that repeat it are duplicates. Empty: no key. */
  primaryKey: string[];
  /** Texts that mean "no value", besides the empty cell. */
  missingValues: string[];
  encoding: 'utf-8';
  delimiter: string;
  /** Staging kind that this kind's rows join (`feeds: outage`), or null. */
  feeds: string | null;
  /** Records that are none of this kind (`sql`, one boolean expression), counted as skipped with the reason; a program may add its own. */
  skip: { sql: string; reason: string }[];
  /** Whether each row is about a person, or its numbers count people; null for neither. Identifiers are of people. */
  people: 'rows' | 'sums' | null;
  /** Days after which the newest record makes the extract stale; null when not checked. */
  staleAfterDays: number | null;
}

export type FieldType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'datetime';

export interface Field {
  name: string;
  type: FieldType;
  description: string;
  /**
   * For dates and datetimes: `iso` accepts `YYYY-MM-DD` and `YYYY-MM-DD[ T]HH:MM[:SS[.ffffff]]`, `iso-offset` wants a
   * UTC offset or Z at the end, anything else is a strptime format matched in full (datetime-format.ts).
   */
  format: string;
  /** `utc`, an IANA zone, or null: the extract entry's zone, else the program's. */
  zone: string | null;
  /** Decimals a number may carry; null for any. */
  decimals: number | null;
  required: boolean;
  unique: boolean;
  /** Values that the cell may hold, compared without regard to case and landed as spelt here. */
  enum: string[] | null;
  /** Smallest value: a number, or for dates and datetimes an ISO text in the source's local time. */
  minimum: number | string | null;
  maximum: number | string | null;
  pattern: string | null;
  /** Column that must not be later than this one; a violation is `negative-interval`. */
  after: string | null;
  /** Pseudonymised on landing by keyed HMAC. */
  identifier: boolean;
  /** The cell names a unit of the program; a name the program does not declare is `unknown-unit`. */
  isUnit: boolean;
  /** The cell names a service of the program. */
  isService: boolean;
  /** `enum` lists the states of a record in the order in which it passes through them: of two rows with one key the later state stands. */
  isState: boolean;
  /** A time set in advance (due, valid until), not something that happened: it may lie in the future and ends no extract. */
  isPlan: boolean;
  /**
   * What a broken rule does to the row: code → reject (the default, save for `dst-overlap`: flag), flag (kept and counted)
   * or accept. Of the rules judged after landing only `future-dated` may be accepted, where a source holds plans.
   */
  onViolation: Record<string, Disposition>;
  /** Cell texts and what they mean (`{ Y: true, STAT1: stat }`), in any case, applied before checks. */
  mapping: Record<string, string>;
  /**
   * Where the kind's standard form keeps it: one expression over the record's own columns (`json` is an NDJSON object whole).
   * A program's own `columns:` come first; null where the column is a header.
   */
  sql: string | null;
}

export type Disposition = 'reject' | 'flag' | 'accept';

/**
 * The row rules and the bit each owns in a landed row's `reasons` mask. Bits never move: landed files outlive releases.
 * The low 32 bits reject; a flagged row keeps its bit in `flags` instead.
 */
export const ROW_RULES = [
  'ragged-row',
  'bad-encoding',
  'missing-required',
  'bad-timestamp',
  'bad-number',
  'bad-boolean',
  'out-of-range',
  'not-in-list',
  'bad-pattern',
  'negative-interval',
  'dst-gap',
  'dst-overlap',
  'too-many-decimals',
  'repeated-header',
  'bad-json',
  'declared-skip',
  'malformed-record',
] as const;
export type RowRule = (typeof ROW_RULES)[number];

/** Rules judged after landing, across files and against the program; their rows are set aside, not rewritten. */
export const CROSS_RULES = ['duplicate-key', 'unknown-unit', 'unknown-service', 'future-dated'] as const;
export type CrossRule = (typeof CROSS_RULES)[number];
