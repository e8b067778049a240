import { describe, expect, test } from 'vitest';
import { RecordScanner } from '../../src/extract/record-scanner.ts';
import { Refused } from '../../src/extract/refusal.ts';

/** Scans a text in pieces of a size, as files are. */
function scan(text: string | Buffer, size = 1 << 20, delimiter = ','): RecordScanner {
  const bytes = Buffer.from(text);
  const scanner = new RecordScanner(delimiter.charCodeAt(0));
  let rest = Buffer.alloc(0);
  for (let at = 0; at < bytes.length; at += size) {
    const piece = Buffer.concat([rest, bytes.subarray(at, at + size)]);
    rest = Buffer.from(piece.subarray(scanner.push(piece, false)));
  }
  scanner.push(rest, true);
  return scanner;
}

const reason = (text: string) => {
  try {
    scan(text);
  } catch (error) {
    if (error instanceof Refused) return `${error.reason}: ${error.detail}`;
    throw error;
  }
  return null;
};

describe('RecordScanner', () => {
  test('counts records, not lines: quoted cells may hold delimiters, quotes and line breaks', () => {
    const scanner = scan('a,b\n"x,1","say ""hi"""\n"two\nlines",y\r\n\n,\n');
    expect(scanner.records).toBe(3);
    expect(scanner.broken).toEqual([]);
    expect([scanner.lfLines, scanner.crlfLines, scanner.blankLines]).toEqual([4, 1, 1]);
  });

  test('knows the line on which each record starts', () => {
    const scanner = scan('a,b\n1,2\n"3\n\n3",4\n\n5,6\n7,8\n');
    // records 1…4 start on lines 2, 3, 7, 8
    expect(scanner.lineOffsets).toEqual({ records: [1, 3], offsets: [1, 4] });
  });

  test('a header may span lines', () => {
    const scanner = scan('"a\nb",c\n1,2\n');
    expect(scanner.header!.toString()).toBe('"a\nb",c');
    expect(scanner.lineOffsets).toEqual({ records: [1], offsets: [2] });
  });

  test.each([
    ['too few cells', 'a,b,c\n1,2,3\n1,2\n1,2,3\n', { record: 2, line: 3, column: 3, rule: 'ragged-row' }],
    ['too many cells', 'a,b\n1,2,3\n', { record: 1, line: 2, column: 3, rule: 'ragged-row' }],
    ['one empty cell too many', 'a,b\n1,2,\n', { record: 1, line: 2, column: 3, rule: 'ragged-row' }],
    ['a quote inside a bare cell', 'a,b\n1,x"y\n', { record: 1, line: 2, column: 2, rule: 'malformed-record' }],
    ['text after a closing quote', 'a,b\n"1"x,2\n', { record: 1, line: 2, column: 1, rule: 'malformed-record' }],
    ['a lone carriage return', 'a,b\n1,x\ry\n', { record: 1, line: 2, column: 2, rule: 'malformed-record' }],
    ['a NUL', 'a,b\n1,x\0y\n', { record: 1, line: 2, column: 2, rule: 'bad-encoding' }],
    [
      'a cell past all bounds',
      `a,b\n1,${'x'.repeat(2e6)}\n`,
      { record: 1, line: 2, column: null, rule: 'malformed-record' },
    ],
  ])('%s breaks its record alone', (_, text, broken) => {
    expect(scan(text).broken).toEqual([broken]);
  });

  test('bytes that are no UTF-8 break their record alone, also between whole ones', () => {
    const text = Buffer.concat([Buffer.from('a,b\n"é,",2\n"é,",'), Buffer.from([0xe9]), Buffer.from('\n3,ü\n')]);
    const scanner = scan(text);
    expect(scanner.records).toBe(3);
    expect(scanner.broken).toEqual([{ record: 2, line: 3, column: 2, rule: 'bad-encoding' }]);
  });

  test.each([
    ['no closing quote', 'a,b\n1,2\n3,"x\n4,5\n', 'unterminated-quote: a quoted cell that starts on line 3'],
    ['a later quote closes it', 'a,b\n1,"x\n2,"y"\n3,4\n', 'unterminated-quote: a quoted cell that starts on line 2'],
    [
      'swallowed rows make a ragged record',
      'a,b\n1,"x\n2,3\n4,5",6\n',
      'unterminated-quote: a quoted cell that starts on line 2',
    ],
    ['old Mac line ends', 'a,b\r1,2\r3,4\r', 'cr-line-ends'],
    ['an empty first line', '\na,b\n1,2\n', 'no-header'],
    ['a broken quote in the header', 'a,"b"c\n1,2\n', 'no-header'],
    ['a header of bytes', 'a,b\0\n1,2\n', 'wrong-encoding'],
  ])('%s: nobody can tell the records apart', (_, text, expected) => {
    expect(reason(text)).toContain(expected);
  });

  test('the last line may lack its end', () => {
    expect(scan('a,b\n1,2').records).toBe(1);
    expect(scan('a,b\n1,2').endsWithNewline).toBe(false);
    expect(scan('a,b\n1,2\n').endsWithNewline).toBe(true);
    expect(scan('a,b\n1,"2"').broken).toEqual([]);
  });

  test('any delimiter will do', () => {
    for (const delimiter of [';', '\t', '|', 'z']) {
      const scanner = scan(`a${delimiter}b\n"x${delimiter}"${delimiter}1,5\n`, 3, delimiter);
      expect([scanner.records, scanner.broken]).toEqual([1, []]);
    }
  });

  test('how the file is cut into pieces changes nothing', () => {
    const random = generator(7);
    for (let round = 0; round < 150; round++) {
      const text = randomCsv(random);
      const whole = attempt(text, 1 << 20);
      for (const size of [1, 2, 3, 5, 7, 16, 33]) expect(attempt(text, size)).toEqual(whole);
    }
  });

  test('well-formed text has as many records as were written, none broken', () => {
    const random = generator(11);
    for (let round = 0; round < 200; round++) {
      const rows = Array.from({ length: 1 + Math.floor(random() * 20) }, () => [
        cell(random),
        cell(random),
        cell(random),
      ]);
      const end = random() < 0.5 ? '\n' : '\r\n';
      const text = [['a', 'b', 'c'], ...rows].map((row) => row.join(',')).join(end) + (random() < 0.5 ? end : '');
      const scanner = scan(text, 1 + Math.floor(random() * 40));
      expect([scanner.records, scanner.broken]).toEqual([rows.length, []]);
    }
  });
});

function attempt(text: string, size: number) {
  try {
    const { records, broken, lineOffsets, lfLines, crlfLines, blankLines } = scan(text, size);
    return { records, broken, lineOffsets, lfLines, crlfLines, blankLines };
  } catch (error) {
    return error instanceof Refused ? error.reason : error;
  }
}

function cell(random: () => number): string {
  const plain = ['x', '', 'longer text', '12:30', 'é'][Math.floor(random() * 5)]!;
  const quoted = ['"a,b"', '"say ""x"""', '"two\nlines"', '""', '"\r\n"', '"é""é"'][Math.floor(random() * 6)]!;
  return random() < 0.6 ? plain || 'y' : quoted;
}

function randomCsv(random: () => number): string {
  const pieces = ['a', ',', ',', '\n', '\n', '"', '""', '\r\n', '\r', ' ', 'é', '\0', 'word'];
  const length = Math.floor(random() * 60);
  return `a,b\n${Array.from({ length }, () => pieces[Math.floor(random() * pieces.length)]!).join('')}`;
}

/** Mulberry32: the same numbers on every machine. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
