import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCatalogue } from '../../src/pipeline/catalogue.ts';
import type { Program } from '../../src/program/program.ts';
import { Warehouse } from '../../src/warehouse/duckdb.ts';
import { type LoadReport, loadExtracts } from '../../src/warehouse/load.ts';
import { prepareMeasuring } from '../../src/warehouse/prepare.ts';
import { entryOf, loadingProgram, temporaryFolder, write } from '../support/load.ts';

/** Hand-written bulk exports (FHIR R4, NDJSON), one resource a line, loaded by the shipped contracts. */

const IMAGING = { coding: [{ system: 'http://snomed.info/sct', code: '363679005' }] };
const LAB = { coding: [{ system: 'http://snomed.info/sct', code: '108252007' }] };
const at = (time: string) => `2024-03-05T${time}:00-06:00`; // Chicago: six hours more in UTC

const request = (id: string, category: object, rest: object) => ({
  resourceType: 'ServiceRequest',
  id,
  meta: { lastUpdated: '2024-03-06T23:59:00Z' },
  status: 'completed',
  intent: 'order',
  category: [category],
  subject: { reference: 'Patient/p1' },
  encounter: { reference: 'Encounter/e1' },
  ...rest,
});
const ct = { code: { coding: [{ code: '24725-4' }] }, orderDetail: [{ coding: [{ code: 'CT' }] }] };
const potassium = { code: { coding: [{ system: 'http://loinc.org', code: '2823-3' }] } };

const REQUESTS = [
  request('x1', IMAGING, { ...ct, priority: 'stat', authoredOn: at('08:00') }),
  request('x2', IMAGING, { code: { coding: [{ code: 'DX' }] }, status: 'active', authoredOn: at('09:00') }),
  request('x3', IMAGING, { ...ct, status: 'revoked', priority: 'asap', authoredOn: at('10:00'), encounter: undefined }),
  request('x4', IMAGING, { ...ct, intent: 'proposal', authoredOn: at('11:00') }),
  request('x5', IMAGING, { ...ct, status: 'entered-in-error', authoredOn: at('11:30') }),
  request('l1', LAB, { ...potassium, priority: 'urgent', authoredOn: '2024-03-05T06:00:00.250Z' }),
  request('l2', LAB, { ...potassium, authoredOn: at('13:00'), encounter: { reference: 'Encounter/e2' } }),
  request('l3', LAB, { ...potassium, authoredOn: '2024-03-05' }), // a day is no instant
  request(
    'o1',
    { coding: [{ code: '387713003' }] },
    { code: { coding: [{ code: 'surgery' }] }, authoredOn: at('07:00') },
  ),
];
const report = (id: string, order: string, rest: object) => ({
  resourceType: 'DiagnosticReport',
  id,
  basedOn: [{ reference: `ServiceRequest/${order}` }],
  status: 'final',
  ...rest,
});
const REPORTS = [
  report('r1', 'x1', { effectivePeriod: { start: at('08:20'), end: at('08:35') }, issued: at('09:05') }),
  report('r2', 'x1', { status: 'amended', effectiveDateTime: at('08:30'), issued: at('12:00') }),
  report('r3', 'x2', { status: 'preliminary', effectiveDateTime: at('09:40'), issued: at('10:00') }),
  report('r4', 'l1', { effectiveDateTime: at('00:10'), issued: at('00:55') }),
  report('r5', 'l2', { status: 'registered', effectiveDateTime: at('13:10') }),
  report('r6', 'l1', { status: 'entered-in-error', effectiveDateTime: at('00:01'), issued: at('00:02') }),
];
const TASKS = [
  {
    resourceType: 'Task',
    id: 't1',
    status: 'completed',
    focus: { reference: 'ServiceRequest/x1' },
    executionPeriod: { start: at('08:15'), end: at('08:32') },
  },
  {
    resourceType: 'Task',
    id: 't2',
    status: 'completed',
    basedOn: [{ reference: 'ServiceRequest/l1' }],
    executionPeriod: { start: at('00:25') },
  },
  {
    resourceType: 'Task',
    id: 't3',
    status: 'cancelled',
    focus: { reference: 'ServiceRequest/x2' },
    executionPeriod: { start: at('09:01') },
  },
];
const ENCOUNTERS = [
  { resourceType: 'Encounter', id: 'e1', status: 'finished', class: { code: 'EMER' } },
  { resourceType: 'Encounter', id: 'e2', status: 'finished', class: { code: 'IMP' } },
];
const ndjson = (rows: object[]) => `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`;

