import type { RealizedError } from '../errors.ts';

/** How progress and problems are told on stderr: plain lines, or one JSON object a line. */
export type LogFormat = 'text' | 'json';

/** Says on stderr what a long step is doing; stdout stays for results. */
export type Progress = (stage: string, message: string) => void;

/**
 * A progress line for a person or for a machine.
 *
 * @param format  `text` writes `stage  message`, `json` one object a line
 */
export function progressTo(format: LogFormat): Progress {
  return (stage, message) => {
    const line =
      format === 'json' ? JSON.stringify({ level: 'info', stage, message }) : `${dim(stage.padEnd(9))} ${message}`;
    process.stderr.write(`${line}\n`);
  };
}

/** Prints a named problem with its hint to stderr. */
export function printProblem(error: RealizedError, format: LogFormat): void {
  if (format === 'json') {
    const { code, message, hint, data } = error;
    process.stderr.write(`${JSON.stringify({ level: 'error', code, message, hint, data })}\n`);
  } else {
    process.stderr.write(`${bold('error')} ${error.message}\n  ${error.hint}  ${dim(`[${error.code}]`)}\n`);
  }
}

/** Prints text to stdout with one newline at its end. */
export function print(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** Prints a value as indented JSON to stdout. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/**
 * Lines up rows in columns two spaces apart; the first row is the head.
 *
 * @param rows  texts, one array per row
 * @param right  indexes of the columns that are set flush right
 */
export function columns(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  }
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (right.includes(i) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd();
  return rows.map((row, i) => (i === 0 ? bold(line(row)) : line(row))).join('\n');
}

export const bold = (text: string): string => styled('1', '22', text);
export const dim = (text: string): string => styled('2', '22', text);

/** No colour when piped, and none where NO_COLOR is set (no-color.org). */
function styled(on: string, off: string, text: string): string {
  const plain = process.env['NO_COLOR'] || !process.stdout.isTTY || !process.stderr.isTTY;
  return plain ? text : `\u001b[${on}m${text}\u001b[${off}m`;
}
