/**
 * The records of a CSV text, read by the letter of RFC 4180: an independent reading, to hold the loader's counts against.
 *
 * @param text  without a byte order mark; records end in CRLF or LF, the last one may have no end
 * @returns one array of cells per record, the header included
 */
export function recordsOf(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    record.push(cell);
    cell = '';
  };
  const endRecord = () => {
    endCell();
    records.push(record);
    record = [];
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') cell += text[i++]!;
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',') endCell();
    else if (c === '\n') endRecord();
    else if (c !== '\r') cell += c;
  }
  if (cell !== '' || record.length > 0) endRecord();
  return records;
}

/** The same records as objects by header. */
export function rowsOf(text: string): Record<string, string>[] {
  const [head, ...records] = recordsOf(text);
  return records.map((cells) => Object.fromEntries(head!.map((name, i) => [name, cells[i]!])));
}
