import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withSealedBaselines } from '../baseline/seal.ts';
import { readBytes } from '../extract/read-bytes.ts';
import type { Step } from '../results/moved-figures.ts';
import type { Results } from '../results/schema.ts';
import { withWorkers } from '../workers/workers.ts';
import { concludeRun } from './conclude-run.ts';
import type { KnownRun } from './diff.ts';
import { type Cause, DEFINITION_GROUPS, type FoundCause } from './diff-causes.ts';
import { holdProgram } from './hold-program.ts';
import type { OpenProgram } from './open-program.ts';
import { CHANGE_GROUPS, protocolOf, underSeal } from './protocol.ts';
import { TOOL_VERSION } from './run-identity.ts';
import { loadProgram, measureProgram, type WarehouseOptions } from './use-warehouse.ts';

interface Remaking {
  program: string;
  progress: WarehouseOptions['progress'];
  /** The change in one step, where it cannot be taken apart. */
  whole: Step[];
}

/**
 * Takes the difference of two runs apart by making the run again between them, one cause at a time.
 *
 * The parts that hold for the earlier run are put over the later program as a seal would put them. What a step changes
 * beyond its cause does not exist: the last step ends at the later report itself.
 */
export async function remadeSteps(
  before: KnownRun,
  after: KnownRun,
  causes: readonly FoundCause[],
  { program, progress, whole }: Remaking,
): Promise<{ steps: Step[]; undivided: string | null }> {
  const other = await firstOtherFile(program, after.results);
  if (other !== null) return { steps: whole, undivided: `${other} is not what the later run read` };
  if (after.results.tool_version !== TOOL_VERSION) {
    return {
      steps: whole,
      undivided: `realized ${after.results.tool_version} made the later run, and this is ${TOOL_VERSION}`,
    };
  }
  const has = (cause: Cause) => causes.some((found) => found.cause === cause);
  const steps: Step[] = await holdProgram(program, () =>
    withCopiedCache(program, async (cache) => {
      const options = { memoryLimit: '2GB', threads: null, cache, progress };
      const made: Step[] = [];
      const first = (['data', 'method'] as const).filter(has).join(' and ');
      const remaining = (['definition', 'assumption', 'time passed'] as const).filter(has);
      const stages = [...(first === '' ? [] : [first]), ...remaining];
      // The last stage ends where the later report stands.
      for (const stage of stages.slice(0, -1)) {
        progress('diff', `${stage}: the run made again`);
        made.push({
          cause: stage,
          results: await remade(before, after, stages.slice(stages.indexOf(stage) + 1), options),
        });
      }
      return [...made, { cause: stages.at(-1)!, results: after.results }];
    }),
  );
  return { steps, undivided: null };
}

/** The later run with what is still to come as it was for the earlier one. */
async function remade(
  before: KnownRun,
  after: KnownRun,
  toCome: readonly string[],
  options: WarehouseOptions,
): Promise<Results> {
  const kept = CHANGE_GROUPS.filter((group) => {
    const cause = DEFINITION_GROUPS.includes(group) ? 'definition' : 'assumption';
    return toCome.includes(cause);
  });
  const asOf = toCome.includes('time passed') ? before.results.as_of : after.results.as_of;
  const told = toCome.includes('definition') ? withoutAddedKpis(after.open, before.open) : after.open;
  const open = underSeal({ ...told, asOf }, { protocol: protocolOf(before.open) }, new Set(kept));
  const { baselines, protocol } = (toCome.includes('definition') ? before : after).seals;
  const loaded = await loadProgram(open, options);
  const today = await measureProgram(open, options);
  const { measured, sealed } = withSealedBaselines(today.measured, baselines);
  const findings = [...loaded.findings, ...today.findings];
  const protocolSealed = protocol?.sealed_at.slice(0, 10) ?? null;
  const evidence = { open, loaded, measured, sealed, protocolSealed, findings };
  const runId = after.results.run_id;
  return withWorkers(options.threads, (workers) => concludeRun({ ...evidence, ledger: [], runId }, workers));
}

/** A KPI that the earlier run did not have is a definition; its deployment may stay, because cost lines name it. */
function withoutAddedKpis(after: OpenProgram, before: OpenProgram): OpenProgram {
  const kpis = after.program.kpis.filter(({ id }) => before.program.kpis.some((own) => own.id === id));
  return { ...after, program: { ...after.program, kpis } };
}

async function firstOtherFile(program: string, { inputs }: Results): Promise<string | null> {
  for (const { file, sha256 } of inputs) {
    const now = await readBytes(join(program, file), false, () => undefined).catch(() => null);
    if (now?.sha256 !== sha256) return file;
  }
  return null;
}

/** Works on a copy of the program's cache, so that what is landed already need not be landed again. */
async function withCopiedCache<T>(program: string, work: (cache: string) => Promise<T>): Promise<T> {
  const cache = await mkdtemp(join(tmpdir(), 'realized-diff-'));
  try {
    for (const name of ['landed', 'warehouse.duckdb']) {
      const from = join(program, '.realized', name);
      if (existsSync(from)) await cp(from, join(cache, name), { recursive: true });
    }
    return await work(cache);
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}
