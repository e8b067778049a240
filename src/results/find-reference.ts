import { nearest } from '../errors.ts';
import { figureSegment } from '../figure.ts';
import { seriesReference } from './ancestry.ts';
import type { Results } from './schema.ts';

/** How many ids are offered in place of one that does not exist. */
const OFFERED = 5;

/**
 * Which number or source of a run does somebody mean?
 *
 * @param written  a figure's id as it stands, or `figure:`, `series:`, `kpi:`, `extract:`, `file:` with a name; in a series
 *                 the unit may also be written with its slash
 * @returns the reference, or the nearest ones that exist
 * @example findReference(results, 'pacs.reads.demonstratd')  // { reference: null, near: ['pacs.reads.demonstrated', …] }
 */
export function findReference(
  results: Results,
  written: string,
): { reference: string; near: null } | { reference: null; near: string[] } {
  const reference = /^(figure|series|kpi|extract|file):/.test(written) ? seriesEncoded(written) : `figure:${written}`;
  if (exists(results, reference)) return { reference, near: null };
  const known = reference.startsWith('series:')
    ? seriesLike(results, reference)
    : [...Object.keys(results.figures), ...results.kpis.map(({ id }) => `kpi:${id}`)];
  return { reference: null, near: nearestOf(written.replace(/^figure:/, ''), known) };
}

function exists(results: Results, reference: string): boolean {
  const name = reference.slice(reference.indexOf(':') + 1);
  if (reference.startsWith('figure:')) return Object.hasOwn(results.figures, name);
  if (reference.startsWith('kpi:')) return results.kpis.some(({ id }) => id === name);
  if (reference.startsWith('extract:')) return results.inputs.some(({ kind }) => kind === name);
  if (reference.startsWith('file:')) return results.inputs.some(({ sha256 }) => sha256 === name);
  return results.series.some((cell) => seriesReference(cell) === reference);
}

/** `series:reads/total/main/imaging/2024-09-23` with the unit's slash as references write it. */
function seriesEncoded(written: string): string {
  const match = /^series:([^/]+)\/([^/]+)\/(.+)\/([^/]+)$/.exec(written);
  if (match === null) return written;
  const [, kpi, statistic, unit, period] = match as unknown as [string, string, string, string, string];
  return `series:${kpi}/${statistic}/${unit.includes('%') ? unit : figureSegment(unit)}/${period}`;
}

/** Cells that share the period, or the KPI, with what was meant. */
function seriesLike({ series }: Results, reference: string): string[] {
  const period = reference.slice(reference.lastIndexOf('/') + 1);
  const kpi = reference.slice('series:'.length).split('/')[0];
  const ofPeriod = series.filter((cell) => cell.period === period);
  const like = ofPeriod.length > 0 ? ofPeriod : series.filter((cell) => cell.kpi === kpi);
  return [...new Set(like.map(seriesReference))];
}

function nearestOf(written: string, known: readonly string[]): string[] {
  const left = new Set(known);
  const words = written.split(/[.:/]/).filter((word) => word.length > 2);
  const hits = (id: string) => words.filter((word) => id.includes(word)).length;
  const found: string[] = [];
  for (let near = nearest(written, left); near !== null && found.length < OFFERED; near = nearest(written, left)) {
    found.push(near);
    left.delete(near);
  }
  const likely = [...left].filter((id) => hits(id) > 0).sort((a, b) => hits(b) - hits(a) || a.length - b.length);
  return [...found, ...likely].slice(0, OFFERED);
}
