import { expect, test } from 'vitest';
import { keyFindings } from '../../src/warehouse/key-findings.ts';
import { givenWarehouse, shipped } from '../support/warehouse.ts';

test('keys hold where loading has set duplicates aside', async () => {
  const tally = { measure: 'falls', unit_id: 'ward', period_start: '2024-03-01', numerator: 1, denominator: 2 };
  const warehouse = await givenWarehouse({ landed: { tally: [tally, { ...tally, unit_id: 'other' }] } });
  expect(await keyFindings(warehouse, shipped)).toEqual([]);
});

test('every row too many and every missing part is counted, in staging and in the marts that read it', async () => {
  const tally = { measure: 'falls', unit_id: 'ward', period_start: '2024-03-01', numerator: 1, denominator: 2 };
  const rows = [tally, tally, tally, { ...tally, unit_id: null }, { ...tally, measure: 'other' }];
  const warehouse = await givenWarehouse({ landed: { tally: rows } });
  const message = (table: string, key: string) => `3 rows of ${table} repeat their key (${key}) or lack a part of it`;
  expect(await keyFindings(warehouse, shipped)).toEqual([
    {
      ...{ code: 'mart-key-duplicate', severity: 'fail' },
      message: message('stg_tally', 'measure, unit_id, period_start_date'),
      at: { file: 'sql/staging/stg_tally.sql', line: 3 },
    },
    {
      ...{ code: 'mart-key-duplicate', severity: 'fail' },
      message: message('fct_tally', 'measure, unit_id, starts_at'),
      at: { file: 'sql/marts/fct_tally.sql', line: 3 },
    },
  ]);
});
