import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ALARM_LIMIT_SECONDS } from '../../datasets/riverside/alarms.ts';
import { AS_OF } from '../../datasets/riverside/calendar.ts';
import { generateRiverside } from '../../datasets/riverside/generate.ts';
import { GO_LIVE, LAB_DEADLINE_MINUTES, STABILIZATION_WEEKS, SYNTHETIC } from '../../datasets/riverside/scenario.ts';
import { RETEST_HOURS } from '../../datasets/riverside/test-orders.ts';
import { parseProgram } from '../../src/program/parse-program.ts';
import { readCosts } from '../../src/valuation/read-costs.ts';

const root = resolve(import.meta.dirname, '../..');
const work = mkdtempSync(join(tmpdir(), 'riverside-'));
const full = join(work, 'full');
const truth = generateRiverside({ directory: full });
afterAll(() => rmSync(work, { recursive: true }));

describe('the generator', () => {
  test('writes the same bytes again, in another time zone too', () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Asia/Tokyo';
    expect(new Date(0).getHours()).toBe(9);
    generateRiverside({ directory: join(work, 'tokyo') });
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
    expect(digests(join(work, 'tokyo'))).toEqual(digests(full));
  });

  test('writes the bytes that it wrote when this test was written, on whatever machine', () => {
    generateRiverside({ directory: join(work, 'small'), scale: 0.1, seed: 7 });
    const all = Object.entries(digests(join(work, 'small'))).filter(([file]) => file.startsWith('extracts'));
    expect(sha256(JSON.stringify(all))).toBe('0f77af325e35a7ad5ab7ecde49a263532c7dad7fe9b34365a680ce171cae3098');
  });

  test('writes one kind alone with the bytes it has among all', () => {
    const among = digests(full);
    for (const only of ['lab_result', 'or_block', 'outage', 'alarm', 'staff_hours', 'workaround'] as const) {
      generateRiverside({ directory: join(work, only), only });
      const alone = Object.entries(digests(join(work, only))).filter(([file]) => file.startsWith('extracts'));
      expect(alone.length).toBeGreaterThan(0);
      for (const [file, digest] of alone) expect(digest).toBe(among[file]);
    }
  });

  test('makes about 430,000 rows, and items in proportion to the scale', () => {
    const total = Object.values(truth.rows).reduce((sum, count) => sum + count, 0);
    expect(total).toBeGreaterThan(420_000);
    expect(total).toBeLessThan(440_000);
    const half = generateRiverside({ directory: join(work, 'half'), scale: 0.5 }).rows;
    const inProportion = ['imaging_exam', 'lab_result', 'or_case', 'or_block', 'alarm', 'interface_message', 'claim'];
    for (const kind of [...inProportion, 'ehr_session', 'workaround', 'support_ticket']) {
      expect(half[kind]! / truth.rows[kind]!).toBeCloseTo(0.5, 1);
    }
  });

  test('refuses what makes no program', () => {
    expect(() => generateRiverside({ directory: work, scale: 0 })).toThrow(RangeError);
    expect(() => generateRiverside({ directory: work, seed: 1.5 })).toThrow(RangeError);
  });
});

describe('program.yaml', () => {
  const names = (folder: string, ending: string) =>
    readdirSync(join(root, 'sql', folder)).map((file) => file.replace(ending, ''));
  const known = { kinds: names('contract', '.yaml'), kpis: names('kpi', '.sql') };
  const program = parseProgram(readFileSync(join(full, 'program.yaml'), 'utf8'), 'program.yaml', known);

  test('tells the story that the generator makes', () => {
    expect([program.synthetic, program.asOf, program.timeZone]).toEqual([SYNTHETIC, AS_OF, 'America/Chicago']);
    for (const { id, goLive, stabilization } of program.deployments) {
      expect(Object.values(goLive)).toEqual(Object.values(GO_LIVE[id as keyof typeof GO_LIVE]));
      expect(stabilization.periods).toBe(STABILIZATION_WEEKS);
    }
    expect(program.kpis.find(({ id }) => id === 'lab_stat_outliers')!.parameters).toEqual({
      deadline_minutes: LAB_DEADLINE_MINUTES,
    });
  });

  test('has costs on file for every deployment that claims a benefit, planned and actual, none actual after the as-of day', () => {
    const costs = readCosts(readFileSync(join(full, 'costs.csv'), 'utf8'), 'costs.csv', program);
    for (const status of ['planned', 'actual'] as const) {
      const lines = costs.filter((line) => line.status === status);
      expect([...new Set(lines.map(({ deployment }) => deployment))].sort()).toEqual(['lis', 'or-platform', 'pacs']);
    }
    expect(costs.filter(({ date, status }) => status === 'actual' && date >= AS_OF)).toEqual([]);
    expect(new Set(costs.map(({ priceBasis }) => priceBasis))).toEqual(new Set([program.priceYear]));
  });

  test('measures every effect that is known or named, and every KPI that ships', () => {
    const told = new Set([...truth.effects, ...truth.changes].map(({ kpi }) => kpi));
    const measured = program.kpis.map(({ id }) => id);
    expect(measured.filter((id) => !told.has(id)).sort()).toEqual([
      'board_availability',
      'time_between_failures',
      'vendor_allowance',
      'vendor_share_of_downtime',
    ]);
    expect([...told].filter((id) => !measured.includes(id))).toEqual([]);
    const used = new Set(program.kpis.map(({ definition }) => definition));
    expect(known.kpis.filter((id) => !used.has(id))).toEqual([]);
  });

  test('reads an extract of every kind that ships, with rows', () => {
    const read = new Set(program.extracts.map(({ kind }) => kind));
    // FHIR brings kinds that are here already in another form.
    const kinds = known.kinds.filter((kind) => !kind.startsWith('fhir_'));
    expect(kinds.filter((kind) => !read.has(kind))).toEqual([]);
    expect(Object.keys(truth.rows).sort()).toEqual(kinds.sort());
  });

  test('gives its KPIs the limits that the generator works with', () => {
    const parameters = (id: string) => program.kpis.find((entry) => entry.id === id)!.parameters;
    expect(parameters('alarms_in_time')).toEqual({ limit_seconds: ALARM_LIMIT_SECONDS });
    expect(parameters('repeat_share')).toEqual({ interval_hours: RETEST_HOURS });
  });
});

/** SHA-256 of every file but the program's own, by path. */
function digests(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const made = files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll('\\', '/'));
  const own = ['program.yaml', 'costs.csv', 'changes.csv'];
  const paths = made.filter((path) => !own.includes(path)).sort();
  return Object.fromEntries(paths.map((path) => [path, sha256(readFileSync(join(folder, path)))]));
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}
