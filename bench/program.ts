import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** Weeks of data: a baseline of 78, a stabilization of 12 and a post window of 39, as in riverside. */
const WEEKS = 129;
const GO_LIVE = '2024-07-01';
const COMPARATOR = 'west/imaging';

/** Units that have exams, and how often each KPI is entered. */
export interface BenchShape {
  units: readonly string[];
  entries: number;
}

const THREE_UNITS = ['main/imaging', 'east/imaging', 'west/imaging'];

/**
 * A program of one CSV file of imaging exams, as large as asked: long random ids, lognormal waits, one record in a hundred
 * broken. Synthetic, made by DuckDB with a fixed seed.
 *
 * @returns the program's folder and its CSV file
 */
export async function benchProgram(
  folder: string,
  rows: number,
  shape: BenchShape = { units: THREE_UNITS, entries: 1 },
): Promise<{ directory: string; csv: string }> {
  mkdirSync(join(folder, 'extracts'), { recursive: true });
  const csv = join(folder, 'extracts', 'exams.csv');
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run('select setseed(0.1855)');
  await connection.run(`copy (
    with drawn as (
      select i, random() as a, random() as b, random() as c, random() as d, random() as e,
        timestamp '2023-01-02' + to_seconds((random() * ${WEEKS} * 604800)::bigint) as ordered
      from range(${rows}) as t(i)
    )
    select
      uuid()::varchar as exam_id,
      [${shape.units.map((unit) => `'${unit}'`).join(', ')}][1 + (a * ${shape.units.length})::integer % ${shape.units.length}] as unit_id,
      ['CT', 'MR', 'XR', 'US'][1 + (b * 4)::integer % 4] as modality,
      case when c < 0.2 then 'stat' when c < 0.5 then 'urgent' else 'routine' end as priority,
      ['ed', 'inpatient', 'outpatient'][1 + (d * 3)::integer % 3] as patient_class,
      'completed' as status,
      case when e < 0.01 then 'unknown' else strftime(ordered, '%Y-%m-%d %H:%M:%S') end as ordered_at,
      strftime(ordered + to_seconds((600 + 1800 * a)::bigint), '%Y-%m-%d %H:%M:%S') as exam_begin_at,
      strftime(ordered + to_seconds((1200 + 3600 * a)::bigint), '%Y-%m-%d %H:%M:%S') as exam_end_at,
      strftime(ordered + to_seconds((1500 + 3600 * a + 5400 * exp(2 * b - 1))::bigint), '%Y-%m-%d %H:%M:%S') as final_at,
      d < 0.1 as outsourced
    from drawn
  ) to '${csv}' (header)`);
  connection.closeSync();
  instance.closeSync();
  writeFileSync(join(folder, 'program.yaml'), programText(shape));
  return { directory: folder, csv };
}

function programText({ units, entries }: BenchShape): string {
  const kpis = {
    order: 'imaging_order_to_report',
    stat: 'imaging_order_to_report_stat',
    exam: 'imaging_exam_to_report',
    share: 'imaging_stat_share',
    reads: 'imaging_outsourced_reads',
  };
  return `format: 1
program: bench
title: Benchmark
time_zone: America/Chicago
currency: USD
price_year: 2024
period: week
as_of: 2025-06-30
synthetic: Made by bench/program.ts to be measured.
units:
${units.map((unit) => `  - { id: ${unit}, site: ${unit.split('/')[0]}, department: Imaging }`).join('\n')}
deployments:
  - id: pacs
    title: PACS
    go_live: { ${units
      .filter((unit) => unit !== COMPARATOR)
      .map((unit) => `${unit}: ${GO_LIVE}`)
      .join(', ')} }
    comparators: [${COMPARATOR}]
    baseline: { periods: 78 }
    stabilization: { periods: 12 }
extracts:
  - { kind: imaging_exam, files: extracts/exams.csv }
kpis:
${Array.from({ length: entries }, (_, i) =>
  Object.entries(kpis).map(
    ([id, definition]) => `  - { id: ${id}${i === 0 ? '' : i}, definition: ${definition}, deployment: pacs }`,
  ),
)
  .flat()
  .join('\n')}
`;
}
