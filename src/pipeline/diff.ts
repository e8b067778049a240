import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RealizedError } from '../errors.ts';
import { readLedger } from '../ledger/ledger.ts';
import { readSeals, type SealsInForce } from '../ledger/seals.ts';
import {
  type MovedFigure,
  type MovedVerdict,
  movedFigures,
  movedVerdicts,
  type Step,
} from '../results/moved-figures.ts';
import type { Results } from '../results/schema.ts';
import { AS_RUN_FILE, openAsRun, parseAsRun } from './as-run.ts';
import { causesBetween, type FoundCause } from './diff-causes.ts';
import { remadeSteps } from './diff-steps.ts';
import { findRun } from './find-run.ts';
import type { OpenProgram } from './open-program.ts';
import { CHANGE_GROUPS, underSeal } from './protocol.ts';
import { readResults } from './read-results.ts';
import type { WarehouseOptions } from './use-warehouse.ts';
import { placeInLedger } from './verify-record.ts';

export interface DiffOptions {
  /** Folders of runs, or parts of their names below reports/ (find-run.ts), the earlier first. */
  runs: readonly [string, string];
  /** The program's folder, with the extracts of the later run: what takes the difference apart; null without. */
  program: string | null;
  progress: WarehouseOptions['progress'];
}

/** Which figures moved between two runs, and why. */
export interface RunDiff {
  before: RunName;
  after: RunName;
  causes: FoundCause[];
  figures: MovedFigure[];
  verdicts: MovedVerdict[];
  /** Why the change is not taken apart by cause; null where it is. */
  undivided: string | null;
}

export interface RunName {
  folder: string;
  runId: string;
  asOf: string;
}

/** One of the two runs, with the program and the seals that it knew. */
export interface KnownRun {
  name: RunName;
  results: Results;
  open: OpenProgram;
  seals: SealsInForce;
}

/**
 * Which figures moved between two runs, and how much of it is due to data, definitions, assumptions, the time that passed,
 * and the method?
 *
 * The difference is taken apart by making the run again in steps: the earlier program over the later data, then the later
 * definitions, then the later assumptions, then the later day. That needs the later run's extracts (`program`); without
 * them, or where one cause alone is there, the whole change is told with its causes.
 *
 * @throws `usage.invalid` for a run that is not there, or runs of two programs
 */
export async function diff({ runs, program, progress }: DiffOptions): Promise<RunDiff> {
  const [before, after] = await Promise.all(
    runs.map((run) => knownRun(run, program)) as [Promise<KnownRun>, Promise<KnownRun>],
  );
  if (before.results.program.id !== after.results.program.id) {
    const message = `«${before.results.program.id}» and «${after.results.program.id}» are two programs`;
    throw new RealizedError('usage.invalid', { message, hint: 'name two runs of one program' });
  }
  const causes = causesBetween(before, after);
  const { steps, undivided } = await stepsBetween(before, after, causes, { program, progress });
  return {
    before: before.name,
    after: after.name,
    causes,
    figures: movedFigures(before.results, steps),
    verdicts: movedVerdicts(before.results, steps),
    undivided,
  };
}

async function stepsBetween(
  before: KnownRun,
  after: KnownRun,
  causes: readonly FoundCause[],
  { program, progress }: Pick<DiffOptions, 'program' | 'progress'>,
): Promise<{ steps: Step[]; undivided: string | null }> {
  const together = causes.map(({ cause }) => cause).join(' and ') || 'nothing';
  const whole = [{ cause: together, results: after.results }];
  if (causes.length < 2) return { steps: whole, undivided: null };
  if (program === null) return { steps: whole, undivided: 'give the program’s folder with --program to take it apart' };
  return remadeSteps(before, after, causes, { program, progress, whole });
}

async function knownRun(run: string, program: string | null): Promise<KnownRun> {
  const folder = await findRun(run);
  const results = await readResults(folder);
  const asRun = parseAsRun(await readFile(join(folder, AS_RUN_FILE), 'utf8').catch(() => ''));
  if (asRun === null) throw new RealizedError('report.changed', { file: join(folder, AS_RUN_FILE) });
  const told = openAsRun(program ?? folder, asRun, results.as_of);
  const seals = program === null ? null : await sealsKnownTo(program, results);
  const open = seals?.protocol == null ? told : underSeal(told, seals.protocol, new Set(CHANGE_GROUPS));
  const name = { folder, runId: results.run_id, asOf: results.as_of };
  return { name, results, open, seals: seals ?? { protocol: null, baselines: [], replaced: [] } };
}

async function sealsKnownTo(program: string, results: Results): Promise<SealsInForce> {
  const ledger = await readLedger(program);
  return readSeals(program, ledger, placeInLedger(ledger, results).until);
}
