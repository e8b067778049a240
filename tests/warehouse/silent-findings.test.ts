import { expect, test } from 'vitest';
import { silentFindings } from '../../src/warehouse/silent-findings.ts';
import { kpiRows } from '../support/sql-rows.ts';
import { type Given, givenWarehouse, type LandedRow, shipped } from '../support/warehouse.ts';

const services = [
  { id: 'pacs', units: ['main'] },
  { id: 'board', units: ['main'] },
];
const outage = (id: string, service_id: string, day: string): LandedRow => ({
  ...{ outage_id: id, service_id, planned: false },
  ...{ started_at: `2024-${day} 12:00`, ended_at: `2024-${day} 13:00` },
});

/** PACS fails every second day in the first days of January, and then no more; the board twice in all. */
const landed = {
  outage: [
    ...['01', '03', '05', '07', '09'].map((day) => outage(`p${day}`, 'pacs', `01-${day}`)),
    outage('b1', 'board', '01-02'),
    outage('b2', 'board', '01-03'),
  ],
};

async function found(given: Partial<Given>) {
  const warehouse = await givenWarehouse({ landed, services, timeZone: 'UTC', ...given });
  return silentFindings(warehouse, shipped.contracts);
}

test('a service that failed every second day and has been silent for 20 such gaps is told; one of two records is not', async () => {
  // From 9 January 12:00 to the end of 18 February are 40.5 days: more than 20 × 2.
  const [finding, ...rest] = await found({ asOf: '2024-02-18' });
  expect(rest).toEqual([]);
  expect(finding).toMatchObject({ code: 'falls-silent', severity: 'warn' });
  expect(finding!.message).toContain(
    '«pacs» has no outage after 2024-01-09, 40 days before the end, while one came every 2.0',
  );
});

test('a silence of 39.5 days is believed, and so is one that the program ends', async () => {
  expect(await found({ asOf: '2024-02-17' })).toEqual([]);
  expect(await found({ asOf: '2024-12-31', until: { outage: '2024-01-10' } })).toEqual([]);
});

test('after the day on which the extract ends there is no agreed time: silence is not availability', async () => {
  const given: Given = { landed, services, timeZone: 'UTC', asOf: '2024-01-31' };
  const days = async (until: Given['until']) => {
    const rows = await kpiRows(
      { ...given, ...(until === undefined ? {} : { until }) },
      'service_availability',
      ['observed_at', 'denominator'],
      {
        service: 'pacs',
      },
    );
    return rows.map(([at]) => at);
  };
  expect((await days(undefined)).at(-1)).toBe('2024-01-31 00:00');
  expect(await days(undefined)).toHaveLength(31);
  expect((await days({ outage: '2024-01-10' })).at(-1)).toBe('2024-01-10 00:00');
  expect(await days({ outage: '2024-01-10' })).toHaveLength(10);
});
