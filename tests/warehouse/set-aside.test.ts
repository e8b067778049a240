import { expect, test } from 'vitest';
import { entryOf, load, temporaryFolder, write } from '../support/load.ts';

const contract = `
kind: visit
title: Visits
primaryKey: [visit_id]
fields:
  - { name: visit_id, type: string, constraints: { required: true } }
  - { name: seen_by, type: string }
  - { name: status, type: string, state: true, constraints: { enum: [ordered, done, cancelled] } }
`;

async function standing(files: Record<string, string>): Promise<Record<string, unknown>[]> {
  const folder = temporaryFolder();
  write(folder, files);
  const { rows } = await load(folder, { extracts: [entryOf({ kind: 'visit' })] }, [contract]);
  return rows('select visit_id, seen_by, status from landed_visit order by all');
}

const HEADER = 'visit_id,seen_by,status\n';

test('of two rows with one key the later state stands, wherever it was read', async () => {
  const [march, april] = [
    `${HEADER}a,,ordered\nb,kay,ordered\nc,,done\n`,
    `${HEADER}a,,cancelled\nb,,cancelled\nc,kay,done\n`,
  ];
  const expected = [
    { visit_id: 'a', seen_by: null, status: 'cancelled' },
    { visit_id: 'b', seen_by: null, status: 'cancelled' },
    { visit_id: 'c', seen_by: 'kay', status: 'done' },
  ];
  expect(await standing({ '03.csv': march, '04.csv': april })).toEqual(expected);
  expect(await standing({ '03.csv': april, '04.csv': march })).toEqual(expected);
  expect(await standing({ 'one.csv': march + april.slice(HEADER.length) })).toEqual(expected);
});

test('a row without a state gives way to any that has one', async () => {
  expect(await standing({ 'a.csv': `${HEADER}a,kay,\na,,ordered\n` })).toEqual([
    { visit_id: 'a', seen_by: null, status: 'ordered' },
  ]);
});
