import type { Contract } from '../contract/contract.ts';
import { parseContract } from '../contract/parse-contract.ts';
import { type ProgramProblem, RealizedError } from '../errors.ts';
import { parseKpi } from '../kpi/parse-kpi.ts';
import type { Catalogue, SqlFile } from '../warehouse/catalogue.ts';
import { definitionReader, didYouMean } from './definition-files.ts';
import { kpiNameProblems } from './read-kpis.ts';

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
  const { problems, read, parsed } = definitionReader(programDirectory);
  const contracts = await read('contract');
  const kpis = await read('kpi');
  const catalogue: Catalogue = {
    macros: await definitionReader(null).read('macros'),
    contracts: parsed(contracts, parseContract),
    staging: await read('staging'),
    marts: await read('marts'),
    kpis: parsed(kpis, parseKpi),
    sources: [...contracts, ...kpis],
  };
  if (problems.length === 0) {
    problems.push(...nameProblems(catalogue, contracts), ...kpiNameProblems(catalogue.kpis, kpis));
  }
  if (problems.length > 0) throw new RealizedError('program.invalid', { problems });
  return catalogue;
}

/** Names that must agree between files: kind and file, contract and staging. */
function nameProblems({ contracts, staging }: Catalogue, yaml: SqlFile[]): ProgramProblem[] {
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
