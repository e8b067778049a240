/** How much a finding matters: `info` is for the record, `warn` weakens a claim, `fail` forbids one. */
export type Severity = 'info' | 'warn' | 'fail';

/** Where a finding was made; every part that is known is given. Lines and columns count from 1. */
export interface Place {
  file?: string;
  line?: number;
  column?: number;
  kpi?: string;
  unit?: string;
  period?: string;
}

/**
 * A data-quality fact with a stable code and a place: what was seen, not what went wrong in the program.
 *
 * `code` is kebab-case and stable; `message` is a sentence a ward manager can read; `owner` is who should act;
 * `acknowledged` is the reason the program file gives for accepting it.
 */
export interface Finding {
  code: string;
  severity: Severity;
  message: string;
  at: Place;
  owner?: string;
  acknowledged?: string;
}
