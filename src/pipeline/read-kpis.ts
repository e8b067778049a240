import { type ProgramProblem, RealizedError } from '../errors.ts';
import type { Kpi } from '../kpi/kpi.ts';
import { parseKpi } from '../kpi/parse-kpi.ts';
import type { SqlFile } from '../warehouse/catalogue.ts';
import { definitionReader, didYouMean } from './definition-files.ts';

/**
 * Which KPIs may a program choose from?
 *
 * Only their own files are read; the whole that they rest on is `readCatalogue`.
 *
 * @param programDirectory  null for what ships alone
 * @throws  `program.invalid` with every problem of every KPI file
 * @example (await readKpis(null)).map((kpi) => kpi.id)  // ['imaging_exam_to_report', …]
 */
export async function readKpis(programDirectory: string | null): Promise<Kpi[]> {
  const { problems, read, parsed } = definitionReader(programDirectory);
  const files = await read('kpi');
  const kpis = parsed(files, parseKpi);
  if (problems.length === 0) problems.push(...kpiNameProblems(kpis, files));
  if (problems.length > 0) throw new RealizedError('program.invalid', { problems });
  return kpis;
}

/** `counter:` and `leans_on:` that name nothing; `files` are those of `kpis`, in their order. */
export function kpiNameProblems(kpis: readonly Kpi[], files: readonly SqlFile[]): ProgramProblem[] {
  const ids = kpis.map(({ id }) => id);
  return kpis.flatMap(({ counter, leansOn }, index) =>
    [...(counter === null ? [] : [counter]), ...leansOn]
      .filter((id) => !ids.includes(id))
      .map((id) => {
        const hint = didYouMean(id, ids, 'see `realized kpis`');
        return { file: files[index]!.file, line: 1, column: 1, message: `no KPI is called «${id}»`, hint };
      }),
  );
}
