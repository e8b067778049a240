import type { Spec } from '../chart/chart.ts';

/** What Vega draws, as far as charts of one kind differ in it. */
interface Compiled {
  data: { name: string; values?: unknown }[];
  scales: { domain?: unknown }[];
  signals?: { name: string; value?: unknown }[];
}

/** A chart as Vega takes it: a specification that is the same object for all charts of one form, and what is this chart's own. */
export interface CompiledChart {
  vega: object;
  height: number;
  /** Rows by the name of their data source; the chart's own copies, because Vega marks the rows that it is given. */
  rows: Record<string, object[]>;
  /** Values by the name of their signal. */
  signals: Record<string, unknown>;
}

/** What is left out of a specification's form: it is filled in again for each chart. */
interface Fill {
  height: number;
  rows: object[][];
  domains: number[][];
}

/** By form. A program of hundreds of charts has far fewer of them: what differs is which lines, marks and verdicts are drawn. */
const templates = new Map<string, Compiled | null>();

/**
 * Vega-Lite's compiler, run once for all charts of one form: those that differ in rows, domains of scales and height alone.
 * Compiling takes half of a drawing, and what Vega makes of a form is for all of them, too.
 *
 * @param compile  what Vega-Lite makes of a specification
 */
export function compileChart(spec: Spec, compile: (spec: Spec) => unknown): CompiledChart {
  const { form, hollow, fill } = formOf(spec);
  let template = templates.get(form);
  if (template === undefined) {
    template = templateOf(compile(hollow) as Compiled, fill);
    templates.set(form, template);
  }
  const { height } = fill;
  if (template === null) return { vega: compile(structuredClone(spec)) as object, height, rows: {}, signals: {} };
  const holes = template.data.flatMap(({ name, values }) => {
    const hole = holeOf(values);
    return hole === null ? [] : [[name, fill.rows[hole]!.map((row) => ({ ...row }))] as const];
  });
  const signals = fill.domains.map((domain, at) => [domainSignal(at), domain] as const);
  return { vega: template, height, rows: Object.fromEntries(holes), signals: Object.fromEntries(signals) };
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

/** What all charts of a form share, a signal in place of each domain; null where a hole cannot be found again. */
function templateOf(compiled: Compiled, { rows, domains }: Fill): Compiled | null {
  const found = new Set(compiled.data.map(({ values }) => holeOf(values)));
  const isWhole =
    rows.every((_, hole) => found.has(hole)) &&
    domains.every((domain) => compiled.scales.some((scale) => isSame(scale.domain, domain)));
  if (!isWhole) return null;
  const scales = compiled.scales.map((scale) => {
    const at = domains.findIndex((domain) => isSame(scale.domain, domain));
    return at < 0 ? scale : { ...scale, domain: { signal: domainSignal(at) } };
  });
  const signals = domains.map((value, at) => ({ name: domainSignal(at), value }));
  return { ...compiled, scales, signals: [...(compiled.signals ?? []), ...signals] };
}

function domainSignal(at: number): string {
  return `domain_${at}`;
}

function holeOf(values: unknown): number | null {
  return Array.isArray(values) && values.length === 1 && typeof values[0].hole === 'number' ? values[0].hole : null;
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'number');
}

function isSame(a: unknown, b: readonly number[]): boolean {
  return isNumbers(a) && a.length === b.length && a.every((one, i) => one === b[i]);
}
