import type { ProgramProblem } from '../errors.ts';
import type { Catalogue, SqlFile } from './catalogue.ts';
import type { Warehouse } from './duckdb.ts';
import { PARAMETER_TABLES } from './parameter-tables.ts';
import { type SelectUse, selectUses } from './sql-tables.ts';

/** What the SQL of a layer may read, by the start of the table's name, besides `parameters` (tables made by prepare.ts). */
const LAYERS = {
  staging: { reads: /^landed_/, words: 'landed_… views', parameters: false, portable: false },
  marts: { reads: /^stg_/, words: 'stg_… views and the parameter tables', parameters: true, portable: true },
  kpi: {
    reads: /^(fct|dim)_/,
    words: 'fct_… and dim_… marts and the parameter tables',
    parameters: true,
    portable: true,
  },
} as const;

/** Functions that marts and KPIs may use besides the macros: what every SQL engine of a hospital has. */
const PORTABLE_FUNCTIONS = [
  ...['+', '-', '*', '/', '%', '||', '~~', '!~~', 'concat', 'lower', 'upper', 'trim', 'substring', 'length'],
  ...['abs', 'round', 'floor', 'ceil', 'greatest', 'least', 'extract', 'date_part'],
  ...['count', 'count_star', 'sum', 'avg', 'min', 'max'],
  ...['row_number', 'rank', 'dense_rank', 'lag', 'lead', 'first_value', 'last_value'],
];

/** Macros that depend on the program's zone or on the loader's flags; prepare.ts makes them. */
export const MADE_MACROS = ['utc_offset_us', 'local_time', 'utc_time', 'has_flag'];

/**
 * Does each SQL file keep to its layer: one bare select that reads the layer below and, above staging, any engine can run?
 *
 * @returns problems at the head of the files they concern, in the order of the catalogue; empty when all is well
 * @throws  `warehouse.sql` for a text that is not exactly one select
 * @example (await sqlProblems(warehouse, catalogue))[0]?.message  // 'reads «landed_tally»'
 */
export async function sqlProblems(warehouse: Warehouse, catalogue: Catalogue): Promise<ProgramProblem[]> {
  const macros = [...catalogue.macros.map(({ name }) => name), ...MADE_MACROS];
  const kpis = catalogue.kpis.map(({ id, sql }) => ({ name: id, file: `kpi/${id}.sql`, sql }));
  const layers: [keyof typeof LAYERS, SqlFile[]][] = [
    ['staging', catalogue.staging],
    ['marts', catalogue.marts],
    ['kpi', kpis],
  ];
  const files = layers.flatMap(([layer, own]) => own.map(({ file, sql }) => ({ layer, file, sql })));
  const uses = await selectUses(warehouse, files);
  return files.flatMap(({ layer, file }, i) =>
    complaints(layer, uses[i]!, macros).map(([message, hint]) => ({ file, line: 1, column: 1, message, hint })),
  );
}

function complaints(layer: keyof typeof LAYERS, use: SelectUse, macros: string[]): [message: string, hint: string][] {
  const { reads, words, parameters, portable } = LAYERS[layer];
  const mayRead = (table: string) => reads.test(table) || (parameters && PARAMETER_TABLES.includes(table));
  const known = [...PORTABLE_FUNCTIONS, ...macros];
  const strange = portable ? use.functions.filter((name) => !known.includes(name)) : [];
  const beyond = portable ? use.beyondAnsi : use.beyondAnsi.filter((word) => word.endsWith('()'));
  return [
    ...use.tables
      .filter((table) => !mayRead(table))
      .map((table): [string, string] => [`reads «${table}»`, `a file in ${layer}/ reads ${words} only`]),
    ...strange.map((name): [string, string] => [
      `uses the function «${name}»`,
      'marts and KPIs run on other engines, too: use one that all of them have, or do it in staging',
    ]),
    ...beyond.map((word): [string, string] => [`uses «${word}»`, 'write it in plain ANSI SQL over tables']),
  ];
}
