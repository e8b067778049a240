import { describe, expect, test } from 'vitest';
import { viewRows } from '../../support/sql-rows.ts';
import type { Given, LandedRow } from '../../support/warehouse.ts';

/** Landed resources: what the contracts have already read from the JSON. Instants are UTC, on 10 March 2024, when Chicago's clock skips. */
const at = (time: string) => `2024-03-10 ${time}`;
const order = (order_id: string, rest: LandedRow = {}): LandedRow => ({
  ...{ order_id, patient_id: 'p', unit_id: 'main', encounter_id: null, status: 'ordered' },
  ordered_at: at('07:00'),
  ...rest,
});
const report = (report_id: string, order_id: string | null, rest: LandedRow = {}): LandedRow => ({
  ...{ report_id, order_id, status: 'final' },
  ...rest,
});

/**
 * `two` has two final reports, a preliminary one and two tasks, across the skipped hour (08:00 UTC); `bare` has nothing beside it;
 * `gone` was cancelled although a report is there; `begun` was taken and has no final report.
 */
const ORDERS = [
  order('two', { encounter_id: 'ed' }),
  order('bare', { encounter_id: 'unknown' }),
  order('gone', { status: 'cancelled', encounter_id: 'in' }),
  order('begun', { encounter_id: 'in' }),
];
const GIVEN: Given = {
  landed: {
    fhir_imaging_order: ORDERS.map((row) => ({ ...row, priority: 'stat', modality: 'CT' })),
    fhir_lab_order: ORDERS.map((row) => ({ ...row, priority: 'stat', test_code: 'K' })),
    fhir_test_order: [
      ...ORDERS.map((row) => ({ ...row, category: 'lab', test_code: 'K' })),
      order('done', { status: 'completed', category: 'imaging', test_code: 'CT' }),
    ],
    fhir_report: [
      report('r1', 'two', { status: 'preliminary', effective_at: at('07:50'), issued_at: at('07:55') }),
      report('r2', 'two', { effective_at: at('07:52'), effective_end_at: at('08:10'), issued_at: at('09:00') }),
      report('r3', 'two', { amended: true, effective_at: at('07:51'), issued_at: at('08:30') }),
      report('r4', 'gone', { effective_at: at('07:30'), issued_at: at('07:40') }),
      report('r5', 'begun', { status: 'registered', effective_at: at('08:05') }),
      report('r6', null, { effective_at: at('08:00'), issued_at: at('08:00') }),
    ],
    fhir_task: [
      { task_id: 't1', order_id: 'two', started_at: at('07:45'), ended_at: at('07:58') },
      { task_id: 't2', order_id: 'two', started_at: at('07:40'), ended_at: null },
      { task_id: 't3', order_id: null, started_at: at('07:00'), ended_at: at('07:10') },
    ],
    fhir_encounter: [
      { encounter_id: 'ed', patient_class: 'ed' },
      { encounter_id: 'in', patient_class: 'inpatient' },
    ],
  },
};

describe('FHIR resources that landed', () => {
  test('an order takes the earliest and latest times of its reports and tasks, each counted once', async () => {
    const columns = [
      'exam_id',
      'patient_class',
      'status',
      'exam_begin_at',
      'exam_end_at',
      'preliminary_at',
      'final_at',
    ];
    expect(await viewRows(GIVEN, 'stg_fhir_imaging_order', columns)).toEqual([
      ['bare', 'outpatient', 'ordered', null, null, null, null],
      ['begun', 'inpatient', 'ordered', at('08:05'), null, null, null],
      ['gone', 'inpatient', 'cancelled', at('07:30'), null, null, at('07:40')],
      ['two', 'ed', 'completed', at('07:40'), at('07:58'), at('07:55'), at('08:30')],
    ]);
  });

  test('a laboratory order without a specimen is no result yet', async () => {
    const columns = ['result_id', 'patient_class', 'status', 'collected_at', 'received_at', 'available_at'];
    expect(await viewRows(GIVEN, 'stg_fhir_lab_order', columns)).toEqual([
      ['begun', 'inpatient', 'collected', at('08:05'), null, null],
      ['gone', 'inpatient', 'cancelled', at('07:30'), null, at('07:40')],
      ['two', 'ed', 'final', at('07:50'), at('07:40'), at('08:30')],
    ]);
  });

  test('a test is performed once something was taken, or the order says so', async () => {
    const columns = ['order_id', 'category', 'status', 'quantity', 'performed_at', 'available_at'];
    expect(await viewRows(GIVEN, 'stg_fhir_test_order', columns)).toEqual([
      ['bare', 'lab', 'ordered', 1, null, null],
      ['begun', 'lab', 'performed', 1, at('08:05'), null],
      ['done', 'imaging', 'performed', 1, null, null],
      ['gone', 'lab', 'cancelled', 1, at('07:30'), at('07:40')],
      ['two', 'lab', 'performed', 1, at('07:50'), at('08:30')],
    ]);
  });

  test('reports, tasks and encounters keep their rows, those of no order too', async () => {
    expect(await viewRows(GIVEN, 'stg_fhir_report', ['report_id', 'order_id', 'is_amended', 'issued_at'])).toEqual([
      ['r1', 'two', false, at('07:55')],
      ['r2', 'two', false, at('09:00')],
      ['r3', 'two', true, at('08:30')],
      ['r4', 'gone', false, at('07:40')],
      ['r5', 'begun', false, null],
      ['r6', null, false, at('08:00')],
    ]);
    expect(await viewRows(GIVEN, 'stg_fhir_task', ['task_id', 'order_id', 'started_at', 'ended_at'])).toEqual([
      ['t1', 'two', at('07:45'), at('07:58')],
      ['t2', 'two', at('07:40'), null],
      ['t3', null, at('07:00'), at('07:10')],
    ]);
    expect(await viewRows(GIVEN, 'stg_fhir_encounter', ['encounter_id', 'patient_class'])).toEqual([
      ['ed', 'ed'],
      ['in', 'inpatient'],
    ]);
  });

  test('no order, no row', async () => {
    for (const view of ['stg_fhir_imaging_order', 'stg_fhir_lab_order', 'stg_fhir_test_order']) {
      expect(await viewRows({}, view, ['unit_id'])).toEqual([]);
    }
  });
});
