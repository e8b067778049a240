import { join } from 'node:path';
import { readLedger } from '../ledger/ledger.ts';
import { renderReport } from '../render/write-report.ts';
import type { Results } from '../results/schema.ts';
import { seriesArrow } from '../warehouse/series-arrow.ts';
import { concludeRun } from './conclude-run.ts';
import { holdProgram } from './hold-program.ts';
import { openProgram } from './open-program.ts';
import { recordRun, runIdOf } from './run-identity.ts';
import { loadProgram, measureProgram, type WarehouseOptions } from './use-warehouse.ts';
import { manifestOf, type Output, writeRun } from './write-run.ts';

export interface RunOptions extends WarehouseOptions {
  /** The folder that holds program.yaml. */
  directory: string;
  /** The day the data is judged on; null for the program's own, else today. */
  asOf: string | null;
  /** Where `<program>/<run>` is written. */
  out: string;
}

export interface RunOutcome {
  results: Results;
  /** The run's folder. */
  folder: string;
}

/**
 * The main job: did the rollout pay off, and why may one believe it?
 *
 * ```
 * program.yaml ─ openProgram ─┐
 * extract files ── loadProgram ─ measureProgram ─ concludeRun ─ renderReport ─ writeRun
 *                  landed rows    series           comparisons    HTML, SVG     reports/<program>/<run>
 *                                                  money, figures
 * ```
 *
 * Nothing is published before everything is there: an error leaves the report, the ledger and the landed files as they were.
 *
 * @throws RealizedError with exit code 2 (configuration), 3 (refused input) or 4 (another run is active)
 */
export async function run(options: RunOptions): Promise<RunOutcome> {
  const open = await openProgram(options.directory, options.asOf);
  return holdProgram(open.directory, async () => {
    const loaded = await loadProgram(open, options);
    const { measured, findings } = await measureProgram(open, options);
    const ledger = await readLedger(open.directory);
    const runId = runIdOf(open, loaded.inputs, ledger);

    options.progress('compare', `${measured.length} KPIs, baseline against post-stabilization`);
    const results = concludeRun({ open, loaded, measured, findings: [...loaded.findings, ...findings], ledger, runId });

    options.progress('report', 'charts and page');
    const { html, charts } = await renderReport(results);
    const outputs: Output[] = [
      { path: 'report.html', content: html },
      { path: 'results.json', content: `${JSON.stringify(results, null, 1)}\n` },
      { path: 'series.arrow', content: seriesArrow(results.series) },
      ...charts.flatMap(({ name, spec, svg }) => [
        { path: `charts/${name}.vl.json`, content: `${JSON.stringify(spec)}\n` },
        { path: `charts/${name}.svg`, content: svg },
      ]),
    ];
    outputs.push(manifestOf(outputs, results));
    const folder = await writeRun(join(options.out, open.program.id), folderName(results), outputs);
    await recordRun(open.directory, ledger, results);
    return { results, folder };
  });
}

/** Sorts by day, and tells runs of one day apart. */
function folderName({ as_of: asOf, run_id: runId }: Results): string {
  return `${asOf}-${runId.slice(0, 12)}`;
}
