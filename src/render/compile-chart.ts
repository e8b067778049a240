import type { Spec } from '../chart/chart.ts';

/** What Vega draws, as far as charts of one kind differ in it. */
interface Compiled {
  height: number;
  data: { values?: unknown }[];
  scales: { domain?: unknown }[];
}

/** What is left out of a specification's form: it is filled in again for each chart. */
interface Fill {
  height: number;
  rows: object[][];
  domains: number[][];
}

interface Template {
  compiled: Compiled;
  domains: number[][];
}

/** By form. A program of hundreds of charts has far fewer of them: what differs is which lines, marks and verdicts are drawn. */
const templates = new Map<string, Template | null>();

/**
 * Vega-Lite's compiler, run once for all charts of one form: those that differ in rows, domains of scales and height alone.
 * Compiling takes half of a drawing.
 *
 * @param compile  what Vega-Lite makes of a specification
 * @returns what `compile` returns, of rows of its own
 */
export function compileChart(spec: Spec, compile: (spec: Spec) => unknown): unknown {
  const { form, hollow, fill } = formOf(spec);
  let template = templates.get(form);
  if (template === undefined) {
    template = templateOf(compile(hollow) as Compiled, fill);
    templates.set(form, template);
  }
  return template === null ? compile(structuredClone(spec)) : filled(template, fill);
}

/** @returns the form; a specification of it with the fill's own domains and height, and the numbers of its rows; the fill */
function formOf({ height, ...spec }: Spec): { form: string; hollow: Spec; fill: Fill } {
  const rows = new Map<string, { hole: number; rows: object[] }>();
  const domains: number[][] = [];
  const withoutRows = (key: string, value: unknown) => {
    if (key !== 'values' || !Array.isArray(value)) return value;
    // Layers over the same rows share one source, so equal rows have one number.
    const text = JSON.stringify(value);
    if (!rows.has(text)) rows.set(text, { hole: rows.size, rows: value });
    return [{ hole: rows.get(text)!.hole }];
  };
  const withoutDomains = (key: string, value: unknown) => {
    if (key !== 'domain' || !isNumbers(value)) return value;
    const at = domains.findIndex((domain) => isSame(domain, value));
    if (at < 0) domains.push(value);
    // Whether zero lies within decides where marks begin.
    const side = value.every((limit) => limit > 0) ? 'above' : value.every((limit) => limit < 0) ? 'below' : 'around';
    return `${at < 0 ? domains.length - 1 : at} ${side} zero`;
  };
  const hollow = JSON.parse(JSON.stringify(spec, withoutRows)) as Spec;
  const form = JSON.stringify(hollow, withoutDomains);
  const fill = { height: height as number, rows: [...rows.values()].map((one) => one.rows), domains };
  return { form, hollow: { ...hollow, height }, fill };
}

/** Null where a hole cannot be found again. */
function templateOf(compiled: Compiled, { rows, domains }: Fill): Template | null {
  const found = new Set(compiled.data.map(holeOf));
  const isWhole =
    rows.every((_, hole) => found.has(hole)) &&
    domains.every((domain) => compiled.scales.some((scale) => isSame(scale.domain, domain)));
  return isWhole ? { compiled, domains } : null;
}

function filled({ compiled, domains }: Template, fill: Fill): Compiled {
  const own = structuredClone(compiled);
  const data = own.data.map((source) => {
    const hole = holeOf(source);
    // Vega marks the rows that it is given: it gets its own copy.
    return hole === null ? source : { ...source, values: structuredClone(fill.rows[hole]) };
  });
  const scales = own.scales.map((scale) => {
    const at = domains.findIndex((domain) => isSame(scale.domain, domain));
    return at < 0 ? scale : { ...scale, domain: fill.domains[at] };
  });
  return { ...own, height: fill.height, data, scales };
}

function holeOf({ values }: Compiled['data'][number]): number | null {
  return Array.isArray(values) && values.length === 1 && typeof values[0].hole === 'number' ? values[0].hole : null;
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'number');
}

function isSame(a: unknown, b: readonly number[]): boolean {
  return isNumbers(a) && a.length === b.length && a.every((one, i) => one === b[i]);
}
