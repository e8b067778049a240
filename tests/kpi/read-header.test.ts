import { expect, test } from 'vitest';
import { readHeader } from '../../src/kpi/read-header.ts';

test('keys, continued lines and the statement come apart', () => {
  const { entries, body, problems } = readHeader(
    '/*\ngrain: one exam\nnote:  first\n       second\n*/\nselect 1\n',
    'a.sql',
  );
  expect(problems).toEqual([]);
  expect(body).toBe('select 1');
  expect(entries.map(({ key, text, line, column }) => ({ key, text, line, column }))).toEqual([
    { key: 'grain', text: 'one exam', line: 2, column: 8 },
    { key: 'note', text: 'first second', line: 3, column: 8 },
  ]);
  expect(entries[1]!.lines[1]).toEqual({ text: 'second', line: 4, column: 8 });
});

test('a colon inside a value stays in it', () => {
  expect(readHeader('/*\nsource: CAP: QT8\n*/ select 1', 'a.sql').entries[0]!.text).toBe('CAP: QT8');
});

test.each([
  ['select 1', 1, 1, 'the file does not open with a header'],
  ['/*\ngrain: one', 1, 1, 'the header is not closed'],
  ['/*\ngrain: one /* two\n*/ select 1', 2, 12, '«/*» inside the header'],
  ['/*\n  grain: one\n*/ select 1', 2, 3, 'the header begins with an indented line'],
  ['/*\ngrain: one\nno key here\n*/ select 1', 3, 1, '«no key here» is not `key: value`'],
  ['/*\ngrain: one\ngrain: two\n*/ select 1', 3, 1, '«grain» occurs twice'],
])('%j has a problem at %i:%i', (text, line, column, message) => {
  expect(readHeader(text, 'a.sql').problems).toMatchObject([{ file: 'a.sql', line, column, message }]);
});
