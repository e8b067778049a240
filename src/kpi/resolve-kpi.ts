import { nearest, type ProgramProblem, RealizedError } from '../errors.ts';
import type { KpiEntry, Program } from '../program/program.ts';
import type { Direction, Kpi, ResolvedKpi } from './kpi.ts';

/** Where an entry of `kpis:` stands in the program file. */
export interface EntryPlace {
  file: string;
  line: number;
  column: number;
}

/**
 * What does this program entry measure, with nothing left open?
 *
 * The definition's unit, direction and `per` stand, unless it says `as declared`: then the entry must give them. An entry
 * may move the band of a definition whose direction is a band; it may always give its own label.
 *
 * @param kpi    the definition that the entry names
 * @param place  of the entry, for problems; without it the first line of program.yaml, and the message names the entry
 * @returns the KPI with the entry's id as `entry`, its period length and its parameters as texts, defaults filled in
 * @throws  `program.invalid` with every problem of the entry: parameters unknown or missing, declarations missing or given
 *          where the definition fixes them
 * @example resolveKpi(turnover, { ...entry, parameters: { cap_minutes: 60 } }, program).values  // { cap_minutes: '60' }
 */
export function resolveKpi(
  kpi: Kpi,
  entry: KpiEntry,
  program: Pick<Program, 'period'>,
  place: EntryPlace = { file: 'program.yaml', line: 1, column: 1 },
): ResolvedKpi {
  const problems: ProgramProblem[] = [];
  const problem = (message: string, hint: string) => {
    const { file, line, column } = place;
    problems.push({ file, line, column, message: `KPI «${entry.id}»: ${message}`, hint });
  };
  const values = parameterValues(kpi, entry, problem);
  const unit = declared('unit', kpi.unit, entry.unit, problem);
  const direction = goodDirection(kpi.direction, entry.direction, problem);
  const per = declared('per', kpi.per, entry.per, problem);
  if (problems.length > 0 || unit === null || direction === null || per === null) {
    throw new RealizedError('program.invalid', { problems });
  }
  return {
    ...kpi,
    entry: entry.id,
    label: entry.label ?? kpi.label,
    unit,
    direction,
    per,
    periodLength: entry.period ?? program.period,
    values,
  };
}

type Report = (message: string, hint: string) => void;

function parameterValues(kpi: Kpi, entry: KpiEntry, problem: Report): Record<string, string> {
  const names = kpi.parameters.map(({ name }) => name);
  for (const name of Object.keys(entry.parameters)) {
    if (names.includes(name)) continue;
    const near = nearest(name, names);
    const known = names.length === 0 ? 'it has none: leave it out' : `it has: ${names.join(', ')}`;
    problem(`«${kpi.id}» has no parameter «${name}»`, near === null ? known : `did you mean «${near}»?`);
  }
  const values: Record<string, string> = {};
  for (const { name, default: fallback, description } of kpi.parameters) {
    const value = entry.parameters[name] ?? fallback;
    if (value === null) problem(`parameter «${name}» is missing`, `add it under «parameters»: ${description}`);
    else values[name] = String(value);
  }
  return values;
}

function declared<T extends string | number>(
  key: 'unit' | 'per',
  fixed: T | null,
  given: T | null,
  problem: Report,
): T | null {
  if (fixed === null && given === null)
    problem(`«${key}» is left open by its definition`, `add «${key}:» to the entry`);
  if (fixed !== null && given !== null && given !== fixed) {
    problem(`«${key}» is ${fixed} by its definition`, `remove «${key}» from the entry`);
  }
  return fixed ?? given;
}

function goodDirection(fixed: Direction | null, given: Direction | null, problem: Report): Direction | null {
  if (fixed === null && given === null) {
    problem('«direction» is left open by its definition', 'add «direction: decrease», «increase» or a band');
  }
  if (fixed === null || given === null) return fixed ?? given;
  if (typeof fixed === 'object' && typeof given === 'object') return given;
  if (given !== fixed) problem('«direction» is fixed by its definition', 'remove «direction» from the entry');
  return fixed;
}
