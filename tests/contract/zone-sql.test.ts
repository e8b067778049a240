import { tmpdir } from 'node:os';
import { tzOffset } from '@date-fns/tz';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GAP, localCodeSql, OVERLAP, offsetSql, toUtcSql } from '../../src/contract/zone-sql.ts';
import { zoneTransitions } from '../../src/contract/zone-transitions.ts';
import { Warehouse } from '../../src/warehouse/duckdb.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Zones with usual, half-hour, changed, abolished and odd rules. */
const ZONES = [
  'America/Chicago',
  'Europe/London',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'America/Sao_Paulo',
  'Africa/Casablanca',
  'Pacific/Apia',
  'utc',
];

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await Warehouse.open(':memory:', { memoryLimit: '1GB', threads: 1, tempDirectory: tmpdir() });
});
afterAll(() => warehouse.close());

const isGapSql = (zone: string, time: string) => `(${localCodeSql(zone, time, [2005, 2030])} & 3) = ${GAP}`;
const isOverlapSql = (zone: string, time: string) => `(${localCodeSql(zone, time, [2005, 2030])} & 3) = ${OVERLAP}`;

async function evaluate(times: readonly number[], select: string): Promise<Record<string, number | boolean>[]> {
  const values = JSON.stringify(times);
  return warehouse.rows(
    `select ${select} from (select unnest($1::json::bigint[]) as ms, make_timestamp(ms * 1000) as t) order by ms`,
    [values],
  );
}

/** Times spread over 1970–2099, and a dense net around every tenth change of the zone's clocks. */
function times(zone: string): number[] {
  const spread = Array.from({ length: 400 }, (_, i) => Math.floor(((i + 0.37) * 129 * 365.25 * DAY) / 400));
  const changes = zoneTransitions(zone).slice(1);
  const near = changes
    .filter((_, i) => i % 10 < 2)
    .flatMap(({ at, offset }) =>
      Array.from({ length: 60 }, (_, i) => (at + offset) * 1000 + (i - 30) * 7 * MINUTE + (i % 3) * 1000),
    );
  return [...new Set([...spread, ...near])]
    .filter((ms) => ms > DAY && ms < Date.UTC(2099, 11, 30))
    .sort((a, b) => a - b);
}

/** The reference: offset of a zone at an instant, by @date-fns/tz, in ms. */
function offsetAt(zone: string, utc: number): number {
  return zone === 'utc' ? 0 : Math.round(tzOffset(zone, new Date(utc)) * MINUTE);
}

/** Every instant at which the zone's clocks show this local time. */
function instantsOf(zone: string, local: number): number[] {
  const offsets = new Set([-DAY, DAY].map((shift) => offsetAt(zone, local + shift)));
  return [...offsets].map((offset) => local - offset).filter((utc) => utc + offsetAt(zone, utc) === local);
}

describe.each(ZONES)('%s', (zone) => {
  test('from UTC to local', async () => {
    for (const { ms, found } of await evaluate(times(zone), `ms, ${offsetSql(zone, 't', [2003, 2010])} as found`)) {
      expect([ms, Number(found) / 1000]).toEqual([ms, offsetAt(zone, Number(ms))]);
    }
  });

  test('from local to UTC; times that never were and times that were twice are told', async () => {
    const columns = `epoch_ms(${toUtcSql(zone, 't')}) as utc, ${isGapSql(zone, 't')} as gap, ${isOverlapSql(zone, 't')} as twice`;
    const rows = await evaluate(times(zone), `ms, ${columns}`);
    for (const { ms, utc, gap, twice } of rows) {
      const instants = instantsOf(zone, Number(ms));
      const first = instants.length > 0 ? Math.min(...instants) : Number(ms) - offsetAt(zone, Number(ms) - DAY);
      expect({ ms, utc, gap, twice }).toEqual({
        ms,
        utc: first,
        gap: instants.length === 0,
        twice: instants.length === 2,
      });
    }
  });
});

test('Chicago 2024, by hand', async () => {
  const [row] = await warehouse.rows<Record<string, string | boolean>>(
    `select (${toUtcSql('America/Chicago', 'gap')})::varchar as gap, ${isGapSql('America/Chicago', 'gap')} as "isGap",
      (${toUtcSql('America/Chicago', 'twice')})::varchar as twice, ${isOverlapSql('America/Chicago', 'twice')} as "isTwice",
      (${toUtcSql('America/Chicago', 'winter')})::varchar as winter,
      ${isGapSql('America/Chicago', 'nothing')} as nothing
    from (select timestamp '2024-03-10 02:30' as gap, timestamp '2024-11-03 01:30' as twice,
      timestamp '2024-01-05 08:00' as winter, null::timestamp as nothing)`,
  );
  expect(row).toEqual({
    gap: '2024-03-10 08:30:00',
    isGap: true,
    twice: '2024-11-03 06:30:00',
    isTwice: true,
    winter: '2024-01-05 14:00:00',
    nothing: null,
  });
});

test('Monrovia kept its clocks 44 minutes and 30 seconds behind UTC until 1972', async () => {
  const [row] = await warehouse.rows<{ utc: string }>(
    `select (${toUtcSql('Africa/Monrovia', 't')})::varchar as utc from (select timestamp '1971-06-01 12:00' as t)`,
  );
  expect(row!.utc).toBe('1971-06-01 12:44:30');
});

test('DuckDB’s own time zone functions agree, where a local time is unambiguous', async () => {
  const zone = 'America/New_York';
  const rows = await evaluate(
    times(zone).filter((ms) => ms < Date.UTC(2024, 0, 1)),
    `ms, epoch_ms(${toUtcSql(zone, 't')}) - epoch_ms(timezone('UTC', timezone('${zone}', t))) as apart,
      ${isOverlapSql(zone, 't')} as twice`,
  );
  expect(rows.filter(({ apart, twice }) => apart !== 0 && !twice)).toEqual([]);
});

test('a name that is no zone throws', () => {
  expect(() => zoneTransitions('America/Chicagoo')).toThrow(RangeError);
});
