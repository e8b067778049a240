import { figureSegment } from '../figure.ts';
import type { Results } from './schema.ts';

/** A reference with what it stands for and what that was made from. */
export interface Ancestor {
  /** As in a figure's inputs; a run of periods of one series is one reference, `series:…/<from>…<to>`. */
  reference: string;
  /** What it is, in one line. */
  told: string;
  inputs: Ancestor[];
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
    inputs: inputsOf(results, figure.inputs),
  };
}

/**
 * An ancestry as lines of text, two spaces a generation; a figure that came before is named, not told again.
 */
export function ancestryText(ancestor: Ancestor): string {
  const seen = new Set<string>();
  const lines = ({ reference, told, inputs }: Ancestor, depth: number): string[] => {
    const again = seen.has(reference) && inputs.length > 0;
    seen.add(reference);
    const line = `${'  '.repeat(depth)}${reference}  ${again ? '(see above)' : told}`;
    return again ? [line] : [line, ...inputs.flatMap((input) => lines(input, depth + 1))];
  };
  return lines(ancestor, 0).join('\n');
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
 * @param reference  `figure:`, `series:`, `kpi:`, `file:` or `assumption:` with a name (figure.ts)
 */
export function ancestorOf(results: Results, reference: string): Ancestor {
  const name = reference.slice(reference.indexOf(':') + 1);
  if (reference.startsWith('figure:')) {
    return ancestryOf(results, name) ?? { reference, told: 'not in these results', inputs: [] };
  }
  if (reference.startsWith('series:')) return cellAncestor(results, reference);
  if (reference.startsWith('kpi:')) return kpiAncestor(results, reference, name);
  if (reference.startsWith('file:')) {
    const file = results.inputs.find(({ sha256 }) => sha256 === name);
    const told =
      file === undefined ? 'a file of the program folder' : `${file.file}: ${file.loaded} of ${file.records} records`;
    return { reference, told, inputs: [] };
  }
  return { reference, told: 'a place in program.yaml', inputs: [] };
}

function kpiAncestor(results: Results, reference: string, name: string): Ancestor {
  const kpi = results.kpis.find(({ id }) => id === name);
  if (kpi === undefined) return { reference, told: 'not in these results', inputs: [] };
  const rows = kpi.waterfall.map(({ step, n }) => `${step} ${n}`).join(' → ');
  return {
    reference,
    told: `${kpi.definition}, file ${kpi.sha256}${rows === '' ? '' : `; rows: ${rows}`}`,
    inputs: [],
  };
}

function seriesAncestor(name: string, periods: readonly string[]): Ancestor {
  const [from, to] = [periods[0]!, periods.at(-1)!];
  const span = from === to ? from : `${from}…${to}`;
  return {
    reference: `${name}/${span}`,
    told: `${periods.length} ${periods.length === 1 ? 'period' : 'periods'}`,
    inputs: [],
  };
}

function cellAncestor(results: Results, reference: string): Ancestor {
  const cell = results.series.find((one) => seriesReference(one) === reference);
  if (cell === undefined) return { reference, told: 'not in these results', inputs: [] };
  const { value, reason, n, kpi } = cell;
  const told = `${value ?? `undefined (${reason ?? 'no reason given'})`} over ${n} observations, ${cell.phase}`;
  return { reference, told, inputs: [kpiAncestor(results, `kpi:${kpi}`, kpi)] };
}

/** The reference of a cell of a series, as figures name it. */
export function seriesReference({ kpi, statistic, unit, period }: Results['series'][number]): string {
  return `series:${figureSegment(kpi)}/${statistic}/${figureSegment(unit)}/${period}`;
}
