import { expect, test } from 'vitest';
import { observationsOf } from '../../support/warehouse.ts';

test('one for each completed exam that an outside service read, at exam end', async () => {
  const exam = { unit_id: 'main', modality: 'XR', priority: 'stat', patient_class: 'ed', status: 'completed' };
  const times = { ordered_at: '2024-05-01 12:00', exam_end_at: '2024-05-01 12:30' };
  const imaging_exam = [
    { ...exam, ...times, exam_id: 'bought', outsourced: true },
    { ...exam, ...times, exam_id: 'own', outsourced: false, exam_end_at: null },
    { ...exam, ...times, exam_id: 'unknown' },
    { ...exam, ...times, exam_id: 'cancelled', status: 'cancelled', outsourced: true },
  ];
  const shared = { unit_id: 'main', denominator: 1, stratum: 'XR' };
  const rows = await observationsOf({ landed: { imaging_exam } }, 'imaging_outsourced_reads');
  const end = '2024-05-01 12:30';
  expect(rows.sort((a, b) => (String(a['item_id']) < String(b['item_id']) ? -1 : 1))).toEqual([
    { ...shared, observed_at: end, numerator: 1, excluded: null, item_id: 'bought' },
    { ...shared, observed_at: '2024-05-01 12:00', numerator: 0, excluded: null, item_id: 'own' },
    { ...shared, observed_at: end, numerator: 0, excluded: 'reader not recorded', item_id: 'unknown' },
  ]);
});

test('without rows there are no observations', async () => {
  expect(await observationsOf({}, 'imaging_outsourced_reads')).toEqual([]);
});
