import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ProgramProblem, RealizedError } from '../../src/errors.ts';
import { parseKpi } from '../../src/kpi/parse-kpi.ts';

const header: Record<string, string> = {
  label: 'Imaging order to final report, STAT',
  family: 'turnaround',
  nature: 'technical',
  unit: 'minutes',
  direction: 'decrease',
  statistic: 'median',
  also: 'p90, mean',
  clock: 'ordered_at to first final_at',
  grain: 'one row per STAT exam, open ones included',
  strata: 'modality, patient class',
  maturity: '14 days',
  parameters: 'none',
  source: 'SIIM SWIM lexicon, order to final',
  pitfall: 'STAT relabelling\n            after go-live',
  counter: 'imaging_stat_share',
  money: 'capacity',
};

function kpiText(change: Record<string, string | null> = {}, body = 'select 1'): string {
  const lines = Object.entries({ ...header, ...change })
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key}: ${value}`);
  return ['/*', ...lines, '*/', body, ''].join('\n');
}

function problemsOf(text: string, file = 'sql/kpi/stat.sql'): ProgramProblem[] {
  try {
    parseKpi(text, file);
  } catch (error) {
    return (error as RealizedError<'program.invalid'>).data.problems as ProgramProblem[];
  }
  return [];
}

test('every key of the header is read', () => {
  const text = kpiText({ leans_on: 'a_kpi, b_kpi' });
  expect(parseKpi(text, 'sql/kpi/stat.sql')).toEqual({
    id: 'stat',
    label: 'Imaging order to final report, STAT',
    family: 'turnaround',
    nature: 'technical',
    unit: 'minutes',
    direction: 'decrease',
    statistic: 'median',
    also: ['p90', 'mean'],
    per: 1,
    clock: 'ordered_at to first final_at',
    grain: 'one row per STAT exam, open ones included',
    strata: ['modality', 'patient class'],
    maturityDays: 14,
    parameters: [],
    source: 'SIIM SWIM lexicon, order to final',
    pitfall: 'STAT relabelling after go-live',
    counter: 'imaging_stat_share',
    money: 'capacity',
    leansOn: ['a_kpi', 'b_kpi'],
    sql: 'select 1',
    hash: createHash('sha256').update(text).digest('hex'),
  });
});

test('what the definition leaves open is null', () => {
  const open = { unit: 'as declared', direction: 'as declared', statistic: 'rate', per: 'as declared', also: 'none' };
  expect(parseKpi(kpiText(open), 'a.sql')).toMatchObject({ unit: null, direction: null, per: null, also: [] });
});

test('bands, rates, no maturity, no counter', () => {
  const band = { direction: 'between 0.75 and 0.85', maturity: 'none', counter: 'none', strata: 'none' };
  expect(parseKpi(kpiText(band), 'a.sql')).toMatchObject({
    direction: { low: 0.75, high: 0.85 },
    maturityDays: 0,
    counter: null,
    strata: [],
  });
  expect(parseKpi(kpiText({ statistic: 'rate', per: '1000', maturity: '1 day' }), 'a.sql')).toMatchObject({
    per: 1000,
    maturityDays: 1,
  });
});

test('parameters have a default or are required', () => {
  const parameters = 'cap_minutes = 90 — a longer pause is a gap\n  measure = required — which measure';
  expect(parseKpi(kpiText({ parameters }), 'a.sql').parameters).toEqual([
    { name: 'cap_minutes', default: '90', description: 'a longer pause is a gap' },
    { name: 'measure', default: null, description: 'which measure' },
  ]);
});

test.each<[Record<string, string | null>, number, number, string, string]>([
  [{ source: null, sourse: 'x' }, 18, 1, '«sourse» is not a key of a KPI', 'did you mean «source»?'],
  [{ statistic: 'medain' }, 7, 12, '«medain» is not one of', 'did you mean «median»?'],
  [{ also: 'p90, p59' }, 8, 7, '«p59» is not one of', 'did you mean «p95»?'],
  [{ also: 'median' }, 8, 7, '«median» is the statistic already', 'list only others, or `none`'],
  [{ direction: 'down' }, 6, 12, '«down» is no direction', 'write decrease, increase'],
  [{ direction: 'between 2 and 1' }, 6, 12, '«between 2 and 1» is no direction', 'write decrease'],
  [{ maturity: 'two weeks' }, 12, 11, '«two weeks» is no number of days', 'write `14 days` or `none`'],
  [{ statistic: 'rate' }, 7, 12, 'a rate needs «per»', 'add `per: 1000`'],
  [{ per: '100' }, 19, 6, '«per» belongs to a rate', 'leave it out'],
  [{ statistic: 'rate', per: 'none' }, 19, 6, '«none» is not a number above 0', 'write how many'],
  [{ statistic: 'proportion' }, 5, 7, 'a proportion has unit 1', 'write `unit: 1`'],
  [{ parameters: 'cap: 90' }, 13, 13, '«cap: 90» is no parameter', 'write `name = default — description`'],
  [{ parameters: 'a = 1 — x\n  a = 2 — y' }, 14, 3, 'parameter «a» occurs twice', 'keep one'],
  [{ clock: '' }, 9, 7, '«clock» is empty', 'fill it in'],
])('%j is refused', (change, line, column, message, hint) => {
  const found = problemsOf(kpiText(change)).find((problem) => problem.message.startsWith(message));
  expect(found).toMatchObject({ file: 'sql/kpi/stat.sql', line, column });
  expect(found!.hint).toContain(hint);
});

test('all problems come at once, in the order of the file', () => {
  const problems = problemsOf(kpiText({ label: '', nature: 'technicl', maturity: 'soon' }));
  expect(problems.map(({ line }) => line)).toEqual([2, 4, 12]);
});

test('a file without a header has one problem, not one per key', () => {
  expect(problemsOf('select 1')).toHaveLength(1);
});

test('the statement is one bare select', () => {
  expect(problemsOf(kpiText({}, ''))).toMatchObject([{ line: 21, message: 'no select follows the header' }]);
  expect(problemsOf(kpiText({}, 'drop table unit'))).toMatchObject([{ line: 20 }]);
  expect(problemsOf(kpiText({}, 'select 1;'))).toMatchObject([{ message: 'the select ends with «;»' }]);
});

test('the id is the file name in lower case', () => {
  expect(problemsOf(kpiText(), 'kpi/My-KPI.sql')).toMatchObject([{ message: '«My-KPI» is not a KPI id' }]);
});
