import { expect, test } from 'vitest';
import { observationsOf } from '../../support/warehouse.ts';

test('one for a STAT order, zero for any other, cancelled and missed ones excluded', async () => {
  const exam = { unit_id: 'main', modality: 'US', patient_class: 'inpatient', ordered_at: '2024-05-01 12:00' };
  const imaging_exam = [
    { ...exam, exam_id: 'a', priority: 'stat', status: 'completed' },
    { ...exam, exam_id: 'b', priority: 'urgent', status: 'ordered' },
    { ...exam, exam_id: 'c', priority: 'stat', status: 'cancelled' },
    { ...exam, exam_id: 'd', priority: 'routine', status: 'no-show' },
  ];
  const shared = { unit_id: 'main', observed_at: '2024-05-01 12:00', denominator: 1, stratum: 'US, inpatient' };
  const rows = await observationsOf({ landed: { imaging_exam } }, 'imaging_stat_share');
  expect(rows.sort((a, b) => (String(a['item_id']) < String(b['item_id']) ? -1 : 1))).toEqual([
    { ...shared, numerator: 1, excluded: null, item_id: 'a' },
    { ...shared, numerator: 0, excluded: null, item_id: 'b' },
    { ...shared, numerator: 1, excluded: 'cancelled', item_id: 'c' },
    { ...shared, numerator: 0, excluded: 'no-show', item_id: 'd' },
  ]);
});

test('without rows there are no observations', async () => {
  expect(await observationsOf({}, 'imaging_stat_share')).toEqual([]);
});
