import { expect, test } from 'vitest';
import { type Given, type LandedRow, observationsOf } from '../support/warehouse.ts';

/** A small generator, so that a failure can be seen again (Numerical Recipes' linear congruence). */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const RELEASED_KPIS = {
  imaging_order_to_report: {},
  imaging_order_to_report_stat: {},
  imaging_exam_to_report: {},
  imaging_stat_share: {},
  imaging_outsourced_reads: {},
  lab_collect_to_available: {},
  lab_receipt_to_verify: {},
  lab_stat_outlier_rate: { deadline_minutes: 60 },
  or_utilization: {},
  or_first_case_on_time: { grace_minutes: 5 },
  or_turnover: {},
  service_availability: {},
  service_planned_downtime: {},
  service_unplanned_downtime: {},
  service_mtrs: {},
  tally_rate: { measure: 'falls' },
  tally_proportion: { measure: 'falls' },
  tally_total: { measure: 'falls' },
};
const services = [
  { id: 'pacs', units: ['main'], agreed: 'Mo-Fr 07:00-19:00' },
  { id: 'other', units: ['other'] },
];

/** A few rows of every kind over the days around a clock change, for one unit, room, service and measure. */
function rowsFor(seed: number, unit: string, service: string): Record<string, LandedRow[]> {
  const random = randomOf(seed);
  const start = Date.UTC(2024, 2, 8);
  const minute = (n: number) => new Date(start + n * 60_000).toISOString().slice(0, 16).replace('T', ' ');
  const later = (at: number, spread: number) => (random(5) === 0 ? null : minute(at + random(spread) - 5));
  const many = (row: (index: number, at: number) => LandedRow) =>
    Array.from({ length: 14 }, (_, index) => ({ unit_id: unit, ...row(index, random(4 * 1440)) }));
  const pick = (...of: string[]) => of[random(of.length)]!;
  const shared = () => ({ priority: pick('stat', 'routine'), patient_class: pick('ed', 'inpatient') });
  return {
    imaging_exam: many((index, at) => ({
      ...{ exam_id: `${unit}${index}`, modality: pick('CT', 'MR'), ...shared() },
      ...{ status: pick('completed', 'completed', 'cancelled', 'ordered'), outsourced: random(2) === 0 },
      ...{ ordered_at: minute(at), exam_end_at: later(at, 60), final_at: later(at, 400) },
    })),
    lab_result: many((index, at) => ({
      ...{ result_id: `${unit}${index}`, test_code: 'K', ...shared(), status: pick('final', 'final', 'collected') },
      ...{ collected_at: minute(at), received_at: later(at, 40), verified_at: later(at, 90) },
      ...{ available_at: later(at, 100), add_on: random(6) === 0 },
    })),
    or_case: many((index, at) => ({
      ...{ case_id: `${unit}${index}`, room_id: pick('1', '2'), case_class: pick('elective', 'urgent') },
      ...{ status: pick('performed', 'performed', 'cancelled'), scheduled_start_at: minute(at) },
      ...{ in_room_at: later(at, 30), out_room_at: later(at, 200) },
    })),
    or_block: many((index, at) => ({
      ...{ block_id: `${unit}${index}`, room_id: pick('1', '2'), released: random(4) === 0 },
      ...{ starts_at: minute(at), ends_at: minute(at + 60 + random(400)) },
    })),
    outage: many((index, at) => ({
      ...{ outage_id: `${unit}${index}`, service_id: service, planned: random(3) === 0 },
      ...{
        cause_id: pick('x', 'y'),
        started_at: minute(at),
        ended_at: random(8) === 0 ? null : minute(at + random(300)),
      },
    })).map(({ unit_id: _, ...row }) => row),
    tally: many((index) => ({
      ...{ measure: 'falls', period_start: `2024-03-${10 + index}`, numerator: random(9), denominator: random(9) },
    })),
  };
}

function shuffled<T>(rows: readonly T[], random: (below: number) => number): T[] {
  const result = [...rows];
  for (let i = result.length - 1; i > 0; i--) {
    const j = random(i + 1);
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}

/** What each KPI returns from the same landed rows. */
async function allObservations(landed: Record<string, LandedRow[]>): Promise<Map<string, Record<string, unknown>[]>> {
  const given: Given = { landed, services, parameters: RELEASED_KPIS, asOf: '2024-03-12' };
  const found = new Map<string, Record<string, unknown>[]>();
  for (const id of Object.keys(RELEASED_KPIS)) found.set(id, await observationsOf(given, id));
  return found;
}

test('no KPI depends on the order of the rows', async () => {
  const landed = rowsFor(1, 'main', 'pacs');
  const other = Object.entries(landed).map(([kind, rows]) => [kind, shuffled(rows, randomOf(kind.length))]);
  const [expected, permuted] = [await allObservations(landed), await allObservations(Object.fromEntries(other))];
  for (const [id, rows] of expected) {
    expect(rows.length, id).toBeGreaterThan(0);
    expect(permuted.get(id), id).toEqual(rows);
  }
});

test('no KPI hears of rows of another unit, service or measure', async () => {
  const landed = rowsFor(2, 'main', 'pacs');
  const others = rowsFor(3, 'other', 'other');
  // What services tell of begins with the first outage of any: another's may not come first.
  others['outage'] = others['outage']!.map((row) => ({ ...row, started_at: '2024-03-11 00:00', ended_at: null }));
  const both = Object.fromEntries(Object.entries(landed).map(([kind, rows]) => [kind, [...rows, ...others[kind]!]]));
  both['tally']!.push({ measure: 'other', unit_id: 'main', period_start: '2024-03-10', numerator: 1, denominator: 1 });
  const [expected, joined] = [await allObservations(landed), await allObservations(both)];
  const ofMain = (rows: Record<string, unknown>[]) => rows.filter((row) => row['unit_id'] === 'main');
  for (const [id, rows] of expected) expect(ofMain(joined.get(id)!), id).toEqual(ofMain(rows));
});