async function loaded(): Promise<{ report: LoadReport; rows: (sql: string) => Promise<unknown[][]> }> {
  const folder = temporaryFolder();
  write(folder, {
    'fhir/ServiceRequest.ndjson': ndjson(REQUESTS),
    'fhir/DiagnosticReport.ndjson': ndjson(REPORTS),
    'fhir/Task.ndjson': ndjson(TASKS),
    'fhir/Encounter.ndjson': ndjson(ENCOUNTERS),
  });
  const unit = (id: string) => ({ unit_id: { sql: `'${id}'` } });
  const kinds: [string, string, string | null][] = [
    ['fhir_imaging_order', 'ServiceRequest', 'imaging'],
    ['fhir_lab_order', 'ServiceRequest', 'lab'],
    ['fhir_test_order', 'ServiceRequest', 'ward'],
    ['fhir_report', 'DiagnosticReport', null],
    ['fhir_task', 'Task', null],
    ['fhir_encounter', 'Encounter', null],
  ];
  const extracts = kinds.map(([kind, file, id], index) =>
    entryOf({ kind, index, files: [`fhir/${file}.ndjson`], columns: id === null ? {} : unit(id) }),
  );
  const units = ['imaging', 'lab', 'ward'].map((id) => ({ id, site: 'Main', department: id }));
  const program = loadingProgram({ id: 'fhir', period: 'week', units, kpis: [], extracts } as Partial<Program>);
  const cache = join(folder, '.realized');
  mkdirSync(join(cache, 'tmp'), { recursive: true });
  const settings = { memoryLimit: '1GB', threads: 2, tempDirectory: join(cache, 'tmp') };
  const catalogue = await readCatalogue(null);
  const warehouse = await Warehouse.open(join(cache, 'warehouse.duckdb'), settings);
  const asOf = '2024-12-31';
  const { contracts } = catalogue;
  const report = await loadExtracts(warehouse, {
    ...{ program, programDirectory: folder, cache, contracts, asOf, report: () => {} },
  });
  await prepareMeasuring(warehouse, { program, catalogue, asOf });
  const rows = async (sql: string) =>
    (await warehouse.rows<Record<string, unknown>>(sql)).map((row) => Object.values(row));
  return { report, rows };
}

const time = (column: string) => `strftime(${column}, '%H:%M:%S') as ${column}`;

describe('FHIR R4 bulk export', () => {
  test('orders, reports, tasks and encounters become exams, results and tests', async () => {
    const { report, rows } = await loaded();

    // x4 is a proposal, x5 an error, l1–l3 and o1 are no imaging.
    expect(
      report.inputs.map(({ kind, records, loaded, rejected, skipped }) => [kind, records, loaded, rejected, skipped]),
    ).toEqual([
      ['fhir_imaging_order', 9, 3, 0, 6],
      ['fhir_lab_order', 9, 2, 1, 6],
      ['fhir_test_order', 9, 5, 1, 3],
      ['fhir_report', 6, 5, 0, 1],
      ['fhir_task', 3, 2, 0, 1],
      ['fhir_encounter', 2, 2, 0, 0],
    ]);
    expect(report.inputs.flatMap(({ rejects }) => Object.keys(rejects))).toEqual(['bad-timestamp', 'bad-timestamp']);

    const exam = ['ordered_at', 'exam_begin_at', 'exam_end_at', 'preliminary_at', 'final_at'].map(time).join(', ');
    expect(
      await rows(
        `select exam_id, unit_id, modality, priority, patient_class, status, ${exam} from stg_imaging_exam order by 1`,
      ),
    ).toEqual([
      // The task knows the exam's times; the amendment at noon is not the first final report.
      ['x1', 'imaging', 'CT', 'stat', 'ed', 'completed', '14:00:00', '14:15:00', '14:32:00', null, '15:05:00'],
      // No task that was done: the report's effective time.
      ['x2', 'imaging', 'XR', 'routine', 'ed', 'ordered', '15:00:00', '15:40:00', '15:40:00', '16:00:00', null],
      ['x3', 'imaging', 'CT', 'urgent', 'outpatient', 'cancelled', '16:00:00', null, null, null, null],
    ]);

    const result = ['collected_at', 'received_at', 'available_at'].map(time).join(', ');
    expect(
      await rows(
        `select result_id, test_code, priority, patient_class, status, ${result} from stg_lab_result order by 1`,
      ),
    ).toEqual([
      ['l1', '2823-3', 'urgent', 'ed', 'final', '06:10:00', '06:25:00', '06:55:00'],
      ['l2', '2823-3', 'routine', 'inpatient', 'collected', '19:10:00', null, null],
    ]);

    const order = ['performed_at', 'available_at'].map(time).join(', ');
    expect(await rows(`select order_id, category, test_code, status, ${order} from stg_test_order order by 1`)).toEqual(
      [
        ['l1', 'lab', '2823-3', 'performed', '06:10:00', '06:55:00'],
        ['l2', 'lab', '2823-3', 'performed', '19:10:00', null],
        ['x1', 'imaging', '24725-4', 'performed', '14:20:00', '15:05:00'],
        ['x2', 'imaging', 'DX', 'performed', '15:40:00', null],
        ['x3', 'imaging', '24725-4', 'cancelled', null, null],
      ],
    );
    const [patient] = await rows('select distinct patient_id from stg_imaging_exam');
    expect(String(patient)).not.toContain('p1');
    // What is open has been watched until the export was last changed.
    expect(
      await rows(`select kind, unit_id, strftime(ends_at, '%d %H:%M') as until from data_span order by 1`),
    ).toEqual([
      ['imaging_exam', 'imaging', '06 23:59'],
      ['lab_result', 'lab', '06 23:59'],
      ['test_order', 'ward', '06 23:59'],
    ]);
    // x1: 08:00 to 09:05.
    expect(
      await rows(
        `select exam_id, minutes_between(ordered_at, final_at) as minutes from fct_imaging_exam where final_at is not null`,
      ),
    ).toEqual([['x1', 65]]);
  });
});
