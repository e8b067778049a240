import { expect, test } from 'vitest';
import { rowsOf, shipped } from '../../support/warehouse.ts';

const outage = {
  outage_id: 'O1',
  service_id: 'pacs',
  cause_id: 'network',
  severity: '1',
  started_at: '2024-05-01 10:00',
  ended_at: '2024-05-01 10:30',
};

test('names and types what landed; an open outage has no end', async () => {
  const rows = await rowsOf(
    {
      landed: {
        outage: [
          { ...outage, planned: false, users_affected: 40 },
          { ...outage, outage_id: 'O2', planned: true, ended_at: null },
        ],
      },
    },
    'stg_outage',
  );
  expect(rows).toEqual([
    { ...outage, is_planned: false, users_affected_count: 40 },
    { ...outage, outage_id: 'O2', is_planned: true, users_affected_count: null, ended_at: null },
  ]);
});

test('kinds that feed outages join their rows', async () => {
  const ping = shipped.contracts.find(({ kind }) => kind === 'outage')!;
  const columns = 'service_id, null as cause_id, null as severity, planned as is_planned, null as users_affected_count';
  const catalogue = {
    ...shipped,
    contracts: [...shipped.contracts, { ...ping, kind: 'ping', feeds: 'outage' }],
    staging: [
      ...shipped.staging,
      {
        name: 'stg_ping',
        file: 'staging/stg_ping.sql',
        sql: `select 'ping ' || outage_id as outage_id, ${columns}, started_at, ended_at from landed_ping`,
      },
    ],
  };
  const landed = { outage: [{ ...outage, planned: false }], ping: [{ ...outage, planned: true }] };
  const rows = await rowsOf({ landed, catalogue }, 'stg_outage');
  expect(rows.map((row) => [row['outage_id'], row['is_planned']])).toEqual([
    ['O1', false],
    ['ping O1', true],
  ]);
});

test('without rows it is empty', async () => {
  expect(await rowsOf({}, 'stg_outage')).toEqual([]);
});
