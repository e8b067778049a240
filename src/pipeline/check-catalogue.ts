import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countWords } from '../count-words.ts';
import { type ProgramProblem, RealizedError } from '../errors.ts';
import type { Finding } from '../finding.ts';
import type { Kpi } from '../kpi/kpi.ts';
import { resolveKpi } from '../kpi/resolve-kpi.ts';
import { parseProgram } from '../program/parse-program.ts';
import type { KpiEntry } from '../program/program.ts';
import { Warehouse } from '../warehouse/duckdb.ts';
import { LEFT_OUT } from '../warehouse/keep-periods.ts';
import { keyFindings } from '../warehouse/key-findings.ts';
import { measureKpi } from '../warehouse/measure.ts';
import { observationColumns } from '../warehouse/observation-sql.ts';
import { prepareMeasuring } from '../warehouse/prepare.ts';
import { landSampleRows, SAMPLE_ID } from '../warehouse/sample-rows.ts';
import { type Catalogue, readCatalogue } from './catalogue.ts';

/** What a folder's own SQL makes of sample rows. */
export interface CatalogueCheck {
  /** Staging views and marts, with their rows. */
  tables: { name: string; rows: number }[];
  /** Candidate rows and those that count, before whole periods are left out. */
  kpis: { id: string; candidates: number; counted: number }[];
  findings: Finding[];
}

/** Sample rows end four weeks into the year, so every item is mature on this day. */
const AS_OF = '2024-12-31';

/**
 * Do the contracts, staging files, marts and KPIs of a folder work? No program.yaml and no extract is needed.
 *
 * Headers, layers and functions are checked as a run checks them; then all of it runs on sample rows made from the contracts
 * (sample-rows.ts), in memory.
 *
 * @param directory  a folder with `contract/`, `staging/`, `marts/`, `kpi/`; null for what ships
 * @returns the folder's own tables and KPIs, or all that ships; findings where a key does not hold or nothing comes out
 * @throws  `program.invalid` with every problem, `warehouse.sql` for SQL that fails
 */
export async function checkCatalogue(directory: string | null): Promise<CatalogueCheck> {
  const catalogue = await readCatalogue(directory);
  const shipped = directory === null ? null : await readCatalogue(null);
  const own = ownPart(catalogue, shipped);
  const tempDirectory = await mkdtemp(join(tmpdir(), 'realized-check-'));
  const warehouse = await Warehouse.open(':memory:', { memoryLimit: '1GB', threads: 2, tempDirectory });
  try {
    for (const contract of catalogue.contracts) await landSampleRows(warehouse, contract);
    await prepareMeasuring(warehouse, { program: PROGRAM, catalogue, asOf: AS_OF });
    const tables: CatalogueCheck['tables'] = [];
    for (const { name, file } of [...own.staging, ...own.marts]) {
      const [row] = await warehouse.rows<{ rows: number }>(`select count(*) as rows from ${name}`, [], file);
      tables.push({ name, rows: row!.rows });
    }
    const findings = await keyFindings(warehouse, own);
    const problems: ProgramProblem[] = [];
    const kpis: CatalogueCheck['kpis'] = [];
    for (const kpi of own.kpis) {
      const resolved = resolveKpi(kpi, entryOf(kpi), PROGRAM);
      problems.push(...columnProblems(kpi, [...(await observationColumns(warehouse, resolved)).keys()]));
      const { waterfall } = await measureKpi(warehouse, resolved, AS_OF, null);
      const isOfRow = (step: string) => ![...LEFT_OUT, 'observations'].includes(step);
      const counted = waterfall.findLast(({ step }) => isOfRow(step))!.n;
      kpis.push({ id: kpi.id, candidates: waterfall[0]!.n, counted });
    }
    if (problems.length > 0) throw new RealizedError('program.invalid', { problems });
    return { tables, kpis, findings: [...findings, ...silent(tables, kpis)] };
  } finally {
    await warehouse.close();
    await rm(tempDirectory, { recursive: true, force: true });
  }
}

