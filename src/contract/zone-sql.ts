import { type Transition, zoneTransitions } from './zone-transitions.ts';

/**
 * Local time of a zone to UTC, and back, as SQL over plain timestamps.
 *
 * Landed instants are naive UTC timestamps, because time zone functions cost ten times more than comparing. The zone's
 * transitions become a balanced tree of `case when`: about eight comparisons a row, and any engine can run it. `expression`
 * is repeated in the text some hundred times, so it should be a column.
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
 * @param years  where most times fall, when given; others take the engine's own function
 * @returns SQL of type TIMESTAMP, UTC
 * @example toUtcSql('America/Chicago', 'ordered_at')  // case when "2022-07-01 12:00" … + 5 hours
 */
export function toUtcSql(zone: string, expression: string, years?: Years): string {
  const transitions = zoneTransitions(zone);
  const pieces = transitions.map(({ at, offset }, index) => ({
    from: at + Math.max(offset, transitions[index - 1]?.offset ?? offset),
    sql: shifted(expression, -offset),
  }));
  return narrowed(pieces, expression, years, `timezone('UTC', timezone('${zone}', ${expression}))`);
}

/**
 * One number for all that a zone says of a local time: 4 × offset in seconds + 1 in a gap, + 2 in an overlap.
 *
 * Loading asks for offset, gap and overlap at once; `utcFromCodeSql` turns the number into the instant.
 *
 * @returns SQL of type INTEGER; null where the expression is null
 */
export function localCodeSql(zone: string, expression: string): string {
  const transitions = zoneTransitions(zone);
  const pieces = transitions.flatMap((transition, index) => localPieces(transitions[index - 1], transition));
  return `case when ${expression} is not null then ${tree(pieces, expression)} end`;
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
 * @param years  as in toUtcSql
 * @returns SQL of type BIGINT, microseconds
 */
export function offsetSql(zone: string, expression: string, years?: Years): string {
  const pieces = zoneTransitions(zone).map(({ at, offset }) => ({ from: at, sql: `${offset * 1_000_000}::bigint` }));
  const local = `timezone('${zone}', timezone('UTC', ${expression}))`;
  return narrowed(pieces, expression, years, `epoch_us(${local}) - epoch_us(${expression})`);
}

/** The years, first and last, that most times fall into. */
export interface Years {
  first: number;
  last: number;
}

interface Piece {
  /** Start of the stretch, in seconds since 1970 of the clock that the expression shows. */
  from: number;
  sql: string;
}

function localPieces(before: Transition | undefined, { at, offset }: Transition): Piece[] {
  if (before === undefined) return [{ from: at, sql: code(offset, 0) }];
  const [low, high] = [Math.min(before.offset, offset), Math.max(before.offset, offset)];
  return [
    { from: at + low, sql: code(before.offset, offset > before.offset ? GAP : OVERLAP) },
    { from: at + high, sql: code(offset, 0) },
  ];
}

function code(offset: number, mark: number): string {
  return `${offset * 4 + mark}::integer`;
}

function shifted(expression: string, seconds: number): string {
  if (seconds === 0) return expression;
  return `${expression} ${seconds < 0 ? '-' : '+'} interval ${Math.abs(seconds)} seconds`;
}

/**
 * The tree over some years only, and the engine's own slow function for all others: planning a tree of all changes from 1970
 * to 2100 takes longer (0.1 s each time it is named) than running it.
 */
function narrowed(pieces: readonly Piece[], expression: string, years: Years | undefined, otherwise: string): string {
  if (years === undefined || pieces.length === 1) return tree(pieces, expression);
  const [from, to] = [Date.UTC(years.first, 0, 1) / 1000, Date.UTC(years.last + 1, 0, 1) / 1000];
  const before = pieces.findLastIndex((piece) => piece.from <= from);
  const inside = pieces.filter(({ from: start }, index) => index >= before && start < to);
  const [low, high] = [from, to].map(timestamp);
  return `case when ${expression} >= ${low} and ${expression} < ${high} then ${tree(inside, expression)} else ${otherwise} end`;
}

/** A balanced `case` that picks the piece a time lies in; the pieces are in order of time. */
function tree(pieces: readonly Piece[], expression: string): string {
  if (pieces.length === 1) return pieces[0]!.sql;
  const middle = pieces.length >> 1;
  const bound = timestamp(pieces[middle]!.from);
  const [early, late] = [tree(pieces.slice(0, middle), expression), tree(pieces.slice(middle), expression)];
  return `case when ${expression} < ${bound} then ${early} else ${late} end`;
}

function timestamp(seconds: number): string {
  return `timestamp '${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')}'`;
}
