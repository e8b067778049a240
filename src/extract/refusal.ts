/** Why a file cannot be used at all, as opposed to rows that can be rejected one by one. */
export type RefusalReason =
  | 'missing-file'
  | 'outside-roots'
  | 'symlink-escape'
  | 'not-a-file'
  | 'unknown-format'
  | 'empty-file'
  | 'wrong-encoding'
  | 'not-text'
  | 'cr-line-ends'
  | 'no-header'
  | 'duplicate-header'
  | 'missing-column'
  | 'wrong-delimiter'
  | 'unterminated-quote'
  | 'mostly-broken'
  | 'not-gzip'
  | 'gzip-truncated'
  | 'gzip-damaged'
  | 'gzip-bomb'
  | 'too-large'
  | 'not-parquet'
  | 'unreadable'
  | 'changed-while-reading';

/** One refused file: never a cell of it, since cells may hold people. */
export interface Refusal {
  /** As the program names it, relative to the program folder. */
  file: string;
  reason: RefusalReason;
  /** What was seen, with the line where one is known. */
  detail: string;
  /** What the reader can do about it. */
  remedy: string;
}

/** Thrown inside a pre-flight to leave it at once; `preflight` turns it into the answer «refused». */
export class Refused extends Error {
  constructor(
    readonly reason: RefusalReason,
    readonly detail: string,
    readonly remedy: string,
  ) {
    super(`${reason}: ${detail}`);
  }
}
