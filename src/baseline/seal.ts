import type { Adjustment, Series, Statistic } from '../kpi/kpi.ts';
import type { Adequacy } from './adequacy.ts';
import type { Method } from './choose-method.ts';
import type { Windows } from './windows.ts';

/** What a baseline says before anyone has vouched for it: recomputed on every run. */
export interface CandidateBaseline {
  state: 'candidate';
  kpi: string;
  statistic: Statistic;
  adjustment: Adjustment;
  unit: string;
  deployment: string;
  windows: Windows;
  /** The baseline's cells. */
  series: Series;
  method: Method;
  adequacy: Adequacy;
}

/** The evidence that a baseline was fixed: what it was computed from, when, and its place in the ledger. */
export interface Seal {
  /** Wall clock, UTC. */
  sealedAt: string;
  /** Whether `sealedAt` is the wall clock or declared by a synthetic program. */
  clock: 'wall' | 'declared';
  /** SHA-256 of the KPI file, of each extract file behind the series, and of the sealed text as a whole. */
  kpiHash: string;
  extractHashes: string[];
  hash: string;
  /** SHA-256 of the ledger entry that records it. */
  ledgerEntry: string;
}

declare const verified: unique symbol;

/**
 * A baseline that was fixed and has been checked against its seal. The brand has no value and no exported name, so the
 * only way to one is `asSealed`: an unsealed baseline cannot be called sealed, not even by mistake.
 */
export type SealedBaseline = Omit<CandidateBaseline, 'state'> & {
  readonly state: 'sealed';
  readonly seal: Seal;
  readonly [verified]: true;
};

export type Baseline = CandidateBaseline | SealedBaseline;

/**
 * A baseline read back from its seal, if what it was computed from is still what was sealed; else null.
 *
 * @param candidate  as recomputed now
 * @param seal       as recorded
 * @param now        hashes of what the candidate was computed from
 * @returns the sealed baseline, or null where a hash differs (`verify` then names it)
 * @example asSealed(candidate, seal, { kpiHash, extractHashes, hash })?.state  // 'sealed'
 */
export function asSealed(
  candidate: CandidateBaseline,
  seal: Seal,
  now: Pick<Seal, 'kpiHash' | 'extractHashes' | 'hash'>,
): SealedBaseline | null {
  const same =
    now.hash === seal.hash &&
    now.kpiHash === seal.kpiHash &&
    now.extractHashes.length === seal.extractHashes.length &&
    now.extractHashes.every((hash) => seal.extractHashes.includes(hash));
  return same ? ({ ...candidate, state: 'sealed', seal } as SealedBaseline) : null;
}
