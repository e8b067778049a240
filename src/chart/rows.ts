import type { Spec } from './chart.ts';

/** A channel over a field: `x('low')`. */
export type Channel = (field: string) => Spec;

/** A y channel for rows laid out by hand: fields in pixels from the top of a plot that is `height` high. */
export function rowAxis(height: number): Channel {
  const scale = { domain: [0, height], reverse: true, nice: false, zero: false };
  return (field) => ({ field, type: 'quantitative', scale, axis: null });
}

/** A colour channel that takes each row's own colour as it is. */
export function rawColour(field: string): Spec {
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

/** A text no longer than a chart has room for; what is cut off ends in an ellipsis, and the table beside has it whole. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}

/** A text in a few lines, broken at spaces; what has no room in the last is cut off. */
export function inLines(text: string, length: number, most: number): string {
  const space = most === 1 || text.length <= length ? -1 : text.lastIndexOf(' ', length);
  return space < 0
    ? shorten(text, length)
    : `${text.slice(0, space)}\n${inLines(text.slice(space + 1), length, most - 1)}`;
}
