import { expect, test } from 'vitest';
import { observationsOf } from '../../support/warehouse.ts';

test('planned minutes of each agreed window, quiet ones included', async () => {
  const shared = { service_id: 'pacs', planned: true };
  const outage = [
    { ...shared, outage_id: 'a', started_at: '2024-05-01 10:00', ended_at: '2024-05-01 11:00' },
    { ...shared, outage_id: 'b', started_at: '2024-05-01 10:30', ended_at: '2024-05-01 11:30' },
    { ...shared, outage_id: 'c', started_at: '2024-05-01 11:15', ended_at: '2024-05-01 11:20', planned: false },
  ];
  const given = { landed: { outage }, services: [{ id: 'pacs' }], asOf: '2024-05-02' };
  expect(await observationsOf(given, 'service_planned_downtime')).toEqual([
    {
      ...{ unit_id: 'main', observed_at: '2024-05-01 05:00', numerator: 85, denominator: 1 },
      item_id: 'pacs@2024-05-01 05:00:00',
    },
    {
      ...{ unit_id: 'main', observed_at: '2024-05-02 05:00', numerator: 0, denominator: 1 },
      item_id: 'pacs@2024-05-02 05:00:00',
    },
  ]);
});

test('without outages there are no observations', async () => {
  expect(await observationsOf({ services: [{ id: 'pacs' }] }, 'service_planned_downtime')).toEqual([]);
});
