import { nearest, RealizedError } from '../errors.ts';
import { parseYaml, type YamlPath } from '../yaml.ts';
import type { Contract, Field } from './contract.ts';
import { contractSchema } from './contract-schema.ts';
import { formatProblem } from './datetime-format.ts';

/** Columns that the landed files and views add to a contract's own. */
const RESERVED = ['file_id', 'record', 'flags', 'reasons', 'rules'];

interface Complaint {
  path: YamlPath;
  message: string;
  hint: string;
}

/**
 * What must an extract of this kind look like?
 *
 * @param text  a contract file: YAML 1.2 in the words of Frictionless Table Schema, and those that contract.ts explains
 * @param file  the name that problems carry; nothing is read
 * @throws  `program.invalid` with every problem of the file
 * @source  https://specs.frictionlessdata.io/table-schema/
 * @example parseContract('kind: outage\ntitle: Outages\nfields:\n  - { name: started_at, type: datetime }\n', 'outage.yaml')
 */
export function parseContract(text: string, file: string): Contract {
  const reading = parseYaml(text, file, contractSchema);
  if (reading.problems !== null) throw new RealizedError('program.invalid', { problems: reading.problems });
  const problems = complaintsOf(reading.value).map(({ path, message, hint }) => reading.problemAt(path, message, hint));
  if (problems.length > 0) throw new RealizedError('program.invalid', { problems });
  return reading.value;
}

function complaintsOf(contract: Contract): Complaint[] {
  const names = contract.fields.map((field) => field.name);
  const keys = contract.primaryKey.flatMap((key, index) => unknownName(['primaryKey', index], key, names));
  return [...keys, ...contract.fields.flatMap((field, index) => fieldComplaints(contract, field, index))];
}

function fieldComplaints(contract: Contract, field: Field, index: number): Complaint[] {
  const at = (...rest: PropertyKey[]) => ['fields', index, ...rest];
  const complaints: Complaint[] = [];
  const complain = (path: YamlPath, message: string, hint: string) => complaints.push({ path, message, hint });
  const { name, type } = field;
  const names = contract.fields.map((other) => other.name);

  if (names.indexOf(name) !== index)
    complain(at('name'), `«${name}» is a second column of that name`, 'keep one of the two');
  if (RESERVED.includes(name)) complain(at('name'), `«${name}» is a column of the loader`, 'choose another name');
  if (field.isState && field.enum === null) {
    const hint = 'list them in order under constraints: { enum: […] }';
    complain(at('state'), 'a state column does not list its states', hint);
  }
  if (field.after !== null) complaints.push(...afterComplaints(contract, field, at('after')));
  if (isTime(type)) {
    const problem = formatProblem(field.format, type);
    if (problem !== null) complain(at('format'), `the format ${problem}`, 'see strptime; «iso» is YYYY-MM-DD HH:MM:SS');
  } else if (field.format !== 'iso') {
    complain(at('format'), `a column of type ${type} has no format`, 'remove the line, or make it a date or datetime');
  }
  for (const [key, only] of Object.entries(ONLY_FOR)) {
    const set = field[key as keyof Field];
    if (set === null || set === false || only.types.includes(type)) continue;
    const message = `a column of type ${type} has no «${only.path.at(-1)}»`;
    complain(at(...only.path), message, `that is for ${only.types.join(', ')}`);
  }
  return [...complaints, ...valueComplaints(field, at)];
}

/** What is wrong with the values that a field lists or bounds. */
function valueComplaints(field: Field, at: (...rest: PropertyKey[]) => YamlPath): Complaint[] {
  const complaints: Complaint[] = [];
  const { type, pattern } = field;
  for (const bound of ['minimum', 'maximum'] as const) {
    const value = field[bound];
    if (value === null || (typeof value === 'number') !== isTime(type)) continue;
    const hint = isTime(type) ? 'write an ISO date' : 'write a number';
    complaints.push({ path: at('constraints', bound), message: `«${value}» does not bound a ${type}`, hint });
  }
  if (pattern !== null && !isPattern(pattern)) {
    const hint = 'escape what is meant as a letter with \\';
    complaints.push({ path: at('constraints', 'pattern'), message: `«${pattern}» is not a regular expression`, hint });
  }
  const allowed = type === 'boolean' ? ['true', 'false'] : field.enum;
  for (const [from, to] of Object.entries(field.mapping)) {
    if (allowed !== null && !allowed.includes(to)) complaints.push(...unknownName(at('mapping', from), to, allowed));
  }
  return complaints;
}

const ONLY_FOR: Partial<Record<keyof Field, { path: string[]; types: string[] }>> = {
  zone: { path: ['zone'], types: ['datetime'] },
  decimals: { path: ['decimals'], types: ['number'] },
  identifier: { path: ['identifier'], types: ['string'] },
  isUnit: { path: ['unit'], types: ['string'] },
  isService: { path: ['service'], types: ['string'] },
  isPlan: { path: ['plan'], types: ['date', 'datetime'] },
  isState: { path: ['state'], types: ['string'] },
  enum: { path: ['constraints', 'enum'], types: ['string'] },
  pattern: { path: ['constraints', 'pattern'], types: ['string'] },
  minimum: { path: ['constraints', 'minimum'], types: ['integer', 'number', 'date', 'datetime'] },
  maximum: { path: ['constraints', 'maximum'], types: ['integer', 'number', 'date', 'datetime'] },
};

function afterComplaints(contract: Contract, field: Field, path: YamlPath): Complaint[] {
  const sameType = contract.fields.filter((other) => other.type === field.type && other !== field);
  if (!isTime(field.type)) {
    return [
      {
        path,
        message: `a column of type ${field.type} comes after nothing`,
        hint: 'that is for date and datetime columns',
      },
    ];
  }
  return unknownName(
    path,
    field.after!,
    sameType.map((other) => other.name),
  );
}

function isTime(type: Field['type']): type is 'date' | 'datetime' {
  return type === 'date' || type === 'datetime';
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern) !== null;
  } catch {
    return false;
  }
}

function unknownName(path: YamlPath, written: string, valid: readonly string[]): Complaint[] {
  if (valid.includes(written)) return [];
  const near = nearest(written, valid);
  const hint =
    near === null ? `choose one of ${valid.map((name) => `«${name}»`).join(', ')}` : `did you mean «${near}»?`;
  return [{ path, message: `«${written}» is not known here`, hint }];
}
