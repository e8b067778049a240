import { countWords } from '../count-words.ts';
import { seriesPath } from '../figure.ts';
import type { Results } from './schema.ts';

/** A reference with what it stands for and what that was made from. */
export interface Ancestor {
  /** As in a figure's inputs; a run of periods of one series is one reference, `series:…/<from>…<to>`. */
  reference: string;
  /** What it is, in one line. */
  told: string;
  /** Looked up when asked for: figures share much of what they were made from. */
  readonly inputs: Ancestor[];
}

/**
 * Where does a figure come from?
 *
 * Figures lead to figures, to the KPI with the hash of its file and its rows step by step, to the periods of its series,
 * to extract files and to places in program.yaml.
 *
 * @param id  a figure of `results.figures`
 * @returns null where the results hold no such figure
 * @example ancestryOf(results, 'pacs.reads.demonstrated')?.inputs.map(({ reference }) => reference)
 */
export function ancestryOf(results: Results, id: string): Ancestor | null {
  const figure = results.figures[id];
  if (figure === undefined) return null;
  const value =
    figure.value === null ? `undefined (${figure.reason ?? 'no reason given'})` : figure.value.toFixed(figure.digits);
  const unit = figure.unit === '1' ? '' : ` ${figure.unit}`;
  return {
    reference: `figure:${id}`,
    told: `${value}${unit} = ${figure.formula}`,
    get inputs() {
      return inputsOf(results, figure.inputs);
    },
  };
}

function inputsOf(results: Results, references: readonly string[]): Ancestor[] {
  const series = new Map<string, string[]>();
  const ancestors: Ancestor[] = [];
  for (const reference of references) {
    if (!reference.startsWith('series:')) {
      ancestors.push(ancestorOf(results, reference));
      continue;
    }
    const at = reference.lastIndexOf('/');
    const periods = series.get(reference.slice(0, at)) ?? [];
    series.set(reference.slice(0, at), [...periods, reference.slice(at + 1)]);
  }
  return [...ancestors, ...[...series].map(([name, periods]) => seriesAncestor(name, periods))];
}

/**
 * What does any reference of a figure's inputs stand for, and where does that come from?
 *
 * @param reference  `figure:`, `series:`, `kpi:`, `file:` or `assumption:` with a name (figure.ts), or `extract:<kind>`
 */
export function ancestorOf(results: Results, reference: string): Ancestor {
  const name = reference.slice(reference.indexOf(':') + 1);
  if (reference.startsWith('figure:')) {
    return ancestryOf(results, name) ?? { reference, told: 'not in these results', inputs: [] };
  }
  if (reference.startsWith('series:')) return cellAncestor(results, reference);
  if (reference.startsWith('kpi:')) return kpiAncestor(results, name);
  if (reference.startsWith('extract:')) return extractAncestor(results, name);
  if (reference.startsWith('file:')) return fileAncestor(results, name);
  return { reference, told: 'a place in program.yaml', inputs: [] };
}

function kpiAncestor(results: Results, name: string): Ancestor {
  const reference = `kpi:${name}`;
  const kpi = results.kpis.find(({ id }) => id === name);
  if (kpi === undefined) return { reference, told: 'not in these results', inputs: [] };
  const parameters = Object.entries(kpi.parameters).map(([key, value]) => `${key} ${value}`);
  const rows = kpi.waterfall.map(({ step, n }) => `${step} ${n}`);
  const facts = [
    `kpi/${kpi.definition}.sql with the SHA-256 ${kpi.sha256}`,
    ...(parameters.length === 0 ? [] : [`parameters: ${parameters.join(', ')}`]),
    ...(rows.length === 0 ? [] : [`rows: ${rows.join(' → ')}`]),
  ];
  const inputs = kpi.kinds.map((kind) => extractAncestor(results, kind));
  return { reference, told: facts.join('; '), inputs };
}

function extractAncestor({ inputs }: Results, kind: string): Ancestor {
  const files = inputs.filter((input) => input.kind === kind);
  const count = (key: 'records' | 'loaded' | 'rejected' | 'skipped') => files.reduce((sum, file) => sum + file[key], 0);
  return {
    reference: `extract:${kind}`,
    told: `${countWords(files.length, 'file')}, ${count('records')} records = ${count('loaded')} loaded + ${count('rejected')} rejected + ${count('skipped')} skipped`,
    inputs: files.map(fileOf),
  };
}

function fileAncestor({ inputs }: Results, sha256: string): Ancestor {
  const file = inputs.find((input) => input.sha256 === sha256);
  return file === undefined
    ? { reference: `file:${sha256}`, told: 'a file of the program folder', inputs: [] }
    : fileOf(file);
}

function fileOf({ sha256, file, loaded, records }: Results['inputs'][number]): Ancestor {
  return { reference: `file:${sha256}`, told: `${file}: ${loaded} of ${records} records loaded`, inputs: [] };
}

function seriesAncestor(name: string, periods: readonly string[]): Ancestor {
  const [from, to] = [periods[0]!, periods.at(-1)!];
  const span = from === to ? from : `${from}…${to}`;
  return {
    reference: `${name}/${span}`,
    told: countWords(periods.length, 'period'),
    inputs: [],
  };
}

function cellAncestor(results: Results, reference: string): Ancestor {
  const cell = results.series.find((one) => seriesReference(one) === reference);
  if (cell === undefined) return { reference, told: 'not in these results', inputs: [] };
  const { value, reason, n, kpi } = cell;
  const told = `${value ?? `undefined (${reason ?? 'no reason given'})`} over ${n === null ? 'a count that is withheld' : countWords(n, 'observation')}, ${cell.phase}`;
  return { reference, told, inputs: [kpiAncestor(results, kpi)] };
}

/** The reference of a cell of a series, as figures name it. */
export function seriesReference(cell: Results['series'][number]): string {
  return `${seriesPath(cell)}/${cell.period}`;
}
