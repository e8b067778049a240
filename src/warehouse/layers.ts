import type { SqlFile, StandingCatalogue } from './catalogue.ts';
import { PARAMETER_TABLES } from './parameter-tables.ts';

/** What a select rests on, layer by layer, each in the order in which it must be made. */
export interface Layers {
  macros: SqlFile[];
  /** Names of parameter tables. */
  parameters: string[];
  staging: SqlFile[];
  marts: SqlFile[];
  /** Extract kinds whose rows reach it. */
  kinds: string[];
  /** Extract kinds that `data_span` is asked for; null where a text reads it without naming them. */
  spans: string[] | null;
}

/**
 * Which macros, parameter tables, staging files, marts and extract kinds does this select rest on?
 *
 * Read from the names in the texts, which carry their layer (`stg_`, `fct_`, `dim_`); comments do not count. Kinds that feed
 * another come with it.
 *
 * @param sql  a KPI's select, or any that keeps to the layers (check-sql.ts)
 * @example layersBehind(catalogue, 'select * from fct_tally').kinds  // ['tally']
 */
export function layersBehind(catalogue: StandingCatalogue, sql: string): Layers {
  const own = names(sql);
  const marts = catalogue.marts.filter(({ name }) => own.has(name));
  const texts = [sql, ...marts.map((file) => file.sql)];
  const named = new Set(texts.flatMap((text) => [...names(text)]));
  const feeds = catalogue.contracts.filter((contract) => contract.feeds !== null);
  const direct = catalogue.staging.filter(({ name }) => named.has(name));
  const feeders = feeds.filter((contract) => direct.some(({ name }) => name === `stg_${contract.feeds}`));
  const staging = catalogue.staging.filter(
    (file) => direct.includes(file) || feeders.some(({ kind }) => file.name === `stg_${kind}`),
  );
  const all = new Set([...texts, ...staging.map((file) => file.sql)].flatMap((text) => [...names(text)]));
  return {
    macros: catalogue.macros.filter(({ name }) => all.has(name)),
    parameters: PARAMETER_TABLES.filter((name) => name !== 'kpi_parameter' && named.has(name)),
    staging,
    marts,
    kinds: staging.map(({ name }) => name.replace(/^stg_/, '')),
    spans: spansIn(texts, catalogue),
  };
}

/** Each place that reads `data_span` names one kind, as `kind = 'imaging_exam'`; where one does not, all may be meant. */
function spansIn(texts: readonly string[], { contracts }: StandingCatalogue): string[] | null {
  const known = new Set(contracts.map(({ kind }) => kind));
  const kinds = new Set<string>();
  for (const text of texts.map(withoutComments)) {
    const named = [...text.matchAll(/\bkind\s*=\s*'([^']*)'/g)]
      .map(([, kind]) => kind!)
      .filter((kind) => known.has(kind));
    if ((text.match(/\bdata_span\b/g) ?? []).length > named.length) return null;
    for (const kind of named) kinds.add(kind);
  }
  return [...kinds];
}

function names(sql: string): Set<string> {
  return new Set(withoutComments(sql).match(/\b[a-z_][a-z0-9_]*\b/g) ?? []);
}

function withoutComments(sql: string): string {
  return sql.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/--.*$/gm, ' ');
}
