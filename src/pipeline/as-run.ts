import { z } from 'zod';
import { parseContract } from '../contract/parse-contract.ts';
import type { ResolvedKpi } from '../kpi/kpi.ts';
import { parseKpi } from '../kpi/parse-kpi.ts';
import { parseProgram } from '../program/parse-program.ts';
import { type MeasuringProgram, measuringPart } from '../program/program.ts';
import type { Catalogue, SqlFile, StandingCatalogue } from '../warehouse/catalogue.ts';
import { layersBehind } from '../warehouse/layers.ts';
import { type OpenProgram, resolvedKpis } from './open-program.ts';

/** The output that holds what a run was told to do. */
export const AS_RUN_FILE = 'as-run.json';

/** What decided a run. */
export interface AsRun {
  format: 1;
  /** Every text by path: program.yaml and the files it names, then contracts, SQL and KPI files it rests on. */
  files: Record<string, string>;
  measured: AsMeasured;
}

/** What was measured with: the texts as they were read, and as they were sealed. A number is asked for again with nothing else. */
export interface AsMeasured {
  program: MeasuringProgram;
  catalogue: StandingCatalogue;
  kpis: ResolvedKpi[];
}

const asRunSchema = z.object({
  format: z.literal(1),
  files: z.record(z.string(), z.string()),
  measured: z.custom<AsMeasured>((value) => typeof value === 'object' && value !== null),
});

/**
 * What was this run told to do, word for word, and what did it measure with?
 *
 * So that a run can be read, compared, explained and exported after the program has changed. Of what ships with the product
 * only what the program's KPIs rest on is kept.
 *
 * @param told      the program as its files say it
 * @param measured  the same under its seals
 * @returns paths as messages name them: `sql/…` for what ships, else relative to the program folder
 */
export function asRunOf(told: OpenProgram, measured: OpenProgram): AsRun {
  const { program, catalogue, texts } = told;
  const used = catalogue.kpis.filter(({ id }) => program.kpis.some(({ definition }) => definition === id));
  const { kinds, isUsed } = reached(told, [...used, ...measured.kpis]);
  const isNamed = ({ name, file }: SqlFile) =>
    /(^|\/)contract\//.test(file) ? kinds.has(name) : used.some(({ id }) => id === name);
  const files = [
    ...catalogue.sources.filter(isNamed),
    ...catalogue.macros,
    ...catalogue.staging.filter(isUsed),
    ...catalogue.marts.filter(isUsed),
  ];
  const sorted = files.sort((a, b) => (a.file < b.file ? -1 : 1));
  return {
    format: 1,
    files: { ...texts, ...Object.fromEntries(sorted.map(({ file, sql }) => [file, sql])) },
    measured: measuredOf(measured),
  };
}

/** What a program under its seals is measured with. */
export function measuredOf(open: OpenProgram): AsMeasured {
  const { program, catalogue, kpis } = open;
  const { kinds, isUsed } = reached(open, kpis);
  return {
    program: measuringPart(program),
    catalogue: {
      macros: catalogue.macros,
      contracts: catalogue.contracts.filter(({ kind }) => kinds.has(kind)),
      staging: catalogue.staging.filter(isUsed),
      marts: catalogue.marts.filter(isUsed),
    },
    kpis,
  };
}

/** What of a catalogue a program's extracts and these KPIs reach. */
function reached({ program, catalogue }: OpenProgram, kpis: readonly { sql: string }[]) {
  const layers = kpis.map(({ sql }) => layersBehind(catalogue, sql));
  const kinds = new Set([...program.extracts.map(({ kind }) => kind), ...layers.flatMap((one) => one.kinds)]);
  const files = new Set(layers.flatMap((one) => one.marts));
  const isUsed = (file: SqlFile) => files.has(file) || kinds.has(file.name.replace(/^stg_/, ''));
  return { kinds, isUsed };
}

/**
 * A program as a past run was told to run it, over the extracts that lie in its folder today.
 *
 * @param directory  the program folder
 * @throws `program.invalid` where a text is not what this version can read
 */
export function openAsRun(directory: string, { files }: AsRun, asOf: string): OpenProgram {
  const within = (folder: string): SqlFile[] =>
    Object.entries(files)
      .filter(([file]) => file.startsWith(`sql/${folder}/`) || file.startsWith(`${folder}/`))
      .map(([file, sql]) => ({ name: file.replace(/^.*\//, '').replace(/\.(sql|yaml)$/, ''), file, sql }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  const [contracts, kpis] = [within('contract'), within('kpi')];
  const catalogue: Catalogue = {
    macros: within('macros'),
    contracts: contracts.map(({ sql, file }) => parseContract(sql, file)),
    staging: within('staging'),
    marts: within('marts'),
    kpis: kpis.map(({ sql, file }) => parseKpi(sql, file)),
    sources: [...contracts, ...kpis],
  };
  const text = files['program.yaml']!;
  const program = parseProgram(text, 'program.yaml', {
    kinds: catalogue.contracts.map(({ kind }) => kind),
    kpis: catalogue.kpis.map(({ id }) => id),
  });
  const isDefinition = (file: string) => /^(sql\/)?(macros|contract|staging|marts|kpi)\//.test(file);
  const texts = Object.fromEntries(Object.entries(files).filter(([file]) => !isDefinition(file)));
  return { directory, program, catalogue, kpis: resolvedKpis(program, catalogue, text), asOf, texts };
}

/** The content of an as-run file; null where it is none. */
export function parseAsRun(text: string): AsRun | null {
  try {
    return asRunSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
