import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseYaml } from '../src/yaml.ts';

const schema = z.strictObject({
  period: z.enum(['day', 'week', 'month']),
  units: z.array(z.strictObject({ id: z.string().regex(/^[a-z]+$/, { error: 'ids are lower case\nwrite «er»' }) })),
  columns: z.record(
    z.string(),
    z.union([z.string(), z.strictObject({ from: z.string() }), z.strictObject({ sql: z.string() })]),
  ),
  rate: z.number().min(0).max(1).default(0.03),
});

const problems = (text: string) =>
  parseYaml(text, 'p.yaml', schema).problems?.map((p) => `${p.line}:${p.column} ${p.message} | ${p.hint}`);

test('a good text gives its value, defaults filled in', () => {
  const text = 'period: week\nunits: [{ id: er }]\ncolumns: { a: A, b: { sql: "1" } }\n';
  expect(parseYaml(text, 'p.yaml', schema)).toMatchObject({
    value: { period: 'week', units: [{ id: 'er' }], columns: { a: 'A', b: { sql: '1' } }, rate: 0.03 },
    problems: null,
  });
});

test('all problems come at once, in the order of the text, with the nearest valid name', () => {
  const text = [
    'period: wekk',
    'units:',
    '  - { id: ER }',
    '  - { idd: er }',
    'columns:',
    '  a: 5',
    '  b: { form: X }',
    '  c: { sql: 3 }',
    'rate: 3',
  ].join('\n');
  expect(problems(text)).toEqual([
    '1:9 «wekk» is not one of «day», «week», «month» | did you mean «week»?',
    '3:11 ids are lower case | write «er»',
    '4:5 «id» is missing under «units.1» | add «id:»',
    '4:7 «idd» is not known here | did you mean «id»?',
    '6:6 «5» must be text or a mapping (key: value) | write text or a mapping (key: value)',
    '7:6 «from» is missing under «columns.b» | add «from:»',
    '7:8 «form» is not known here | did you mean «from»?',
    '8:13 «3» must be text | put it in quotes',
    '9:7 «3» must be at most 1 | give a number in range',
  ]);
});

test.each([
  ['a duplicate key', 'period: week\nperiod: day\n', '2:1 this key occurs twice in one mapping | keep one of the two'],
  ['a tab', 'units:\n\t- { id: er }\n', '2:1 a tab is used to indent | indent with spaces'],
  [
    'a second document',
    'period: week\n---\nperiod: day\n',
    '2:1 a second document starts here | keep one document: remove the line «---»',
  ],
  ['an empty file', '', '1:1 an empty value must be a mapping (key: value) | write a mapping (key: value)'],
])('%s is named with its place', (_, text, expected) => {
  expect(problems(text)?.[0]).toBe(expected);
});

test('hostile YAML ends in a problem: alias bombs, unknown tags, keys of the prototype', () => {
  const levels = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const bomb = ['a0: &a0 [x]', ...levels.map((i) => `a${i}: &a${i} [${`*a${i - 1}, `.repeat(9)}]`)].join('\n');
  expect(problems(bomb)).toEqual([expect.stringContaining('aliases do not resolve')]);
  expect(problems('period: !!js/function week')?.[0]).toContain('a tag that is not plain YAML');
  expect(problems('__proto__: { x: 1 }')?.join()).toContain('«__proto__» is not known here');
});

test('a later check places its own problem', () => {
  const reading = parseYaml('period: week\nunits: [{ id: er }]\ncolumns: { a: A }\n', 'p.yaml', schema);
  expect(reading.problemAt(['units', 0, 'id'], 'm', 'h')).toEqual({
    file: 'p.yaml',
    line: 2,
    column: 15,
    message: 'm',
    hint: 'h',
  });
});
