import type { ProgramProblem } from '../errors.ts';

/** One `key: value` of a SQL file's header: its lines without the key and the indent, each with its place in the file. */
export interface HeaderEntry {
  key: string;
  lines: { text: string; line: number; column: number }[];
  /** All lines in one, joined by spaces. */
  text: string;
  line: number;
  column: number;
}

/** A SQL file taken apart: the comment it opens with, and its statement. */
export interface SqlHeader {
  entries: HeaderEntry[];
  /** What follows the header, without blank ends. */
  body: string;
  /** Everything that is wrong with the header's form. */
  problems: ProgramProblem[];
}

/**
 * What does the comment at the head of this SQL file say?
 *
 * The header is the block comment that the file opens with: `key: value` lines, indented lines continue the value above
 * them. A second opening of a comment inside it is refused, because DuckDB nests comments and would read on past its end.
 *
 * @param file  the name that problems carry; nothing is read
 * @returns never throws; what cannot be read is a problem with line and column (from 1)
 * @example readHeader('/*\ngrain: one exam\n*\/\nselect 1', 'stg_exam.sql').entries[0]?.text  // 'one exam'
 */
export function readHeader(text: string, file: string): SqlHeader {
  const open = /^\s*\/\*/.exec(text);
  const close = text.indexOf('*/', open?.[0].length ?? 0);
  if (open === null || close < 0) {
    const message = open === null ? 'the file does not open with a header' : 'the header is not closed';
    const hint = open === null ? 'begin with a comment of `key: value` lines' : 'close the comment before the select';
    return { entries: [], body: text.trim(), problems: [{ file, line: 1, column: 1, message, hint }] };
  }
  const entries: HeaderEntry[] = [];
  const problems: ProgramProblem[] = [];
  const firstLine = text.slice(0, open[0].length).split('\n').length;
  for (const [index, raw] of text.slice(open[0].length, close).split('\n').entries()) {
    const line = firstLine + index;
    const problem = (column: number, message: string, hint: string) =>
      problems.push({ file, line, column, message, hint });
    const nested = raw.indexOf('/*');
    if (nested >= 0) problem(nested + 1, '«/*» inside the header', 'DuckDB nests comments: write it without the star');
    if (raw.trim() === '') continue;
    const column = raw.length - raw.trimStart().length + 1;
    const content = raw.trim();
    const last = entries.at(-1);
    if (column > 1) {
      if (last !== undefined) last.lines.push({ text: content, line, column });
      else problem(column, 'the header begins with an indented line', 'write `key: value` from the first column');
      continue;
    }
    const match = /^([a-z_]+):\s*/.exec(content);
    if (match === null) {
      problem(1, `«${content}» is not \`key: value\``, 'indent a line that continues the value above it');
      continue;
    }
    const key = match[1]!;
    if (entries.some((entry) => entry.key === key)) problem(1, `«${key}» occurs twice`, 'keep one of the two');
    const value = content.slice(match[0].length);
    const lines = value === '' ? [] : [{ text: value, line, column: match[0].length + 1 }];
    entries.push({ key, lines, text: '', line, column: match[0].length + 1 });
  }
  for (const entry of entries) entry.text = entry.lines.map((part) => part.text).join(' ');
  return { entries, body: text.slice(close + 2).trim(), problems };
}
