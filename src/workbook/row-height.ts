import { FACES } from './style.ts';
import type { Cell, Row } from './workbook.ts';

/** Points from line to line for each point of type. */
const LEADING = 1.27;
/** Letters are a little narrower than the digits that widths are counted in, bold ones are not. */
const LETTERS = { plain: 1.14, bold: 1.06 };
const BASE_SIZE = 10;
/** Points; a spreadsheet knows no higher row, and calls a file that says so broken. */
const HIGHEST = 409;
/** Characters that the indent takes. */
const INDENT = 1.5;
const ROOM: Partial<Record<Cell['style']['look'], number>> = { title: 6, section: 8, lead: 3 };

/**
 * How high must a row be to show its texts whole? Told in the file, because spreadsheets differ in whether they find it out.
 *
 * @param widths  of the columns, in characters
 * @returns points; null where one line of ordinary text is enough
 * @example rowHeight(row(text('a text much longer than its column')), [12])  // three lines
 */
export function rowHeight({ cells, banner }: Row, widths: readonly number[]): number | null {
  const whole = widths.reduce((sum, width) => sum + width, 0);
  const heights = cells.map((cell, i) => (cell === null ? 0 : cellHeight(cell, banner ? whole : widths[i]!)));
  const points = Math.max(0, ...heights);
  return points <= BASE_SIZE * LEADING ? null : Math.min(HIGHEST, Math.round(points * 4) / 4);
}

function cellHeight({ value, style }: Cell, width: number): number {
  const { size, bold } = FACES[style.look];
  const room = ((width - INDENT) * (bold ? LETTERS.bold : LETTERS.plain) * BASE_SIZE) / size;
  const lines = style.wrap && typeof value === 'string' ? linesOf(value, Math.max(1, Math.floor(room))) : 1;
  return lines * size * LEADING + (ROOM[style.look] ?? 0);
}

/** Words are kept whole; one longer than the line is cut. */
function linesOf(text: string, room: number): number {
  let lines = 0;
  for (const paragraph of text.split('\n')) {
    lines += 1;
    let used = 0;
    for (const word of paragraph.split(' ')) {
      const next = used === 0 ? word.length : used + 1 + word.length;
      if (next <= room) {
        used = next;
        continue;
      }
      lines += (used === 0 ? 0 : 1) + Math.ceil(word.length / room) - 1;
      used = word.length % room;
    }
  }
  return lines;
}
