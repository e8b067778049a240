import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Contract } from '../contract/contract.ts';
import { parseContract } from '../contract/parse-contract.ts';
import { nearest, type ProgramProblem, RealizedError } from '../errors.ts';
import type { Kpi } from '../kpi/kpi.ts';
import { parseKpi } from '../kpi/parse-kpi.ts';
import type { Catalogue, SqlFile } from '../warehouse/catalogue.ts';
import { productFolder } from './product-folder.ts';

export type { Catalogue, SqlFile };

/**
 * Which contracts, staging files, marts and KPIs may a program use?
 *
 * What ships with the product (`sql/`), and the program folder's own `contract/`, `staging/`, `marts/` and `kpi/` under new
 * names. Only text is read; what the SQL does is checked where it meets the warehouse (check-sql.ts).
 *
 * @param programDirectory  null for what ships alone
 * @throws  `program.invalid` with every problem of every file: broken headers and contracts, a shipped name taken again, a
 *          contract without its staging file, `feeds:`, `counter:` and `leans_on:` that name nothing
 * @example (await readCatalogue(null)).kpis.map((kpi) => kpi.id)  // ['imaging_exam_to_report', …]
 */
export async function readCatalogue(programDirectory: string | null): Promise<Catalogue> {
  const shipped = join(productFolder(), 'sql');
  const problems: ProgramProblem[] = [];
  const read = async (folder: string): Promise<SqlFile[]> => {
    const own = programDirectory === null ? [] : await filesIn(programDirectory, folder, '');
    const files = await filesIn(shipped, folder, 'sql/');
    for (const { name, file } of own) {
      if (!files.some((other) => other.name === name)) continue;
      const message = `«${name}» ships with the product`;
      problems.push({ file, line: 1, column: 1, message, hint: 'choose a new name; what ships is not replaced' });
    }
    return [...files, ...own].sort((a, b) => (a.name < b.name ? -1 : 1));
  };
  const parsed = <T>(files: SqlFile[], parse: (text: string, file: string) => T): T[] =>
    files.flatMap(({ sql, file }) => {
      try {
        return [parse(sql, file)];
      } catch (error) {
        if (!(error instanceof RealizedError) || error.code !== 'program.invalid') throw error;
        problems.push(...(error as RealizedError<'program.invalid'>).data.problems);
        return [];
      }
    });
  const contracts = await read('contract');
  const kpis = await read('kpi');
  const catalogue: Catalogue = {
    macros: await filesIn(shipped, 'macros', 'sql/'),
    contracts: parsed(contracts, parseContract),
    staging: await read('staging'),
    marts: await read('marts'),
    kpis: parsed(kpis, parseKpi),
    sources: [...contracts, ...kpis],
  };
  if (problems.length === 0) problems.push(...nameProblems(catalogue, contracts, kpis));
  if (problems.length > 0) throw new RealizedError('program.invalid', { problems });
  return catalogue;
}

/** The files of a folder by name; none where the folder is missing. `shown` stands before the path in messages. */
async function filesIn(root: string, folder: string, shown: string): Promise<SqlFile[]> {
  const directory = join(root, folder);
  if (!existsSync(directory)) return [];
  const extension = folder === 'contract' ? '.yaml' : '.sql';
  const names = (await readdir(directory)).filter((name) => name.endsWith(extension)).sort();
  return Promise.all(
    names.map(async (name) => ({
      name: name.slice(0, -extension.length),
      file: `${shown}${folder}/${name}`,
      sql: await readFile(join(directory, name), 'utf8'),
    })),
  );
}

/** Names that must agree between files: kind and file, contract and staging, what a header points to. */
function nameProblems({ contracts, staging, kpis }: Catalogue, yaml: SqlFile[], sql: SqlFile[]): ProgramProblem[] {
  const problems: ProgramProblem[] = [];
  const problem = (file: string, message: string, hint: string) =>
    problems.push({ file, line: 1, column: 1, message, hint });
  const kinds = contracts.map(({ kind }) => kind);
  contracts.forEach((contract, index) => {
    const { name, file } = yaml[index]!;
    if (contract.kind !== name) problem(file, `its kind is «${contract.kind}»`, `name the file ${contract.kind}.yaml`);
    for (const [message, hint] of contractProblems(contract, kinds, staging)) problem(file, message, hint);
  });
  for (const { name, file } of staging) {
    const kind = name.replace(/^stg_/, '');
    if (kinds.includes(kind) && name.startsWith('stg_')) continue;
    problem(file, `no contract has the kind «${kind}»`, didYouMean(kind, kinds, 'name it stg_<kind>.sql'));
  }
  const ids = kpis.map(({ id }) => id);
  kpis.forEach(({ counter, leansOn }: Kpi, index) => {
    for (const id of [...(counter === null ? [] : [counter]), ...leansOn]) {
      if (!ids.includes(id))
        problem(sql[index]!.file, `no KPI is called «${id}»`, didYouMean(id, ids, 'see `realized kpis`'));
    }
  });
  return problems;
}

function contractProblems(contract: Contract, kinds: string[], staging: SqlFile[]): [message: string, hint: string][] {
  const { kind, feeds } = contract;
  const problems: [string, string][] = [];
  if (!staging.some(({ name }) => name === `stg_${kind}`)) {
    problems.push([`no staging file reads «${kind}»`, `add staging/stg_${kind}.sql, one select from landed_${kind}`]);
  }
  if (feeds !== null && (feeds === kind || !kinds.includes(feeds))) {
    problems.push([`«feeds: ${feeds}» names no other kind`, didYouMean(feeds, kinds, 'see `realized contracts`')]);
  }
  return problems;
}

function didYouMean(written: string, valid: readonly string[], otherwise: string): string {
  const near = nearest(written, valid);
  return near === null ? otherwise : `did you mean «${near}»?`;
}
