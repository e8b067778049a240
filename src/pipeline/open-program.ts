import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { TZDate } from '@date-fns/tz';
import { format } from 'date-fns';
import { RealizedError } from '../errors.ts';
import type { ResolvedKpi } from '../kpi/kpi.ts';
import { resolveKpi } from '../kpi/resolve-kpi.ts';
import { parseProgram } from '../program/parse-program.ts';
import type { Program } from '../program/program.ts';
import { type Catalogue, readCatalogue } from './catalogue.ts';

/** A program folder, read and checked: what every command that takes PROGRAM starts from. */
export interface OpenProgram {
  directory: string;
  program: Program;
  catalogue: Catalogue;
  kpis: ResolvedKpi[];
  /** The day the data is judged on. */
  asOf: string;
  /** Texts of the files that decide the run, by name: program.yaml, and costs, changes and prices where the program names them. */
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
  const kpis = program.kpis.map((entry) => {
    const kpi = catalogue.kpis.find((candidate) => candidate.id === entry.definition)!;
    return resolveKpi(kpi, entry, program);
  });
  return {
    directory: await realpath(directory),
    program,
    catalogue,
    kpis,
    asOf: asOf ?? program.asOf ?? today(program.timeZone),
    texts: { 'program.yaml': text, ...(await sideFiles(directory, program)) },
  };
}

async function sideFiles(directory: string, program: Program): Promise<Record<string, string>> {
  const texts: Record<string, string> = {};
  for (const name of [program.costs, program.changes, program.prices]) {
    if (name === null) continue;
    texts[name] = await readFile(join(directory, name), 'utf8').catch((cause) => {
      throw new RealizedError('program.file-missing', { path: name }, cause);
    });
  }
  return texts;
}

function today(timeZone: string): string {
  return format(TZDate.tz(timeZone), 'yyyy-MM-dd');
}
