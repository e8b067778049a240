import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { TZDate } from '@date-fns/tz';
import { format } from 'date-fns/format';
import { type ProgramProblem, RealizedError } from '../errors.ts';
import type { ResolvedKpi } from '../kpi/kpi.ts';
import { resolveKpi } from '../kpi/resolve-kpi.ts';
import { parseProgram } from '../program/parse-program.ts';
import type { Program } from '../program/program.ts';
import { readYaml } from '../yaml.ts';
import { type Catalogue, readCatalogue } from './catalogue.ts';
import { themeFiles } from './program-theme.ts';

/** A program folder, read and checked: what every command that takes PROGRAM starts from. */
export interface OpenProgram {
  directory: string;
  program: Program;
  catalogue: Catalogue;
  kpis: ResolvedKpi[];
  /** The day the data is judged on. */
  asOf: string;
  /** Texts of the files that decide the run, by name: program.yaml, and costs, changes, prices, exchange rates, theme, logo and fonts where the program names them. */
  texts: Record<string, string>;
}

/**
 * Reads a program folder with the catalogue it uses; nothing is written.
 *
 * @param directory  the folder that holds program.yaml
 * @param asOf  overrides the program's `as_of`; with neither, today in the program's zone
 * @throws `program.missing`, `program.invalid` with every problem of every file
 */
export async function openProgram(directory: string, asOf: string | null): Promise<OpenProgram> {
  const text = await readFile(join(directory, 'program.yaml'), 'utf8').catch((cause) => {
    throw new RealizedError('program.missing', { path: directory }, cause);
  });
  const catalogue = await readCatalogue(directory);
  const program = parseProgram(text, 'program.yaml', {
    kinds: catalogue.contracts.map((contract) => contract.kind),
    kpis: catalogue.kpis.map((kpi) => kpi.id),
  });
  return {
    directory: await realpath(directory),
    program,
    catalogue,
    kpis: resolvedKpis(program, catalogue, text),
    asOf: asOf ?? program.asOf ?? today(program.timeZone),
    texts: { 'program.yaml': text, ...(await sideFiles(directory, program)) },
  };
}

/** Every entry with its definition; the problems of all of them come at once, each at its place in the file. */
export function resolvedKpis(program: Program, catalogue: Catalogue, text: string): ResolvedKpi[] {
  const { problemAt } = readYaml(text, 'program.yaml');
  const problems: ProgramProblem[] = [];
  const kpis = program.kpis.flatMap((entry, index) => {
    const kpi = catalogue.kpis.find(({ id }) => id === entry.definition)!;
    try {
      return [resolveKpi(kpi, entry, program, problemAt(['kpis', index], '', ''))];
    } catch (error) {
      if (!(error instanceof RealizedError) || error.code !== 'program.invalid') throw error;
      problems.push(...(error as RealizedError<'program.invalid'>).data.problems);
      return [];
    }
  });
  if (problems.length > 0) throw new RealizedError('program.invalid', { problems });
  return kpis;
}

async function sideFiles(directory: string, program: Program): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const name of [program.costs, program.changes, program.prices, program.exchange]) {
    if (name === null) continue;
    texts[name] = await readFile(join(directory, name), 'utf8').catch((cause) => {
      throw new RealizedError('program.file-missing', { path: name }, cause);
    });
  }
  return { ...texts, ...(await themeFiles(directory, program.theme)) };
}

function today(timeZone: string): string {
  return format(TZDate.tz(timeZone), 'yyyy-MM-dd');
}
