import { type Ancestor, ancestorOf } from '../results/ancestry.ts';
import { ancestryText } from '../results/ancestry-text.ts';
import type { Results } from '../results/schema.ts';
import { type ExplainOptions, findInReport } from './find-in-report.ts';
import type { Assumptions } from './read-assumptions.ts';
import { latestReport, readResults } from './read-results.ts';

/** Where a number of a report comes from. */
export interface Explanation {
  folder: string;
  runId: string;
  asOf: string;
  ancestor: Ancestor;
  /** The same as a tree of text. */
  text: string;
  /** What a reader must know besides. */
  notes: string[];
}

/**
 * Where does a number of a report come from?
 *
 * Read from the report alone, and from program.yaml for what was assumed; neither cache nor extracts are needed.
 *
 * @throws `figure.unknown` with the nearest ids, `report.changed`, `usage.invalid` where there is no report
 * @example (await explain({ directory, report: null, written: 'total.financial.net' })).ancestor.told
 */
export async function explain(options: ExplainOptions): Promise<Explanation> {
  const { folder, results, reference } = await findInReport(options);
  const found = ancestorOf(results, reference);
  // A series rests on no assumption, and program.yaml takes as long to read as all the rest.
  const ancestor = reference.startsWith('figure:') ? await withAssumptions(found, options.directory, results) : found;
  return {
    folder,
    runId: results.run_id,
    asOf: results.as_of,
    ancestor,
    text: ancestryText(ancestor),
    notes: sealNotes(results, reference),
  };
}

/** Every figure of a report with its value, for somebody who does not know its id yet. */
export async function figuresOf({ directory, report }: Omit<ExplainOptions, 'written'>): Promise<Results['figures']> {
  return (await readResults(report ?? (await latestReport(directory)))).figures;
}

/** Assumptions say where they stand in program.yaml; one that was changed since the seal says that the sealed value counts. */
async function withAssumptions(ancestor: Ancestor, directory: string, results: Results): Promise<Ancestor> {
  const { readAssumptions } = await import('./read-assumptions.ts');
  return placed(ancestor, await readAssumptions(directory), results);
}

function placed(ancestor: Ancestor, assumptions: Assumptions, results: Results): Ancestor {
  const inputs = ancestor.inputs.map((input) => placed(input, assumptions, results));
  if (!ancestor.reference.startsWith('assumption:')) return { ...ancestor, inputs };
  const path = ancestor.reference.slice('assumption:'.length);
  const place = assumptions(path);
  if (place === null) return { ...ancestor, told: 'not in program.yaml today' };
  const changed = results.changes.some((change) => change.path.startsWith(`program.${path.replaceAll('/', '.')}`));
  const sealed = changed ? '; changed since the seal, and the sealed value counts' : '';
  return { ...ancestor, told: `program.yaml:${place.line}: ${place.text}${sealed}` };
}

function sealNotes({ changes }: Results, reference: string): string[] {
  const match = /^series:([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(reference);
  if (match === null) return [];
  const path = [match[1], match[2], match[3]!.replaceAll('%2F', '/'), match[4]].join('.');
  const moved = changes.find((change) => change.path === path);
  return moved === undefined ? [] : [`the seal holds ${moved.sealed}, today's extracts give ${moved.now}`];
}
