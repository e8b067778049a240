import { expect, test } from 'vitest';
import { lateEndFindings } from '../../src/warehouse/late-end-findings.ts';
import { givenWarehouse, type LandedRow, shipped } from '../support/warehouse.ts';

function exam(exam_id: string, final_at: string | null): LandedRow {
  return { exam_id, unit_id: 'main', ordered_at: '2024-05-01 12:00', status: 'completed', final_at };
}

async function findings(...imaging_exam: LandedRow[]) {
  const block = {
    block_id: 'b',
    unit_id: 'or',
    room_id: '1',
    starts_at: '2024-06-01 12:00',
    ends_at: '2024-06-01 20:00',
  };
  const warehouse = await givenWarehouse({ landed: { imaging_exam, or_block: [block] }, asOf: '2024-05-01' });
  return lateEndFindings(warehouse, shipped.contracts);
}

test('ends after the as-of day are told, by column', async () => {
  expect(await findings(exam('a', '2024-05-02 05:00'), exam('b', '2099-01-01 00:00'), exam('c', null))).toEqual([
    {
      ...{ code: 'end-after-as-of', severity: 'warn', at: {} },
      message:
        '2 rows of imaging_exam with final_at after the as-of day: not there yet, so open; a mistake unless the extract was drawn later',
    },
  ]);
});

test('the as-of day counts whole, and plans may lie after it', async () => {
  expect(await findings(exam('a', '2024-05-02 04:59:59'))).toEqual([]);
});
