import { withSealedBaselines } from '../baseline/seal.ts';
import { countWords } from '../count-words.ts';
import { readLedger } from '../ledger/ledger.ts';
import { readSeals } from '../ledger/seals.ts';
import { executiveHtml } from '../render/executive-html.ts';
import { executivePdf } from '../render/executive-pdf.ts';
import { drawReports, renderPages, renderPdfs } from '../render/write-report.ts';
import { runSummary } from '../report/run-summary.ts';
import { type Results, resultsSchema } from '../results/schema.ts';
import { withoutSmallCounts } from '../results/small-counts.ts';
import { seriesArrow } from '../warehouse/series-arrow.ts';
import { financeWorkbook } from '../workbook/finance-workbook.ts';
import { writeWorkbook } from '../workbook/write-workbook.ts';
import { HERE, type Workers, withWorkers } from '../workers/workers.ts';
import { AS_RUN_FILE, type AsRun, asRunOf } from './as-run.ts';
import { checkSideFiles } from './check-side-files.ts';
import { concludeRun } from './conclude-run.ts';
import { type OpenProgram, openProgram } from './open-program.ts';
import { themeOf } from './program-theme.ts';
import { CHANGE_GROUPS, underSeal } from './protocol.ts';
import { decidingFiles, previousRun, runIdOf } from './run-identity.ts';
import { sealStory } from './seal-story.ts';
import { loadProgram, measureProgram, type WarehouseOptions } from './use-warehouse.ts';
import { manifestOf, type Output } from './write-run.ts';

export interface ProduceOptions extends WarehouseOptions {
  /** The folder that holds program.yaml. */
  directory: string;
  /** The day the data is judged on; null for the program's own, else today. */
  asOf: string | null;
}

/** A run before it is published. */
export interface ProducedRun {
  results: Results;
  outputs: Output[];
  /** SHA-256 of what decided it besides the extracts, by name. */
  files: Record<string, string>;
}

/**
 * Everything that a run says, as the files that say it; nothing of it is published yet.
 *
 * ```
 * program.yaml ─ openProgram ─ underSeal ─┐
 * extract files ── loadProgram ─ measureProgram ─ withSealedBaselines ─ concludeRun ─ drawReports ─ renderPages, renderPdfs
 *                  landed rows    series           what was fixed        comparisons    HTML, SVG, PDF
 *                                                                        money, figures   workbook
 * ```
 *
 * @param until  how many ledger entries count: what a past run knew; null for all of them
 * @returns the same bytes for the same inputs, whatever the machine, its zone or the number of threads
 */
export async function produceRun(options: ProduceOptions, until: number | null = null): Promise<ProducedRun> {
  return withWorkers(options.threads, async (workers) => {
    const { results: found, program, measured } = await produceResults(options, until, workers);
    const results = resultsSchema.parse(found);
    options.progress('report', 'charts, pages and PDFs');
    const outputs = await outputsOf(results, asRunOf(program, measured), workers);
    return { results, outputs, files: decidingFiles(program) };
  });
}

/** What a run finds out, before anything is drawn; the program as it was told, and as it was measured under its seals. */
export async function produceResults(
  options: ProduceOptions,
  until: number | null = null,
  workers: Workers = HERE,
): Promise<{ results: Results; program: OpenProgram; measured: OpenProgram }> {
  const now = await openProgram(options.directory, options.asOf);
  const record = await readLedger(now.directory);
  const ledger = record.slice(0, until ?? record.length);
  const seals = await readSeals(now.directory, record, ledger.length);
  const open = seals.protocol === null ? now : underSeal(now, seals.protocol, new Set(CHANGE_GROUPS));
  checkSideFiles(open);

  const loaded = await loadProgram(now, options);
  const today = await measureProgram(open, options);
  const { measured, sealed, moved } = withSealedBaselines(today.measured, seals.baselines);

  options.progress('compare', `${countWords(measured.length, 'KPI')}, baseline against post-stabilization`);
  const runId = runIdOf(now, loaded.inputs, ledger);
  const protocolSealed = seals.protocol?.sealed_at.slice(0, 10) ?? null;
  const findings = [...loaded.findings, ...today.findings];
  const evidence = { loaded, ledger, runId, protocolSealed, findings };
  const concluded = await concludeRun({ ...evidence, open, measured, sealed }, workers, options.memory?.recall);
  const told = await sealStory(concluded, { seals, moved, now, today, evidence, options, workers });
  return { results: { ...told, previous: previousRun(ledger, runId) }, program: now, measured: open };
}

/**
 * The files of a run, made from its results and what it was told to do, and nothing else.
 *
 * @param workers  who draws and prints
 */
export async function outputsOf(results: Results, asRun: AsRun, workers: Workers): Promise<Output[]> {
  const shown = withoutSmallCounts(results);
  const theme = themeOf(asRun.files);
  // The charts first: what follows is made while they are drawn.
  const [drawn, { pdf, page }, workbook] = await Promise.all([
    drawReports(shown, workers, theme),
    executivePdf(shown, theme),
    writeWorkbook(financeWorkbook(shown)),
  ]);
  const printing = renderPdfs(drawn, workers);
  const text = `${JSON.stringify(results, null, 1)}\n`;
  const [pages, pdfs] = await Promise.all([renderPages(drawn), printing]);
  const outputs: Output[] = [
    { path: AS_RUN_FILE, content: `${JSON.stringify(asRun, null, 1)}\n` },
    { path: 'executive.pdf', content: pdf },
    { path: 'executive.html', content: executiveHtml(page, theme) },
    ...pages,
    ...pdfs,
    { path: 'finance.xlsx', content: workbook },
    { path: 'summary.json', content: `${JSON.stringify(runSummary(shown))}\n` },
    { path: 'results.json', content: text },
    { path: 'series.arrow', content: seriesArrow(results.series) },
    ...drawn.charts.flatMap(({ name, spec, svg }) => [
      { path: `charts/${name}.vl.json`, content: `${JSON.stringify(spec)}\n` },
      { path: `charts/${name}.svg`, content: svg },
    ]),
  ];
  return [...outputs, manifestOf(outputs, results)];
}
