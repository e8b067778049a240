import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LibraryRun, libraryHtml } from '../render/library-html.ts';
import type { RunSummary } from '../report/run-summary.ts';
import { writeAtomic } from './write-atomic.ts';

const PAGE = 'index.html';

/**
 * Writes the page that lists every program and run below a folder, whole or not at all.
 *
 * Two runs may end at once: after writing, each looks again, and writes again until what it wrote is what is there. So
 * whichever writes last has seen the other.
 *
 * @param out  where `<program>/<run>` lie
 */
export async function writeLibrary(out: string): Promise<void> {
  let written = '';
  for (;;) {
    const runs = await runsBelow(out, '');
    const page = libraryHtml(byProgram(runs));
    if (page === written) return;
    await writeAtomic(join(out, PAGE), page);
    written = page;
  }
}

/** The runs below a folder. A program's id may hold `/`, so its runs may lie deeper. */
async function runsBelow(out: string, folder: string): Promise<LibraryRun[]> {
  const summary = await readSummary(join(out, folder));
  if (summary !== null) return [{ folder, summary }];
  const entries = await readdir(join(out, folder), { withFileTypes: true }).catch(() => []);
  // A folder of a run without a summary holds charts/ and nothing that could be a run.
  const below = entries.filter(
    (entry) => entry.isDirectory() && !/^\.|\.old$/.test(entry.name) && !['latest', 'charts'].includes(entry.name),
  );
  const runs = await Promise.all(below.map(({ name }) => runsBelow(out, folder === '' ? name : `${folder}/${name}`)));
  return runs.flat();
}

/** Null where the folder is none of a run, or a run is being replaced this moment. */
async function readSummary(folder: string): Promise<RunSummary | null> {
  const text = await readFile(join(folder, 'summary.json'), 'utf8').catch(() => null);
  if (text === null) return null;
  const summary = JSON.parse(text) as RunSummary;
  return summary.format === 2 ? summary : null;
}

/** Programs by title, the runs of each newest first. */
function byProgram(runs: readonly LibraryRun[]): LibraryRun[][] {
  const programs = new Map<string, LibraryRun[]>();
  for (const run of runs) {
    const { id } = run.summary.program;
    programs.set(id, [...(programs.get(id) ?? []), run]);
  }
  const sorted = [...programs.values()].map((own) => own.sort(newestFirst));
  return sorted.sort((a, b) => order(a[0]!.summary.program.title, b[0]!.summary.program.title));
}

function newestFirst(a: LibraryRun, b: LibraryRun): number {
  return order(b.summary.as_of, a.summary.as_of) || order(a.folder, b.folder);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
