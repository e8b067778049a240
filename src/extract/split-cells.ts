const QUOTE = 34;

/**
 * The cells of one delimited record, as bytes, quotes included.
 *
 * @param record     without its line end
 * @param delimiter  a byte
 * @example splitCells(Buffer.from('a,"b,c"'), 44).map(String)  // ['a', '"b,c"']
 */
export function splitCells(record: Buffer, delimiter: number): Buffer[] {
  const cells: Buffer[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < record.length; at++) {
    const byte = record[at];
    if (byte === QUOTE) quoted = !quoted;
    else if (byte === delimiter && !quoted) {
      cells.push(record.subarray(start, at));
      start = at + 1;
    }
  }
  return [...cells, record.subarray(start)];
}

/** The text of a cell: quotes around it gone, doubled quotes single. */
export function cellText(cell: Buffer): string {
  const text = cell.toString('utf8');
  return text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
}
