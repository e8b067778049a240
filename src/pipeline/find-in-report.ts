import { RealizedError } from '../errors.ts';
import { findReference } from '../results/find-reference.ts';
import type { Results } from '../results/schema.ts';
import { latestReport, readResults } from './read-results.ts';

export interface ExplainOptions {
  /** The folder that holds program.yaml. */
  directory: string;
  /** The run's folder; null for reports/<program>/latest. */
  report: string | null;
  /** A figure's id, or a reference (find-reference.ts). */
  written: string;
}

/**
 * Which number of which report is asked for?
 *
 * @throws `figure.unknown` with the nearest ids, `report.changed`, `usage.invalid` where there is no report
 */
export async function findInReport({
  directory,
  report,
  written,
}: ExplainOptions): Promise<{ folder: string; results: Results; reference: string }> {
  const folder = report ?? (await latestReport(directory));
  const results = await readResults(folder);
  const { reference, near } = findReference(results, written);
  if (reference === null) throw new RealizedError('figure.unknown', { written, near });
  return { folder, results, reference };
}
