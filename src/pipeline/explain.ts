import { RealizedError } from '../errors.ts';
import { type Ancestor, ancestorOf } from '../results/ancestry.ts';
import { ancestryText } from '../results/ancestry-text.ts';
import { findReference } from '../results/find-reference.ts';
import type { Results } from '../results/schema.ts';
import { type Assumptions, readAssumptions } from './read-assumptions.ts';
import { latestReport, readResults } from './read-results.ts';

export interface ExplainOptions {
  /** The folder that holds program.yaml. */
  directory: string;
  /** The run's folder; null for reports/<program>/latest. */
  report: string | null;
  /** A figure's id, or a reference (find-reference.ts). */
  written: string;
}

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
export async function explain({ directory, report, written }: ExplainOptions): Promise<Explanation> {
  const folder = report ?? (await latestReport(directory));
  const [results, assumptions] = await Promise.all([readResults(folder), readAssumptions(directory)]);
  const reference = referenceOf(results, written);
  const ancestor = withAssumptions(ancestorOf(results, reference), assumptions, results);
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

/** The reference that somebody means, or `figure.unknown`. */
export function referenceOf(results: Results, written: string): string {
  const { reference, near } = findReference(results, written);
  if (reference === null) throw new RealizedError('figure.unknown', { written, near });
  return reference;
}

/** Assumptions say where they stand in program.yaml; one that was changed since the seal says that the sealed value counts. */
function withAssumptions(ancestor: Ancestor, assumptions: Assumptions, results: Results): Ancestor {
  const inputs = ancestor.inputs.map((input) => withAssumptions(input, assumptions, results));
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
