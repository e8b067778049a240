import { sqlText } from './sql.ts';

/**
 * Which texts does a date or datetime format match, and how does SQL read them?
 *
 * DuckDB's own casts are lenient (two-digit years become year 24, offsets are dropped, `24:00` is tomorrow), so a text is
 * matched in full before or after it is read.
 */

/** What each specifier of a format matches, as a regular expression (RE2). */
const SPECIFIERS: Record<string, string> = {
  '%Y': '[0-9]{4}',
  '%y': '[0-9]{2}',
  '%m': '[0-9]{2}',
  '%d': '[0-9]{2}',
  '%H': '[0-9]{2}',
  '%I': '[0-9]{2}',
  '%M': '[0-9]{2}',
  '%S': '[0-9]{2}',
  '%-m': '[0-9]{1,2}',
  '%-d': '[0-9]{1,2}',
  '%-H': '[0-9]{1,2}',
  '%-I': '[0-9]{1,2}',
  '%-M': '[0-9]{1,2}',
  '%-S': '[0-9]{1,2}',
  '%f': '[0-9]{1,6}',
  '%g': '[0-9]{3}',
  '%j': '[0-9]{3}',
  '%p': '[AaPp][Mm]',
  '%b': '[A-Za-z]{3}',
  '%B': '[A-Za-z]+',
  '%a': '[A-Za-z]{3}',
  '%A': '[A-Za-z]+',
  '%z': '[+-][0-9]{2}:?[0-9]{2}',
  '%%': '%',
};

const ISO_DAY = '[0-9]{4}-[0-9]{2}-[0-9]{2}';
const ISO_TIME = '([01][0-9]|2[0-3]):[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?';

/**
 * What is wrong with a format, or null when nothing is.
 *
 * @param type  a datetime needs day and time of day, a date the day alone
 * @example formatProblem('%m/%d/%Y', 'datetime')  // 'has no time of day (%H or %I %p)'
 */
export function formatProblem(format: string, type: 'date' | 'datetime'): string | null {
  if (format === 'iso') return null;
  if (format === 'iso-offset') return type === 'datetime' ? null : 'is for datetimes alone';
  const found: string[] = format.match(/%-?./g) ?? [];
  const unknown = found.find((specifier) => !(specifier in SPECIFIERS));
  if (unknown !== undefined) return `holds «${unknown}», which is not known`;
  const letters = new Set(found.map((specifier) => specifier.at(-1)!));
  const day =
    (letters.has('Y') || letters.has('y')) && (letters.has('j') || (letters.has('d') && hasAny(letters, 'mbB')));
  if (!day) return 'does not give year, month and day';
  const time = letters.has('H') || (letters.has('I') && letters.has('p'));
  if (type === 'datetime' && !time) return 'has no time of day (%H, or %I with %p)';
  if (type === 'date' && hasAny(letters, 'HIMSfgpz')) return 'has a time of day, which a date does not have';
  return null;
}

function hasAny(letters: ReadonlySet<string>, wanted: string): boolean {
  return [...wanted].some((letter) => letters.has(letter));
}

/** Does the format carry the offset from UTC, so that no zone is needed? */
export function hasOffset(format: string): boolean {
  return format === 'iso-offset' || /%z/.test(format);
}

/**
 * SQL that reads a text cell as a date or datetime, as leniently as DuckDB does: the first of two steps, so that the second
 * (`matchesSql`) can look at both the text and what was read without reading twice.
 *
 * @param cell  SQL of type VARCHAR
 * @returns SQL of type DATE or TIMESTAMP (UTC where the format carries an offset, else the local time as written)
 */
export function lenientSql(cell: string, format: string, type: 'date' | 'datetime'): string {
  const target = type === 'date' ? 'date' : 'timestamp';
  if (format === 'iso') return `try_cast(${cell} as ${target})`;
  if (format === 'iso-offset') return `try_cast(${cell} as timestamptz)::timestamp`;
  return `try_strptime(${cell}, ${sqlText(format)})::${target}`;
}

/**
 * SQL that tells whether a text cell matches a format in full.
 *
 * @param cell  SQL of type VARCHAR, a column (it is repeated)
 * @param read  SQL of what `lenientSql` made of it, a column
 */
export function matchesSql(cell: string, read: string, format: string, type: 'date' | 'datetime'): string {
  const fully = (pattern: string) => `regexp_full_match(${cell}, ${sqlText(pattern)})`;
  if (format === 'iso-offset') return fully(`${ISO_DAY}[ T]${ISO_TIME}(Z|[+-][0-9]{2}(:?[0-9]{2})?)`);
  if (format !== 'iso') return fully(patternOf(format));
  // What DuckDB would write itself is matched in full, and that is cheaper to see than a regular expression.
  const pattern = type === 'date' ? ISO_DAY : `${ISO_DAY}[ T]${ISO_TIME}`;
  return `case when ${read}::varchar = ${cell} then true else ${fully(pattern)} end`;
}

function patternOf(format: string): string {
  return format.replace(/%-?.|[^%]/gs, (part) => SPECIFIERS[part] ?? part.replace(/[.*+?^${}()|[\]\\/]/, '\\$&'));
}
