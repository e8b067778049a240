import { dayNumber } from './day-number.ts';
import type { Format, Look, Style } from './style.ts';
import type { Cell, Row } from './workbook.ts';

/** Text that wraps in its column. */
export function text(value: string, look: Look = 'plain'): Cell {
  return { value, formula: null, style: { format: 'general', look, align: 'left', wrap: true } };
}

/** Text on one line, such as an id. */
export function word(value: string, look: Look = 'plain'): Cell {
  return { value, formula: null, style: { format: 'general', look, align: 'left', wrap: false } };
}

/** The head of a column of numbers. */
export function numberHead(value: string): Cell {
  return { value, formula: null, style: { format: 'general', look: 'head', align: 'right', wrap: true } };
}

/** The head of a column of words. */
export function head(value: string): Cell {
  return text(value, 'head');
}

/**
 * A number that was measured, declared or simulated.
 *
 * @param reason  what stands in its place where there is none
 * @example number(results.figures[id].value, 'money', results.figures[id].reason)
 */
export function number(value: number | null, format: Format, reason = '–', look: Look = 'plain'): Cell {
  return value === null
    ? { value: reason, formula: null, style: { ...numeric('general', look), wrap: reason.length > 12 } }
    : { value, formula: null, style: numeric(format, look) };
}

/**
 * A number that the spreadsheet computes from other cells.
 *
 * @param formula  without `=`
 * @param value    what it comes to: a number, or the words that stand where it is undefined
 * @example computed('B2-C2', 343.2, 'money')
 */
export function computed(formula: string, value: number | string, format: Format, look: Look = 'plain'): Cell {
  return { value, formula, style: { ...numeric(format, look), wrap: typeof value === 'string' } };
}

/** A value that a reader may change: everything that follows from it is computed again. */
export function input(value: number | string, format: Format): Cell {
  return { value, formula: null, style: numeric(format, 'input') };
}

/** A day, as a number that a spreadsheet counts with; as text before its calendar begins. */
export function day(value: string, look: Look = 'plain'): Cell {
  const serial = dayNumber(value);
  return { value: serial ?? value, formula: null, style: numeric('day', look) };
}

/** The first day of a month, shown as the month. */
export function month(value: string, look: Look = 'plain'): Cell {
  const serial = dayNumber(value);
  return { value: serial ?? value.slice(0, 7), formula: null, style: { ...numeric('month', look), align: 'left' } };
}

/** An ordinary row. */
export function row(...cells: (Cell | null)[]): Row {
  return { cells, banner: false };
}

/** A row whose one text runs across the sheet. */
export function banner(cell: Cell): Row {
  return { cells: [cell], banner: true };
}

/** An empty row. */
export const GAP: Row = { cells: [], banner: false };

function numeric(format: Format, look: Look): Style {
  return { format, look, align: 'right', wrap: false };
}
