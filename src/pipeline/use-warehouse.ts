import { mkdir, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { phaseOf, type Windows } from '../baseline/windows.ts';
import { findFiles } from '../extract/find-files.ts';
import type { Finding } from '../finding.ts';
import type { MeasuredKpi, ResolvedKpi } from '../kpi/kpi.ts';
import { type LoadedProgram, measuringPart } from '../program/program.ts';
import type { Catalogue } from '../warehouse/catalogue.ts';
import { Warehouse } from '../warehouse/duckdb.ts';
import { gatherRows } from '../warehouse/gather-rows.ts';
import { lateEndFindings } from '../warehouse/late-end-findings.ts';
import { layersBehind } from '../warehouse/layers.ts';
import { type LoadReport, loadExtracts } from '../warehouse/load.ts';
import { measureKpi } from '../warehouse/measure.ts';
import { measuredFrom } from '../warehouse/measured-from.ts';
import { prepareMeasuring } from '../warehouse/prepare.ts';
import { silentFindings } from '../warehouse/silent-findings.ts';
import type { Reference } from '../warehouse/standardise.ts';
import type { Memory } from './memory.ts';
import type { OpenProgram } from './open-program.ts';
import { windowsFor } from './windows-for.ts';

export interface WarehouseOptions {
  /** DuckDB's memory limit, such as `2GB`; what exceeds it spills to disk. */
  memoryLimit: string;
  /** DuckDB threads; null for one per core. Results do not depend on it. */
  threads: number | null;
  /** A folder to work in instead of `<program>/.realized`, which then stays as it is; null for the program's own. */
  cache: string | null;
  /** For a process that runs a program again and again: what it has worked out already. */
  memory?: Memory;
  progress: (stage: string, message: string) => void;
}

/**
 * Loads a program's extracts into its cache.
 *
 * @throws `extract.refused` before anything is written, when a file is refused and its extract does not say to go on
 */
export async function loadProgram(open: OpenProgram, options: WarehouseOptions): Promise<LoadReport> {
  const { program, directory, catalogue, asOf } = open;
  const { memory } = options;
  const load = () =>
    withWarehouse(directory, options, (warehouse, cache) =>
      loadExtracts(warehouse, {
        program,
        programDirectory: directory,
        cache,
        contracts: catalogue.contracts,
        asOf,
        report: (message) => options.progress('load', message),
      }),
    );
  if (memory === undefined) return load();
  // Another process may have loaded something else since, or judged it on another day.
  if ((await cacheStamp(directory, options)) !== memory.cacheStamp) memory.forget('load');
  memory.landed = await loadedFrom(open);
  return memory.recall('load', [memory.landed], load);
}

/** All that a load depends on: what the program says of its extracts, and which files lie there. */
async function loadedFrom({ program, directory, catalogue, asOf }: OpenProgram): Promise<unknown> {
  const { extracts, units, services, roots, timeZone }: LoadedProgram = program;
  const { found, refused } = await findFiles(directory, roots, extracts);
  const files = await Promise.all(found.map(async ({ file, path }) => [file, await stampOf(path)]));
  const missing = refused.map(({ file, reason }) => [file, reason]);
  return { extracts, units, services, roots, timeZone, contracts: catalogue.contracts, asOf, files, missing };
}

/** When a file was last written, and how large it is; null where there is none. */
async function stampOf(path: string): Promise<string | null> {
  const found = await stat(path, { bigint: true }).catch(() => null);
  return found === null ? null : `${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}`;
}

function cacheStamp(directory: string, { cache }: WarehouseOptions): Promise<string | null> {
  return stampOf(join(cache ?? join(directory, '.realized'), 'warehouse.duckdb'));
}

/** Every KPI of a program, measured, and what was found on the way. */
export interface MeasuredProgram {
  measured: MeasuredKpi[];
  findings: Finding[];
}

/**
 * Measures every KPI of a program, in a second instance that can read landed rows and nothing else.
 *
 * @returns one per program entry, in its order
 */
export async function measureProgram(open: OpenProgram, options: WarehouseOptions): Promise<MeasuredProgram> {
  const { memory } = options;
  if (memory === undefined) return measureAll(open, options);
  const { kpis, asOf, catalogue, program } = open;
  const baselines = kpis.map((kpi) => baselinesIn(windowsAround(kpi, open)));
  return memory.recall(
    'measured',
    [memory.landed, { asOf, catalogue, kpis, baselines, read: measuringPart(program) }],
    () => measureAll(open, options),
  );
}

async function measureAll(open: OpenProgram, options: WarehouseOptions): Promise<MeasuredProgram> {
  const { kpis, asOf, catalogue, program } = open;
  const contracts = catalogue.contracts.filter(({ kind }) => program.extracts.some((entry) => entry.kind === kind));
  return withPreparedWarehouse(open, options, async (warehouse) => {
    const before = [...(await lateEndFindings(warehouse, contracts)), ...(await silentFindings(warehouse, contracts))];
    const { memory } = options;
    const from = memory === undefined ? [] : await measuredFrom(warehouse, catalogue, kpis);
    const found: (MeasuredKpi & { findings: Finding[] })[] = [];
    const failed: { at: number; error: unknown }[] = [];
    const few = (await landedRows(warehouse)) < MANY_ROWS;
    const rest = (few ? byMart(kpis, catalogue) : [[...kpis.entries()]]).values();
    const measureRest = async (own: Warehouse) => {
      const gather = gatherRows(own, catalogue);
      for (const [at, kpi] of flat(rest)) {
        if (failed.length > 0) return;
        const windows = windowsAround(kpi, open);
        const measure = async () => {
          options.progress('measure', kpi.entry);
          return measureKpi(own, few ? await gather(kpi) : kpi, asOf, referenceOf(windows));
        };
        const asked = { from: from[at], baselines: baselinesIn(windows) };
        await (memory?.recall('measure', [asked], measure) ?? measure()).then(
          (one) => {
            found[at] = one;
          },
          (error: unknown) => failed.push({ at, error }),
        );
      }
    };
    if (!few) await measureRest(warehouse);
    else await warehouse.beside((second) => Promise.all([measureRest(warehouse), measureRest(second)]));
    // Of two that fail at once, the first by the program's order is told, whichever was quicker.
    failed.sort((a, b) => a.at - b.at);
    if (failed.length > 0) throw failed[0]!.error;
    return {
      measured: found.map(({ findings: _, ...one }) => one),
      findings: [...before, ...found.flatMap(({ findings }) => findings)],
    };
  });
}

/**
 * With fewer rows a KPI takes longer to plan than to read: what it reads is gathered once. Planning keeps one core busy: two are
 * measured at a time.
 */
const MANY_ROWS = 1_000_000;

/** KPIs with their places, those that begin with one mart together: it is gathered once, by whoever measures them. */
function byMart(kpis: readonly ResolvedKpi[], catalogue: Catalogue): [number, ResolvedKpi][][] {
  const first = (kpi: ResolvedKpi) => layersBehind(catalogue, kpi.sql).marts[0]?.name ?? '';
  const groups = new Map<string, [number, ResolvedKpi][]>();
  for (const [at, kpi] of kpis.entries()) groups.set(first(kpi), [...(groups.get(first(kpi)) ?? []), [at, kpi]]);
  return [...groups.values()];
}

/** Group by group, each taken when its turn has come: whoever else takes from the same list takes the next. */
function* flat<T>(groups: Iterator<readonly T[]> & Iterable<readonly T[]>): Generator<T> {
  for (const group of groups) yield* group;
}

async function landedRows(warehouse: Warehouse): Promise<number> {
  const [sum] = await warehouse.rows<{ n: number }>('select coalesce(sum(loaded), 0)::bigint as n from load');
  return sum!.n;
}

/** The windows of every unit that is compared with others by a KPI: those of its deployment and the comparators. */
function windowsAround(kpi: ResolvedKpi, open: OpenProgram): Map<string, Windows | null> {
  const { deployment: id } = open.program.kpis.find((entry) => entry.id === kpi.entry)!;
  const { goLive, comparators } = open.program.deployments.find((deployment) => deployment.id === id)!;
  const units = [...Object.keys(goLive), ...comparators];
  return new Map(units.map((unit) => [unit, windowsFor(kpi, unit, open)]));
}

/** All that measuring depends on of windows: which periods of which units are baseline (`phaseOf`). */
function baselinesIn(windows: ReadonlyMap<string, Windows | null>): unknown[] {
  return [...windows].map(([unit, own]) => [unit, own && [own.periodLength, own.baseline, own.excluded]]);
}

/** A KPI's standardised series are held at the baseline that its deployment has in each unit. */
function referenceOf(windows: ReadonlyMap<string, Windows | null>): Reference {
  const isBaseline = (unit: string, period: string) => phaseOf(windows.get(unit) ?? null, period) === 'baseline';
  return { units: [...windows.keys()], isBaseline };
}

/** Opens a loaded program's warehouse for SELECTs over its macros, tables, views and landed rows, and nothing else. */
export async function withPreparedWarehouse<T>(
  { program, directory, catalogue, asOf }: OpenProgram,
  options: WarehouseOptions,
  work: (warehouse: Warehouse) => Promise<T>,
): Promise<T> {
  return withWarehouse(directory, options, async (warehouse) => {
    await prepareMeasuring(warehouse, { program, catalogue, asOf });
    return work(warehouse);
  });
}

async function withWarehouse<T>(
  programDirectory: string,
  options: WarehouseOptions,
  work: (warehouse: Warehouse, cache: string) => Promise<T>,
): Promise<T> {
  const { memoryLimit, threads, cache: other } = options;
  const cache = other ?? join(programDirectory, '.realized');
  // The program is held while this runs, so what lies in tmp is left over from a run that was killed.
  const tempDirectory = join(cache, 'tmp');
  await rm(tempDirectory, { recursive: true, force: true });
  await mkdir(tempDirectory, { recursive: true });
  const settings = { memoryLimit, threads: threads ?? availableParallelism(), tempDirectory };
  const warehouse = await Warehouse.open(join(cache, 'warehouse.duckdb'), settings);
  try {
    return await work(warehouse, cache);
  } finally {
    await warehouse.close();
    if (options.memory !== undefined) options.memory.cacheStamp = await cacheStamp(programDirectory, options);
  }
}
