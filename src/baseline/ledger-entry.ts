import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonical-json.ts';

/** What a ledger can record. `data` says what, in plain JSON; `cut-off` has the text of an entry that was never completed. */
export type LedgerKind = 'protocol-seal' | 'baseline-seal' | 'run' | 'delivery' | 'acknowledgement' | 'cut-off';

/** One line of ledger.jsonl. `hash` covers everything else, and `previous` is the hash of the line before: a chain. */
export interface LedgerEntry {
  format: 1;
  /** Counts from 1 without gaps. */
  sequence: number;
  /** Instant, ISO 8601 UTC. */
  at: string;
  kind: LedgerKind;
  data: Record<string, unknown>;
  /** Null for the first entry. */
  previous: string | null;
  hash: string;
}

/**
 * The entry that would follow a ledger's last one.
 *
 * @param last  the last entry, null for an empty ledger
 * @param at    the instant it is written, an input: a run reads no clock
 * @example nextEntry(null, 'run', { run_id: '…' }, '2026-05-31T08:00:00Z').sequence  // 1
 */
export function nextEntry(
  last: LedgerEntry | null,
  kind: LedgerKind,
  data: Record<string, unknown>,
  at: string,
): LedgerEntry {
  const unsigned = {
    format: 1 as const,
    sequence: (last?.sequence ?? 0) + 1,
    at,
    kind,
    data,
    previous: last?.hash ?? null,
  };
  return { ...unsigned, hash: hashOf(unsigned) };
}

/**
 * Where does a chain of entries break, if anywhere?
 *
 * @param entries  in the order of the file
 * @returns null for an unbroken chain, else the place (from 1) and what is wrong there
 */
export function chainFault(entries: readonly LedgerEntry[]): { sequence: number; problem: string } | null {
  for (const [i, entry] of entries.entries()) {
    const sequence = i + 1;
    const { hash, ...unsigned } = entry;
    if (entry.sequence !== sequence) return { sequence, problem: `is numbered ${entry.sequence}` };
    if (entry.previous !== (entries[i - 1]?.hash ?? null))
      return { sequence, problem: 'does not follow the entry before it' };
    if (hashOf(unsigned) !== hash) return { sequence, problem: 'was changed after it was written' };
  }
  return null;
}

function hashOf(unsigned: Omit<LedgerEntry, 'hash'>): string {
  return createHash('sha256').update(canonicalJson(unsigned)).digest('hex');
}
