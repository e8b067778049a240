import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { UNSEALED } from '../src/baseline/seal.ts';
import { AS_RUN_FILE, parseAsRun } from '../src/pipeline/as-run.ts';
import { concludeRun } from '../src/pipeline/conclude-run.ts';
import { type OpenProgram, openProgram } from '../src/pipeline/open-program.ts';
import { outputsOf } from '../src/pipeline/produce-run.ts';
import { loadProgram, measureProgram, withPreparedWarehouse } from '../src/pipeline/use-warehouse.ts';
import { drawReports, renderPages } from '../src/render/write-report.ts';
import { resultsSchema } from '../src/results/schema.ts';
import { Warehouse } from '../src/warehouse/duckdb.ts';
import { financeWorkbook } from '../src/workbook/finance-workbook.ts';
import { writeWorkbook } from '../src/workbook/write-workbook.ts';
import { openWorkers, withWorkers } from '../src/workers/workers.ts';
import { largeMoney } from './large-money.ts';
import { rawLoad, rawReasonsAndMix, rawScan, rawSeries, rawStandardised } from './raw.ts';
import { rawCatalogue } from './raw-catalogue.ts';

/**
 * One measured piece of work in a process of its own: `task.js NAME PATH MEMORY`. Prints wall and CPU seconds and peak memory as JSON;
 * what prepares the work is not counted.
 */
const [name, path, memoryLimit] = process.argv.slice(2) as [string, string, string];
const quiet = { memoryLimit, threads: null, cache: null, progress: () => {} };

const tasks: Record<string, () => Promise<() => Promise<unknown>>> = {
  'raw load': async () => {
    const { warehouse } = await database();
    return async () => {
      await warehouse.run(rawLoad(join(path, 'extracts/exams.csv')));
      await warehouse.close();
    };
  },
  load: async () => {
    const open = await fresh();
    return () => loadProgram(open, quiet);
  },
  'raw scan': async () => {
    const { warehouse } = await database();
    return () => warehouse.rows(rawScan(join(path, 'extracts/exams.csv')));
  },
  'run of one KPI without report': async () => {
    const all = await fresh();
    // The scan beside it gives one KPI's series, too.
    const open = {
      ...all,
      kpis: all.kpis.slice(0, 1),
      program: { ...all.program, kpis: all.program.kpis.slice(0, 1) },
    };
    return async () => {
      const loaded = await loadProgram(open, quiet);
      const { measured, findings } = await measureProgram(open, quiet);
      const seals = { sealed: UNSEALED, protocolSealed: null, ledger: [], runId: '0'.repeat(64) };
      await concludeRun({ open, loaded, measured, ...seals, findings: [...loaded.findings, ...findings] });
    };
  },
  'raw series': () => byHand(rawSeries),
  'raw series, reasons and mix': () => byHand(() => [...rawSeries(), ...rawReasonsAndMix(), ...rawStandardised()]),
  'raw catalogue': () => byHand(rawCatalogue),
  series: async () => {
    const open = await openProgram(path, null);
    return () => measureProgram(open, quiet);
  },
  workbook: async () => {
    const results = largeMoney(100, 120);
    return async () => writeWorkbook(financeWorkbook(results));
  },
  report: async () => {
    const results = resultsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    const workers = openWorkers(availableParallelism());
    return async () => {
      await renderPages(await drawReports(results, workers));
      await workers.close();
    };
  },
  'all reports': async () => {
    const results = resultsSchema.parse(JSON.parse(readFileSync(join(path, 'results.json'), 'utf8')));
    const asRun = parseAsRun(readFileSync(join(path, AS_RUN_FILE), 'utf8'))!;
    return () => withWorkers(null, (workers) => outputsOf(results, asRun, workers));
  },
};

async function byHand(statements: (open: OpenProgram) => readonly string[]) {
  const open = await openProgram(path, null);
  return () =>
    withPreparedWarehouse(open, quiet, async (warehouse) => {
      for (const sql of statements(open)) await warehouse.rows(sql);
    });
}

async function fresh() {
  rmSync(join(path, '.realized'), { recursive: true, force: true });
  return openProgram(path, null);
}

async function database() {
  const folder = mkdtempSync(join(tmpdir(), 'realized-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const settings = { memoryLimit, threads: availableParallelism(), tempDirectory: join(folder, 'tmp') };
  return { warehouse: await Warehouse.open(join(folder, 'raw.duckdb'), settings) };
}

const work = await tasks[name]!();
const [started, before] = [performance.now(), process.cpuUsage()];
await work();
const { user, system } = process.cpuUsage(before);
const wall = (performance.now() - started) / 1000;
const peakMb = process.resourceUsage().maxRSS / 1024;
process.stdout.write(JSON.stringify({ wall, cpu: (user + system) / 1e6, peakMb }));
process.exit(0);
