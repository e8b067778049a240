import { expect, test } from 'vitest';
import type { ProgramProblem, RealizedError } from '../../src/errors.ts';
import type { Kpi } from '../../src/kpi/kpi.ts';
import { resolveKpi } from '../../src/kpi/resolve-kpi.ts';
import type { KpiEntry } from '../../src/program/program.ts';

const turnover = {
  id: 'or_turnover',
  label: 'Operating room turnover time',
  unit: 'minutes',
  direction: 'decrease',
  per: 1,
  parameters: [
    { name: 'cap_minutes', default: '90', description: 'a longer pause is a gap' },
    { name: 'measure', default: null, description: 'which measure' },
  ],
} as unknown as Kpi;
const open = { ...turnover, unit: null, direction: null, per: null, parameters: [] };
const entry = {
  id: 'turnover',
  definition: 'or_turnover',
  parameters: { measure: 'x' },
  period: null,
  label: null,
  unit: null,
  direction: null,
  per: null,
} as unknown as KpiEntry;

function problemsOf(kpi: Kpi, change: Partial<KpiEntry>): ProgramProblem[] {
  try {
    resolveKpi(kpi, { ...entry, ...change }, { period: 'week' }, { file: 'program.yaml', line: 7, column: 5 });
  } catch (error) {
    return (error as RealizedError<'program.invalid'>).data.problems as ProgramProblem[];
  }
  return [];
}

test('defaults are filled in and numbers become text', () => {
  expect(resolveKpi(turnover, entry, { period: 'week' })).toMatchObject({
    id: 'or_turnover',
    entry: 'turnover',
    label: 'Operating room turnover time',
    unit: 'minutes',
    direction: 'decrease',
    per: 1,
    periodLength: 'week',
    values: { cap_minutes: '90', measure: 'x' },
  });
  const own = {
    ...entry,
    parameters: { measure: 'x', cap_minutes: 60 },
    period: 'month' as const,
    label: 'Changeover',
  };
  expect(resolveKpi(turnover, own, { period: 'week' })).toMatchObject({
    label: 'Changeover',
    periodLength: 'month',
    values: { cap_minutes: '60', measure: 'x' },
  });
});

test('an entry declares what the definition leaves open', () => {
  const declared = { ...entry, parameters: {}, unit: 'falls', direction: 'decrease' as const, per: 1000 };
  expect(resolveKpi(open, declared, { period: 'week' })).toMatchObject({ unit: 'falls', per: 1000 });
});

test('a band may be moved, a plain direction may not', () => {
  const band = { ...turnover, direction: { low: 0.75, high: 0.85 } };
  const moved = { ...entry, direction: { low: 0.7, high: 0.8 } };
  expect(resolveKpi(band, moved, { period: 'week' }).direction).toEqual({ low: 0.7, high: 0.8 });
  expect(problemsOf(turnover, { direction: 'increase' })).toMatchObject([
    { message: 'KPI «turnover»: «direction» is fixed by its definition' },
  ]);
});

test('all problems of an entry come at once, at its place', () => {
  const problems = problemsOf(turnover, { parameters: { cap_minute: 60 }, unit: 'hours', per: 10 });
  expect(problems.map(({ message, hint }) => [message, hint])).toEqual([
    ['KPI «turnover»: «or_turnover» has no parameter «cap_minute»', 'did you mean «cap_minutes»?'],
    ['KPI «turnover»: parameter «measure» is missing', 'add it under «parameters»: which measure'],
    ['KPI «turnover»: «unit» is minutes by its definition', 'remove «unit» from the entry'],
    ['KPI «turnover»: «per» is 1 by its definition', 'remove «per» from the entry'],
  ]);
  expect(problems[0]).toMatchObject({ file: 'program.yaml', line: 7, column: 5 });
});

test('nothing may stay open', () => {
  expect(problemsOf(open, { parameters: {} }).map(({ message }) => message)).toEqual([
    'KPI «turnover»: «unit» is left open by its definition',
    'KPI «turnover»: «direction» is left open by its definition',
    'KPI «turnover»: «per» is left open by its definition',
  ]);
});
