import { expect, test } from 'vitest';
import { recordsOf, rowsOf } from './rfc4180.ts';

test('quotes hold commas, quotes and line ends', () => {
  expect(recordsOf('a,b\r\n"1,5","say ""no""\nnow"\n,\n')).toEqual([
    ['a', 'b'],
    ['1,5', 'say "no"\nnow'],
    ['', ''],
  ]);
});

test('the last record needs no line end', () => {
  expect(rowsOf('a,b\n1,2')).toEqual([{ a: '1', b: '2' }]);
});
