import type { Layout, Pointing, Spec } from './chart.ts';
import { WIDTH } from './theme.ts';

/** A channel over a field: `x('low')`. */
export type Channel = (field: string) => Spec;

/** A y channel for rows laid out by hand: fields in pixels from the top of a plot that is `height` high. */
export function rowAxis(height: number): Channel {
  const scale = { domain: [0, height], reverse: true, nice: false, zero: false };
  return (field) => ({ field, type: 'quantitative', scale, axis: null });
}

/** Rows of one height from top to bottom, each told by a row of the table behind the chart. */
export function pointAtRows(height: number, rows: readonly number[]): Pointing {
  return { along: 'y', places: rows.map((row, i) => [(i + 0.5) * height, row]) };
}

/** A channel that takes each row's own colour, or shape, as it is. */
export function rawValue(field: string): Spec {
  return { field, type: 'nominal', scale: null };
}

/** Words at the left or the right edge of a plot: names before their bars, numbers after them. */
export function edgeText(
  rows: readonly object[],
  field: string,
  align: 'left' | 'right',
  y: Channel,
  mark: Spec = {},
): Spec {
  return {
    data: { values: rows },
    mark: { type: 'text', align, baseline: 'middle', fontSize: 13, ...mark },
    encoding: { x: { value: align === 'left' ? 0 : 'width' }, y: y('y'), text: { field } },
  };
}

/** A text no longer than a chart has room for, in letters; what is cut off ends in an ellipsis, and the table beside has it whole. */
export function shorten(text: string, length: number): string {
  return lettersOf(text) <= length ? text : `${cut(text, length - 1).trimEnd()}…`;
}

/** A name and what tells it from its like, which stays whole: `Imaging order to f…, Main Imaging`. */
export function shortenHead(head: string, tail: string, length: number): string {
  const room = length - lettersOf(tail);
  return room < LEAST_HEAD ? shorten(head + tail, length) : shorten(head, room) + tail;
}

/** Fewer letters than these name nothing. */
const LEAST_HEAD = 8;

/** A text in a few lines, broken at spaces; what has no room in the last is cut off. */
export function inLines(text: string, length: number, most: number): string {
  const space = most === 1 || lettersOf(text) <= length ? -1 : text.lastIndexOf(' ', cut(text, length).length);
  return space < 0
    ? shorten(text, length)
    : `${text.slice(0, space)}\n${inLines(text.slice(space + 1), length, most - 1)}`;
}

/** How many letters a name may have at the left of a chart, where a number stands at its right. */
export function roomBeside(number: string, layout: Layout, most: number): number {
  return Math.min(most, Math.floor(WIDTH[layout] / LETTER) - lettersOf(number) - GAP);
}

/** Mean width of a letter in CSS pixels. */
export const LETTER = 6.4;

/** What keeps a name and a number apart, in letters. */
const GAP = 2;

/** How wide a text is, in letters of middling width. */
export function lettersOf(text: string): number {
  return Array.from(text).reduce((sum, letter) => sum + widthOf(letter), 0);
}

function cut(text: string, length: number): string {
  let left = length;
  const end = Array.from(text).findIndex((letter) => {
    left -= widthOf(letter);
    return left < 0;
  });
  return Array.from(text)
    .slice(0, end < 0 ? undefined : end)
    .join('');
}

/** Capitals are wider than small letters; what the typeface lacks is drawn by another, and may be an em wide. */
function widthOf(letter: string): number {
  if (letter > '\u024f' && !/[\u2000-\u22ff]/u.test(letter)) return 2.2;
  if (/[MW@%]/.test(letter)) return 1.8;
  return /[A-Z]/.test(letter) ? 1.25 : 1;
}
