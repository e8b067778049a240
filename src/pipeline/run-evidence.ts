import type { Evidence } from '../delivery/gate.ts';
import { RealizedError } from '../errors.ts';
import { type RunOptions, run } from './run.ts';
import { verify } from './verify.ts';

/** A run with what speaks for and against sending it. */
export interface RunEvidence extends Evidence {
  /** The run's folder; null where there is no run. */
  folder: string | null;
}

/**
 * Makes the run that deliveries send, when the first of them asks for it, and verifies it.
 *
 * @returns a function that gives the same evidence to each delivery; it throws `warehouse.locked` while another run is active
 */
export function runEvidence(options: RunOptions): () => Promise<RunEvidence> {
  let evidence: Promise<RunEvidence> | null = null;
  return () => {
    evidence ??= gather(options);
    return evidence;
  };
}

async function gather(options: RunOptions): Promise<RunEvidence> {
  try {
    const { results, folder } = await run(options);
    const { faults } = await verify({ directory: options.directory, report: folder, progress: options.progress });
    return { results, failure: null, faults, folder };
  } catch (error) {
    // Whatever else stops the run is for the owner to hear: no report may be missing in silence.
    if (error instanceof RealizedError && error.code === 'warehouse.locked') throw error;
    return { results: null, failure: (error as Error).message, faults: [], folder: null };
  }
}
