import type { RowRule } from '../contract/contract.ts';
import type { CheckedFile } from '../extract/preflight.ts';
import type { ShapeRule } from '../extract/record-scanner.ts';
import { brokenMark } from '../extract/write-copy.ts';
import { sqlName, sqlText } from './duckdb.ts';

/** How DuckDB reads one file: a relation of its own columns. */
export interface SourceSql {
  from: string;
  /** SQL of a header's cell as text. */
  cell(header: string): string;
  /** Rules of the whole row that follow from how the file is read. */
  wholeRow: [RowRule, string][];
}

const SHAPE_RULES: readonly ShapeRule[] = ['ragged-row', 'bad-encoding', 'malformed-record'];

/**
 * How is a checked text file read, every cell as text and every column by its header?
 *
 * @param paths    of the file, or of its copy; or of several files that are alike, in the order of their rows
 * @param isCopy   broken records are marked in it
 * @param wanted   headers and names in expressions; `record` (its number) is made only where wanted
 */
export function textSource(
  file: CheckedFile,
  paths: readonly string[],
  isCopy: boolean,
  wanted: readonly string[],
): SourceSql {
  const source = file.format === 'csv' ? csvSource(file, paths, isCopy) : ndjsonSource(file, paths, isCopy, wanted);
  return numbered(source, file.columns!, wanted);
}

/** The column that says which path a row is of. */
export const PATH = sqlName('load:path');

function csvSource(file: CheckedFile, paths: readonly string[], isCopy: boolean): SourceSql {
  const names = columnNames(file.columns!);
  const types = names.map((name) => `${sqlText(name)}: 'VARCHAR'`).join(', ');
  const mark = (rule: ShapeRule) => `${sqlName(names[0]!)} = ${sqlText(brokenMark(file, rule))}`;
  const delimiter = sqlText(file.delimiter);
  return {
    from: `read_csv(${globlessAll(paths)}, auto_detect = false, header = true, columns = {${types}}, delim = ${delimiter},
      quote = '"', escape = '"', strict_mode = true, hive_partitioning = false, filename = ${PATH},
      ${compression(file, isCopy)})`,
    cell: sqlName,
    wholeRow: isCopy ? SHAPE_RULES.map((rule): [RowRule, string] => [rule, mark(rule)]) : [],
  };
}

/** Each line is one text; members are taken out of what is a JSON object, all at once. `json` is the object itself. */
function ndjsonSource(
  file: CheckedFile,
  paths: readonly string[],
  isCopy: boolean,
  wanted: readonly string[],
): SourceSql {
  const [line, object, cells] = ['ndjson:line', 'ndjson:object', 'ndjson:cells'].map(sqlName) as [
    string,
    string,
    string,
  ];
  const isWanted = (column: string) => wanted.some((name) => name.toLowerCase() === column.toLowerCase());
  const members = file.columns!.filter(isWanted);
  const pointers = members.map((name) => sqlText(`/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`));
  const lines = `read_csv(${globlessAll(paths)}, auto_detect = false, header = false, columns = {'ndjson:line': 'VARCHAR'},
    delim = e'\\x01', quote = '', escape = '', strict_mode = true, hive_partitioning = false, ${compression(file, isCopy)})`;
  const objects = `select ${line},
    case when json_valid(${line}) and json_type(${line}) = 'OBJECT' then ${line}::json end as ${object} from ${lines}`;
  const extracted = `select *, json_extract_string(${object}, [${pointers.join(', ')}]::varchar[]) as ${cells} from (${objects})`;
  const columns = members.map((name, place) => `${cells}[${place + 1}] as ${sqlName(name)}`);
  const whole = members.some((name) => name.toLowerCase() === 'json') ? [] : [`${object} as json`];
  const encoding: [RowRule, string] = ['bad-encoding', `${line} = ${sqlText(brokenMark(file, 'bad-encoding'))}`];
  return {
    from: `(select ${[line, object, ...whole, ...columns].join(', ')} from (${extracted}))`,
    cell: sqlName,
    wholeRow: [...(isCopy ? [encoding] : []), ['bad-json', `${object} is null`]],
  };
}

/** Adds `record`, the record's number, where an expression asks for it and no column is called so. */
function numbered(source: SourceSql, columns: readonly string[], wanted: readonly string[]): SourceSql {
  const isWanted = wanted.some((name) => name.toLowerCase() === 'record');
  if (!isWanted || columns.some((column) => column.toLowerCase() === 'record')) return source;
  // Costs as much as the load itself, so only on demand.
  return { ...source, from: `(select *, row_number() over () as record from ${source.from})` };
}

/** SQL names of the columns: headers, save that an empty or repeated one gets a name that no expression can mean. */
function columnNames(headers: readonly string[]): string[] {
  const seen = new Set<string>();
  return headers.map((header, place) => {
    const folded = header.toLowerCase();
    const isUsable = header !== '' && !seen.has(folded);
    seen.add(folded);
    return isUsable ? header : `${place + 1}:${header}`;
  });
}

function compression(file: CheckedFile, isCopy: boolean): string {
  return `compression = ${file.isCompressed && !isCopy ? "'gzip'" : "'none'"}`;
}

/** A path as a literal in which no character is a wildcard. */
export function globless(path: string): string {
  return sqlText(path.replace(/[*?[]/g, '[$&]'));
}

/** Several of them as a list. */
export function globlessAll(paths: readonly string[]): string {
  return `[${paths.map(globless).join(', ')}]`;
}
