import { RealizedError } from '../errors.ts';
import { type ChallengedClaim, challengeClaim } from '../results/challenge.ts';
import type { Results } from '../results/schema.ts';
import { withWorkers } from '../workers/workers.ts';
import { holdProgram } from './hold-program.ts';
import { type ProduceOptions, produceResults } from './produce-run.ts';
import { latestReport, readResults } from './read-results.ts';

export interface ChallengeOptions extends ProduceOptions {
  /** The run's folder; null for reports/<program>/latest. */
  report: string | null;
}

/** The case against the claim of one run. */
export interface ChallengeOutcome extends ChallengedClaim {
  /** The folder of the run; null where none was published and one was made for this. */
  folder: string | null;
  runId: string;
  asOf: string;
  currency: string;
}

/**
 * What is the strongest honest case against the claim of a program?
 *
 * The latest report is read; where there is none, or another day is asked for, the run is made and published nowhere.
 *
 * @throws `report.changed` where the report is not what the run wrote, `usage.invalid` where the folder named holds none
 * @example (await challenge({ directory, report: null, asOf: null, … })).challenges[0]?.charge
 */
export async function challenge(options: ChallengeOptions): Promise<ChallengeOutcome> {
  const folder = options.asOf === null ? (options.report ?? (await latestReport(options.directory))) : null;
  const published = folder === null ? null : await publishedResults(folder, options.report !== null);
  const results = published ?? (await holdProgram(options.directory, () => resultsNow(options)));
  return {
    folder: published === null ? null : folder,
    runId: results.run_id,
    asOf: results.as_of,
    currency: results.program.currency,
    ...challengeClaim(results),
  };
}

async function resultsNow(options: ProduceOptions): Promise<Results> {
  return withWorkers(options.threads, async (workers) => (await produceResults(options, null, workers)).results);
}

/** A report that somebody named must be there; the latest one may be missing. */
async function publishedResults(folder: string, named: boolean): Promise<Results | null> {
  return readResults(folder).catch((error) => {
    if (!named && error instanceof RealizedError && error.code === 'usage.invalid') return null;
    throw error;
  });
}
