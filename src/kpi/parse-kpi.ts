import { createHash } from 'node:crypto';
import { RealizedError } from '../errors.ts';
import { HeaderValues } from './header-values.ts';
import type { Kpi, Statistic } from './kpi.ts';
import { readHeader } from './read-header.ts';

const STATISTICS: readonly Statistic[] = ['median', 'p90', 'p95', 'mean', 'proportion', 'rate', 'ratio', 'total'];
const KPI_ID = /^[a-z][a-z0-9_]*$/;

/**
 * Which KPI does this file define?
 *
 * A KPI file is a header of `key: value` lines in one comment, then one bare select that returns observations
 * (docs/kpis.md). `none` empties a list; `as declared` leaves unit, direction or `per` to the program's entry.
 *
 * @param text  the file's text
 * @param file  its path: the id is its name without `.sql`, and problems carry it
 * @returns the KPI with the select as `sql` and the SHA-256 of the text as `hash`
 * @throws  `program.invalid` with every problem of the header at once: line, column, nearest key or value
 * @example parseKpi(text, 'sql/kpi/or_turnover.sql').parameters
 *          // [{ name: 'cap_minutes', default: '90', description: 'a longer pause is a gap in the list, not a turnover' }]
 */
export function parseKpi(text: string, file: string): Kpi {
  const header = readHeader(text, file);
  const id = file.replace(/^.*[/\\]/, '').replace(/\.sql$/, '');
  const values = new HeaderValues(file, header.entries, header.problems);
  const statistic = values.oneOf('statistic', STATISTICS);
  const also = values.list('also', (word, at) => values.known(word, STATISTICS, at));
  const kpi: Kpi = {
    id,
    label: values.text('label'),
    family: values.text('family'),
    nature: values.oneOf('nature', ['technical', 'business'] as const),
    unit: values.unlessDeclared('unit', (value) => value),
    direction: values.unlessDeclared('direction', (value, at) => values.direction(value, at)),
    statistic,
    also,
    per: values.per([statistic, ...also].includes('rate')),
    clock: values.text('clock'),
    grain: values.text('grain'),
    strata: values.list('strata', (word) => word),
    maturityDays: values.days('maturity'),
    parameters: values.parameters(),
    source: values.text('source'),
    pitfall: values.text('pitfall'),
    counter: values.text('counter') === 'none' ? null : values.text('counter'),
    money: values.text('money'),
    leansOn: values.list('leans_on', (word) => word),
    sql: header.body,
    hash: createHash('sha256').update(text).digest('hex'),
  };
  if (!KPI_ID.test(id)) {
    values.problem({ line: 1, column: 1 }, `«${id}» is not a KPI id`, 'name the file in lower case: a–z, 0–9 and _');
  }
  if (also.includes(statistic)) {
    values.problem(values.place('also'), `«${statistic}» is the statistic already`, 'list only others, or `none`');
  }
  if (statistic === 'proportion' && kpi.unit !== '1') {
    values.problem(values.place('unit'), 'a proportion has unit 1', 'write `unit: 1`; reports show it as a percentage');
  }
  const body = bodyProblem(header.body);
  if (body !== null) values.problem({ line: lineOfBody(text), column: 1 }, ...body);
  const { problems } = header;
  if (problems.length === 0) return kpi;
  throw new RealizedError('program.invalid', {
    problems: problems.sort((a, b) => a.line - b.line || a.column - b.column),
  });
}

function bodyProblem(body: string): [message: string, hint: string] | null {
  if (!/^(select|with)\b/i.test(body))
    return ['no select follows the header', 'write one bare select after the comment'];
  if (body.endsWith(';')) return ['the select ends with «;»', 'remove it: the select is read inside another'];
  return null;
}

function lineOfBody(text: string): number {
  const end = text.indexOf('*/') + 2;
  const blank = /^\s*/.exec(text.slice(end))![0];
  return text.slice(0, end + blank.length).split('\n').length;
}
