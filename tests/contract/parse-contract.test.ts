import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import { parseContract } from '../../src/contract/parse-contract.ts';
import { RealizedError } from '../../src/errors.ts';

const shipped = join(import.meta.dirname, '../../sql/contract');

describe('parseContract', () => {
  test('fills in every default', () => {
    const contract = parseContract(
      'kind: visit\ntitle: Visits\nfields:\n  - { name: seen_at, type: datetime }\n',
      'v.yaml',
    );
    expect(contract).toEqual({
      kind: 'visit',
      title: 'Visits',
      sources: [],
      primaryKey: [],
      missingValues: [],
      encoding: 'utf-8',
      delimiter: ',',
      feeds: null,
      skip: [],
      staleAfterDays: null,
      fields: [
        {
          name: 'seen_at',
          type: 'datetime',
          description: '',
          format: 'iso',
          zone: null,
          decimals: null,
          required: false,
          unique: false,
          enum: null,
          minimum: null,
          maximum: null,
          pattern: null,
          after: null,
          identifier: false,
          isUnit: false,
          isService: false,
          isPlan: false,
          isState: false,
          onViolation: {},
          mapping: {},
          sql: null,
        },
      ],
      people: null,
    } satisfies Contract);
  });

  test('reads what the words mean', () => {
    const text = [
      'kind: stay',
      'title: Stays',
      'primaryKey: stay_id',
      'stale_after: 35 days',
      'feeds: visit',
      'fields:',
      '  - { name: stay_id, type: string, constraints: { required: true, unique: true, pattern: "S[0-9]+" } }',
      '  - { name: began_on, type: date, format: "%d.%m.%Y" }',
      '  - { name: ended_on, type: date, after: began_on, on_violation: { negative-interval: flag } }',
      '  - { name: elective, type: boolean, mapping: { J: true, N: false } }',
    ].join('\n');
    expect(parseContract(text, 'stay.yaml')).toMatchObject({
      primaryKey: ['stay_id'],
      staleAfterDays: 35,
      feeds: 'visit',
      fields: [
        { required: true, unique: true, pattern: 'S[0-9]+' },
        { format: '%d.%m.%Y' },
        { after: 'began_on', onViolation: { 'negative-interval': 'flag' } },
        { mapping: { J: 'true', N: 'false' } },
      ],
    });
  });

  test('names every contradiction with its line', () => {
    const text = [
      'kind: stay',
      'title: Stays',
      'primaryKey: [sty_id]',
      'fields:',
      '  - { name: stay_id, type: integer, identifier: true }',
      '  - { name: stay_id, type: string, constraints: { minimum: 1 } }',
      '  - { name: record, type: string }',
      '  - { name: seen_at, type: datetime, format: "%d/%m/%Y" }',
      '  - { name: left_at, type: datetime, after: sen_at, constraints: { minimum: 5 } }',
      '  - { name: class, type: string, mapping: { E: eldective }, constraints: { enum: [elective, urgent] } }',
      '  - { name: bad, type: string, constraints: { pattern: "(" } }',
    ].join('\n');
    expect(problems(text)).toEqual([
      '3:14 «sty_id» is not known here / did you mean «stay_id»?',
      '5:49 a column of type integer has no «identifier» / that is for string',
      '6:13 «stay_id» is a second column of that name / keep one of the two',
      '6:60 a column of type string has no «minimum» / that is for integer, number, date, datetime',
      '7:13 «record» is a column of the loader / choose another name',
      '8:46 the format has no time of day (%H, or %I with %p) / see strptime; «iso» is YYYY-MM-DD HH:MM:SS',
      '9:45 «sen_at» is not known here / did you mean «seen_at»?',
      '9:77 «5» does not bound a datetime / write an ISO date',
      '10:48 «eldective» is not known here / did you mean «elective»?',
      '11:56 «(» is not a regular expression / escape what is meant as a letter with \\',
    ]);
  });

  test('an unknown rule, type or key gets the nearest valid name', () => {
    const text =
      'kind: stay\ntitle: Stays\nfields:\n  - { name: a, typ: string, type: strng, on_violation: { dst-gp: flag } }\n';
    expect(problems(text)).toEqual([
      '4:16 «typ» is not known here / did you mean «type»?',
      '4:35 «strng» is not one of «string», «integer», «number», «boolean», «date», «datetime» / did you mean «string»?',
      '4:58 «dst-gp» is not known here / did you mean «dst-gap»?',
    ]);
  });

  test.each(readdirSync(shipped))('the shipped %s is valid and names its own kind', (file) => {
    const contract = parseContract(readFileSync(join(shipped, file), 'utf8'), file);
    expect(`${contract.kind}.yaml`).toBe(file);
    expect(contract.primaryKey.length).toBeGreaterThan(0);
  });
});

function problems(text: string): string[] {
  try {
    parseContract(text, 'c.yaml');
  } catch (error) {
    if (error instanceof RealizedError && error.code === 'program.invalid') {
      const found = (error as RealizedError<'program.invalid'>).data.problems;
      return found.map((p) => `${p.line}:${p.column} ${p.message} / ${p.hint}`);
    }
    throw error;
  }
  return [];
}
