import { END_YEAR, FIRST_YEAR, type Transition, zoneTransitions } from './zone-transitions.ts';

/**
 * Local time of a zone to UTC, and back, as SQL over plain timestamps.
 *
 * Landed instants are naive UTC timestamps, because time zone functions cost ten times more than comparing. A tree of `case when`
 * runs fastest, but over all changes it would take a tenth of a second to plan, each time and for each column: it holds those
 * of the usual years. What a zone says of every other year is a text that the year looks up, then a few comparisons with that
 * year's own changes. (A list is looked up three times as fast, but takes three times as long to plan.) `expression` is repeated
 * in the text dozens of times, so it should be a column.
 */

/** What a local time can be, in the lowest two bits of `localCodeSql`: it never occurred, or it occurred twice. */
export const GAP = 1;
export const OVERLAP = 2;

/**
 * Which instant in UTC is this local time?
 *
 * A time that occurs twice is taken at its first occurrence, and one that never occurs as many minutes after the change as it
 * claims (RFC 5545 and `Temporal`, "compatible"); `localCodeSql` tells that it was so.
 *
 * @param expression  SQL of type TIMESTAMP, local time
 * @returns SQL of type TIMESTAMP, UTC
 * @example toUtcSql('America/Chicago', 'ordered_at')  // at 2022-07-01 12:00 it gives 2022-07-01 17:00
 */
export function toUtcSql(zone: string, expression: string): string {
  const transitions = zoneTransitions(zone);
  const pieces = transitions.map(({ at, offset }, index) => ({
    from: at + Math.max(offset, transitions[index - 1]?.offset ?? offset),
    value: offset,
  }));
  return `make_timestamp(epoch_us(${expression}) - ${lookUp(pieces, expression)} * 1000000::bigint)`;
}

/**
 * One number for all that a zone says of a local time: 4 × offset in seconds + 1 in a gap, + 2 in an overlap.
 *
 * Loading asks for offset, gap and overlap at once; `utcFromCodeSql` turns the number into the instant.
 *
 * @param usual  years of nearly all rows; the fewer, the faster
 * @returns SQL of type INTEGER; null where the expression is null
 */
export function localCodeSql(zone: string, expression: string, usual: YearSpan): string {
  const pieces = codePieces(zone);
  const other = `case when ${expression} is not null then ${lookUp(pieces, expression)} end`;
  return treeOrElse(pieces, expression, usual, other);
}

function treeOrElse(pieces: readonly Piece[], expression: string, years: YearSpan, otherwise: string): string {
  const [from, to] = years.map((year) => Date.UTC(year, 0, 1) / 1000) as [number, number];
  const before = pieces.findLastIndex((piece) => piece.from <= from);
  const recent = pieces.filter((piece, index) => index >= before && piece.from < to);
  const isRecent = `${expression} >= ${timestamp(from)} and ${expression} < ${timestamp(to)}`;
  return `case when ${isRecent} then ${tree(recent, expression)} else ${otherwise} end`;
}

function codePieces(zone: string): Piece[] {
  const transitions = zoneTransitions(zone);
  return transitions.flatMap((transition, index) => localPieces(transitions[index - 1], transition));
}

/** The instant in UTC of a local time, given its `localCodeSql`. */
export function utcFromCodeSql(expression: string, code: string): string {
  return `make_timestamp(epoch_us(${expression}) - (${code} >> 2) * 1000000::bigint)`;
}

/**
 * How far is local time ahead of UTC at this instant?
 *
 * Adding it to `epoch_us` costs less than adding an interval.
 *
 * @param expression  SQL of type TIMESTAMP, UTC
 * @param usual  years of nearly all rows; the fewer, the faster
 * @returns SQL of type BIGINT, microseconds
 */
export function offsetSql(zone: string, expression: string, usual: YearSpan): string {
  const pieces = zoneTransitions(zone).map(({ at, offset }) => ({ from: at, value: offset }));
  return `(${treeOrElse(pieces, expression, usual, lookUp(pieces, expression))}) * 1000000::bigint`;
}

