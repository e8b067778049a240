import { expect, test } from 'vitest';
import type { Contract, Field } from '../../src/contract/contract.ts';
import { type Given, type LandedRow, observationsOf, shipped } from '../support/warehouse.ts';

/** A small generator, so that a failure can be seen again (Numerical Recipes' linear congruence). */
type Random = (below: number) => number;
function randomOf(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Values of parameters that have no default. Texts of the rows below are `1` or `2`. */
const REQUIRED: Record<string, string | number> = {
  ...{ deadline_minutes: 60, grace_minutes: 5, limit_seconds: 600, limit_hours: 4, interval_hours: 24 },
  ...{ min_actions: 3, measure: '1', vendor: '1' },
};
const PARAMETERS = Object.fromEntries(
  shipped.kpis.map(({ id, parameters }) => [
    id,
    Object.fromEntries(parameters.filter((p) => p.default === null).map(({ name }) => [name, REQUIRED[name]!])),
  ]),
);
const services = [
  { id: 'main', units: ['main'], agreed: 'Mo-Fr 07:00-19:00', vendor: '1', sla: 0.9 },
  { id: 'other', units: ['other'], vendor: '1', sla: 0.9 },
];

/** Every KPI runs twice in a test. */
const PATIENCE = 300_000;
const ROWS = 24;
const START = Date.UTC(2024, 1, 1);
/** Through the night of 10 March, when Chicago's clock skips an hour. */
const MINUTES = 45 * 1440;

/** Rows of every kind for one unit and service; times and days lie in [from, until) of the span, as shares of it. */
function rowsFor(seed: number, place: string, from = 0, until = 1): Record<string, LandedRow[]> {
  const rows = shipped.contracts.map((contract): [string, LandedRow[]] => {
    const random = randomOf(seed + contract.kind.length * 7919 + contract.fields.length);
    const all = Array.from({ length: ROWS }, (_, index) => rowOf(contract, { place, index, random, from, until }));
    return [contract.kind, distinct(all, contract.primaryKey)];
  });
  return Object.fromEntries(rows);
}

interface Draw {
  place: string;
  index: number;
  random: Random;
  from: number;
  until: number;
}

function rowOf(contract: Contract, draw: Draw): LandedRow {
  const { random, index, from, until } = draw;
  // The first row opens the span and the second one closes it, so that rows inside it move none of its ends.
  // Ten days at most, so that things of one day, room and person meet.
  const share = index < 2 ? [from, until - 0.01][index]! : from + ((until - from) * (1 + random(9))) / 11;
  const start = Math.round(share * MINUTES) + (index < 2 ? 0 : random(600));
  const row: LandedRow = {};
  for (const field of contract.fields) row[field.name] = cellOf(contract, field, start, draw);
  return row;
}

function cellOf(contract: Contract, field: Field, start: number, { place, index, random }: Draw): LandedRow[string] {
  const isKey = contract.primaryKey.includes(field.name);
  const isStart = contract.fields.find(({ type }) => type === 'datetime' || type === 'date') === field;
  if (!field.required && !isKey && !isStart && random(5) === 0) return null;
  if (field.isUnit || field.isService) return place;
  switch (field.type) {
    case 'string':
      if (field.enum !== null) return field.enum[random(field.enum.length)]!;
      if (WORDS[field.name] !== undefined) return WORDS[field.name]![random(2)]!;
      if (field.unique || field.identifier || field.name.endsWith('_id')) {
        // Few people and accounts, so that they come again; never one that two places share.
        return field.unique || contract.primaryKey.length === 1 ? `${place}-${index}` : `${place}-${random(6)}`;
      }
      return String(1 + random(2));
    case 'boolean':
      return random(2) === 0;
    case 'date':
      return minute(start + (isStart ? 0 : random(90) * 1440)).slice(0, 10);
    case 'datetime':
      return minute(isStart ? start : start + random(3000) - 60);
    default:
      return 1 + random(9);
  }
}

/** Texts that KPI files look for. */
const WORDS: Record<string, [string, string]> = { message_type: ['ORU^R01', 'ORM^O01'], room_id: ['1', '2'] };

function minute(minutes: number): string {
  return new Date(START + minutes * 60_000).toISOString().slice(0, 16).replace('T', ' ');
}

/** Landed rows have passed the loader: no key stands twice. */
function distinct(rows: LandedRow[], key: readonly string[]): LandedRow[] {
  const byKey = new Map(rows.map((row, i) => [key.length === 0 ? i : key.map((name) => row[name]).join('|'), row]));
  return [...byKey.values()];
}

function shuffled<T>(rows: readonly T[], random: Random): T[] {
  const result = [...rows];
  for (let i = result.length - 1; i > 0; i--) {
    const j = random(i + 1);
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}

/** What each KPI returns from the same landed rows. */
async function allObservations(landed: Record<string, LandedRow[]>): Promise<Map<string, Record<string, unknown>[]>> {
  const given: Given = { landed, services, parameters: PARAMETERS, asOf: '2024-12-31' };
  const found = new Map<string, Record<string, unknown>[]>();
  for (const { id } of shipped.kpis) found.set(id, await observationsOf(given, id));
  return found;
}

test('the rows reach every KPI that ships', async () => {
  const found = await allObservations(rowsFor(1, 'main'));
  expect([...found].filter(([, rows]) => rows.length === 0).map(([id]) => id)).toEqual([]);
  const counted = [...found].filter(([, rows]) =>
    rows.some(({ excluded }) => excluded === null || excluded === undefined),
  );
  expect(counted.length).toBeGreaterThan(found.size * 0.9);
});

test.each([1, 2])(
  'no KPI depends on the order of the rows (seed %i)',
  async (seed) => {
    const landed = rowsFor(seed, 'main');
    const other = Object.entries(landed).map(([kind, rows]) => [kind, shuffled(rows, randomOf(kind.length))]);
    const [expected, permuted] = [await allObservations(landed), await allObservations(Object.fromEntries(other))];
    for (const [id, rows] of expected) expect(permuted.get(id), id).toEqual(rows);
  },
  PATIENCE,
);

test.each([4, 5])(
  'no KPI hears of rows of another unit and service (seed %i)',
  async (seed) => {
    const landed = rowsFor(seed, 'main');
    const others = rowsFor(seed + 50, 'other', 0.1, 0.8);
    const both = Object.fromEntries(Object.entries(landed).map(([kind, rows]) => [kind, [...rows, ...others[kind]!]]));
    const [expected, joined] = [await allObservations(landed), await allObservations(both)];
    const ofMain = (rows: Record<string, unknown>[]) => rows.filter((row) => row['unit_id'] === 'main');
    for (const [id, rows] of expected) {
      expect(ofMain(rows).length, id).toBeGreaterThan(0);
      expect(ofMain(joined.get(id)!), id).toEqual(ofMain(rows));
    }
  },
  PATIENCE,
);

test(
  'a measure, a category or a priority that is not asked for changes nothing',
  async () => {
    const landed = rowsFor(7, 'main');
    const more = { ...landed, tally: [...landed['tally']!] };
    more.tally.push({ measure: 'another', unit_id: 'main', period_start: '2024-03-10', numerator: 1, denominator: 1 });
    const [expected, with_] = [await allObservations(landed), await allObservations(more)];
    for (const [id, rows] of expected) expect(with_.get(id), id).toEqual(rows);
  },
  PATIENCE,
);
