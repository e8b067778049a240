import { describe, expect, test } from 'vitest';
import { parseContract } from '../../src/contract/parse-contract.ts';
import { bindColumns } from '../../src/extract/bind-columns.ts';
import { Refused } from '../../src/extract/refusal.ts';
import type { ColumnSource } from '../../src/program/program.ts';
import { entryOf } from '../support/load.ts';

const contract = parseContract(
  `kind: exam
title: Exams
fields:
  - { name: exam_id, type: string, constraints: { required: true } }
  - { name: ordered_at, type: datetime, constraints: { required: true } }
  - { name: final_at, type: datetime }
`,
  'exam.yaml',
);

function bind(columns: string[], sources: Record<string, ColumnSource> = {}) {
  try {
    return bindColumns(columns, contract, entryOf({ kind: 'exam', columns: sources }));
  } catch (error) {
    if (error instanceof Refused) return `${error.reason}: ${error.detail} / ${error.remedy}`;
    throw error;
  }
}

const from = (name: string): ColumnSource => ({ from: name, format: null, zone: null });

describe('bindColumns', () => {
  test('by name, in any order, whatever the case', () => {
    expect(bind(['FINAL_AT', 'note', ' exam_id', 'Ordered_At'])).toEqual({
      headers: { exam_id: ' exam_id', ordered_at: 'Ordered_At', final_at: 'FINAL_AT' },
      extra: ['note'],
      absent: [],
    });
  });

  test('under the header that the program gives; an expression needs none', () => {
    expect(bind(['ACC', 'final_at'], { exam_id: from('acc'), ordered_at: { sql: 'x' } })).toEqual({
      headers: { exam_id: 'ACC', ordered_at: null, final_at: 'final_at' },
      extra: [],
      absent: [],
    });
  });

  test('an optional column may be absent, unless the program names its header or an unused header is much like it', () => {
    expect(bind(['exam_id', 'ordered_at'])).toMatchObject({ absent: ['final_at'] });
    expect(bind(['exam_id', 'ordered_at'], { final_at: from('FIN') })).toContain('missing-column: has no column «FIN»');
    expect(bind(['exam_id', 'ordered_at', 'final_att'])).toBe(
      'missing-column: has no column «final_at» / write `final_at: final_att` if «final_att» is meant (under `columns:` of the extract in program.yaml)',
    );
  });

  test.each([
    [
      'a required column that is missing',
      ['exam_id', 'order_time'],
      'write `ordered_at: order_time` if «order_time» is meant',
    ],
    [
      'another delimiter',
      ['exam_id;ordered_at;final_at'],
      'wrong-delimiter: cells are divided by «;», not as declared',
    ],
    ['tabs', ['exam_id\tordered_at'], 'write `delimiter: "\\t"` at the extract'],
    ['data instead of a header', ['00017', '2024-01-05 08:00:00', 'ED'], 'no-header: the first line holds data'],
    ['a header twice', ['exam_id', 'ordered_at', 'ORDERED_AT'], 'duplicate-header: two columns are named «ordered_at»'],
  ])('%s is refused', (_, columns, expected) => {
    expect(bind(columns)).toContain(expected);
  });

  test('what nobody reads may be there twice, or without a name', () => {
    expect(bind(['exam_id', 'ordered_at', 'final_at', '', '', 'x', 'x'])).toMatchObject({ extra: ['', '', 'x', 'x'] });
    expect(bind(['exam_id', 'ordered_at', 'x', 'x'], { final_at: { sql: 'X || 1' } })).toContain('duplicate-header');
  });
});