/** What a check has found, for a terminal. */
export function catalogueCheckSummary({ tables, kpis, findings }: CatalogueCheck): string {
  return [
    ...tables.map(({ name, rows }) => `  ${name}: ${countWords(rows, 'row')}`),
    ...kpis.map(
      ({ id, candidates, counted }) => `  ${id}: ${countWords(candidates, 'candidate row')}, ${counted} count`,
    ),
    ...findings.map(({ severity, code, message }) => `${severity}  ${code}  ${message}`),
    `${countWords(tables.length, 'table')} and ${countWords(kpis.length, 'KPI')} ran on sample rows; ${findings.length} to look at`,
  ].join('\n');
}

function ownPart(all: Catalogue, shipped: Catalogue | null): Catalogue {
  if (shipped === null) return all;
  const added = <T>(items: T[], old: T[], name: (item: T) => string) =>
    items.filter((item) => !old.some((other) => name(other) === name(item)));
  return {
    macros: [],
    contracts: added(all.contracts, shipped.contracts, ({ kind }) => kind),
    staging: added(all.staging, shipped.staging, ({ name }) => name),
    marts: added(all.marts, shipped.marts, ({ name }) => name),
    kpis: added(all.kpis, shipped.kpis, ({ id }) => id),
    sources: added(all.sources, shipped.sources, ({ file }) => file),
  };
}

/** What the header promises and the select returns must agree. */
function columnProblems({ id, strata }: Kpi, columns: readonly string[]): ProgramProblem[] {
  const file = `kpi/${id}.sql`;
  const problem = (message: string, hint: string) => [{ file, line: 1, column: 1, message, hint }];
  const hasStratum = columns.includes('stratum');
  if (strata.length > 0 && !hasStratum)
    return problem('its header names strata, its select returns none', 'return «stratum», or write `strata: none`');
  if (strata.length === 0 && hasStratum)
    return problem('its select returns a stratum that its header does not name', 'name it under `strata:`');
  return [];
}

/** Tables and KPIs from which nothing comes: a join or a condition that no row meets, or one that sample rows do not. */
function silent(tables: CatalogueCheck['tables'], kpis: CatalogueCheck['kpis']): Finding[] {
  const none = [
    ...tables.filter(({ rows }) => rows === 0).map(({ name }) => `${name} has no row`),
    ...kpis.filter(({ counted }) => counted === 0).map(({ id }) => `${id} counts no row`),
  ];
  return none.map((what) => ({
    code: 'nothing-on-sample-rows',
    severity: 'warn',
    message: `${what}: right where it waits for what sample rows lack, else a join or a condition that nothing meets`,
    at: {},
  }));
}

/** Text of sample rows is `1` or `2`, so a required parameter that is compared with a text finds some. */
function entryOf(kpi: Kpi): KpiEntry {
  const required = kpi.parameters.filter((parameter) => parameter.default === null);
  return {
    id: kpi.id,
    definition: kpi.id,
    deployment: SAMPLE_ID,
    parameters: Object.fromEntries(required.map(({ name }) => [name, '1'])),
    period: null,
    label: null,
    unit: kpi.unit === null ? '1' : null,
    direction: kpi.direction === null ? 'decrease' : null,
    per: kpi.per === null ? 1 : null,
    target: null,
    minimumImportantChange: null,
    owner: null,
    drift: null,
    acknowledge: [],
    people: null,
  };
}

/** One unit and one service, as sample rows name them; nothing of it is read but that. */
const PROGRAM = parseProgram(
  `format: 1
program: ${SAMPLE_ID}
title: Sample rows
time_zone: UTC
currency: USD
price_year: 2024
units: [{ id: ${SAMPLE_ID}, site: Sample, department: Sample }]
services: [{ id: ${SAMPLE_ID}, units: [${SAMPLE_ID}], agreed: 24x7, vendor: "1", sla: 0.99 }]
deployments:
  - id: ${SAMPLE_ID}
    title: Sample
    go_live: { ${SAMPLE_ID}: 2024-01-15 }
    baseline: { periods: 2 }
    stabilization: { periods: 1 }
extracts: [{ kind: sample, files: none.csv }]
kpis: [{ id: sample, definition: sample, deployment: sample }]
`,
  'sample',
  { kinds: [SAMPLE_ID], kpis: [SAMPLE_ID] },
);
