import type { LedgerEntry } from '../baseline/ledger-entry.ts';
import { appendEntry, completeLedger, readLedger } from '../ledger/ledger.ts';
import type { DeliveredReport } from '../program/delivery.ts';
import { holdProgram } from './hold-program.ts';

/** What became of one report on its way to one recipient or folder: the data of a ledger entry of kind `delivery`. */
export interface DeliveryRecord {
  delivery: string;
  due: string;
  report: DeliveredReport | 'notice';
  outcome: 'sent' | 'dropped' | 'held' | 'failed';
  run_id: string | null;
  /** A mail address or, as written in program.yaml, a folder; null for what was held. */
  to: string | null;
  message_id?: string;
  /** The banner, why it was held, or why it failed. */
  reasons: string[];
  alerts?: string[];
}

/** The delivery entries of a program's ledger, oldest first. */
export async function readDeliveries(directory: string): Promise<DeliveryRecord[]> {
  return (await readLedger(directory)).flatMap(({ kind, data }: LedgerEntry) =>
    kind === 'delivery' ? [data as unknown as DeliveryRecord] : [],
  );
}

/**
 * Writes what became of a delivery into the ledger, once.
 *
 * @throws `warehouse.locked` while a run holds the program: the next call of `deliver` writes it
 */
export async function recordDelivery(directory: string, record: DeliveryRecord, at: Date): Promise<void> {
  await holdProgram(directory, async () => {
    await completeLedger(directory);
    const key = ({ delivery, due, report, outcome, to }: DeliveryRecord) =>
      JSON.stringify([delivery, due, report, outcome, to]);
    const known = (await readDeliveries(directory)).some((other) => key(other) === key(record));
    if (!known) await appendEntry(directory, 'delivery', { ...record }, at.toISOString());
  });
}

/** Has this run's report reached this recipient or folder before? */
export function isDelivered(
  records: readonly DeliveryRecord[],
  { run_id: runId, report, to }: Pick<DeliveryRecord, 'run_id' | 'report' | 'to'>,
): boolean {
  return records.some(
    (record) =>
      (record.outcome === 'sent' || record.outcome === 'dropped') &&
      record.run_id === runId &&
      record.report === report &&
      record.to === to,
  );
}