/** The first year, and the year after the last. */
type YearSpan = readonly [from: number, before: number];

/** The years of nearly all rows that are judged on a day: a baseline of two, a rollout, some years since. */
export function usualYears(asOf: string): YearSpan {
  const year = Number(asOf.slice(0, 4));
  return [year - 6, year + 1];
}

interface Piece {
  /** Start of the stretch, in seconds since 1970 of the clock that the expression shows. */
  from: number;
  /** What holds from there on: an offset in seconds, or a code. */
  value: number;
}

function localPieces(before: Transition | undefined, { at, offset }: Transition): Piece[] {
  if (before === undefined) return [{ from: at, value: code(offset, 0) }];
  const [low, high] = [Math.min(before.offset, offset), Math.max(before.offset, offset)];
  return [
    { from: at + low, value: code(before.offset, offset > before.offset ? GAP : OVERLAP) },
    { from: at + high, value: code(offset, 0) },
  ];
}

function code(offset: number, mark: number): number {
  return offset * 4 + mark;
}

/**
 * The value of the piece a time lies in, as SQL of type INTEGER.
 *
 * Each year takes as many places in a row of numbers as the busiest year has pieces: what holds as it begins, then after each
 * change. Years beyond them answer as the first or last one does.
 */
function lookUp(pieces: readonly Piece[], expression: string): string {
  if (pieces.length === 1) return `${pieces[0]!.value}::integer`;
  const years = Array.from({ length: END_YEAR - FIRST_YEAR }, (_, i) => piecesOf(pieces, FIRST_YEAR + i));
  const changes = Math.max(...years.map(({ inside }) => inside.length));
  const values = years.flatMap(({ before, inside }) => {
    const all = [before, ...inside.map(({ value }) => value)];
    return Array.from({ length: changes + 1 }, (_, i) => all[i] ?? all.at(-1)!);
  });
  const year = `(least(greatest(year(${expression}), ${FIRST_YEAR}), ${END_YEAR - 1}) - ${FIRST_YEAR})`;
  const passed = Array.from({ length: changes }, (_, i) => {
    const bounds = years.map(({ inside }) => inside[i]?.from ?? NEVER);
    return ` + (epoch_us(${expression}) >= ${nth(bounds, year)} * 1000000)::integer`;
  });
  return `${nth(values, `(${year} * ${changes + 1}${passed.join('')})`)}::integer`;
}

/** A balanced `case` that picks the piece a time lies in; the pieces are in order of time. */
function tree(pieces: readonly Piece[], expression: string): string {
  if (pieces.length === 1) return `${pieces[0]!.value}::integer`;
  const middle = pieces.length >> 1;
  const bound = timestamp(pieces[middle]!.from);
  const [early, late] = [tree(pieces.slice(0, middle), expression), tree(pieces.slice(middle), expression)];
  return `case when ${expression} < ${bound} then ${early} else ${late} end`;
}

function timestamp(seconds: number): string {
  return `timestamp '${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')}'`;
}

/** Later than any instant, in seconds since 1970. */
const NEVER = 9_999_999_999;

function piecesOf(pieces: readonly Piece[], year: number): { before: number; inside: readonly Piece[] } {
  const [from, to] = [Date.UTC(year, 0, 1) / 1000, Date.UTC(year + 1, 0, 1) / 1000];
  const before = pieces.findLast((piece) => piece.from <= from) ?? pieces[0]!;
  return { before: before.value, inside: pieces.filter((piece) => piece.from > from && piece.from < to) };
}

/** One of many numbers, counted from 0, as SQL of type BIGINT. They are one constant: a list is planned number by number. */
function nth(numbers: readonly number[], index: string): string {
  const width = Math.max(...numbers.map((number) => `${number}`.length));
  const text = numbers.map((number) => `${number}`.padStart(width)).join('');
  return `substr('${text}', ${index} * ${width} + 1, ${width})::bigint`;
}
