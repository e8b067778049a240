import { expect, test } from 'vitest';
import { RealizedError } from '../../src/errors.ts';
import { readChanges } from '../../src/pipeline/read-changes.ts';
import type { Program } from '../../src/program/program.ts';

const program = {
  deployments: [{ id: 'pacs' }, { id: 'lis' }],
  units: [{ id: 'main/imaging' }],
} as unknown as Program;

test('entries in order of date; what names no unit or deployment concerns all', () => {
  const text = [
    'date,id,deployment,unit,description',
    '2024-07-15,C-133,pacs,main/imaging,"Worklist rules, corrected"',
    '2024-03-11,C-118,,,Second scanner opened',
  ].join('\n');
  expect(readChanges(text, 'changes.csv', program)).toEqual([
    { id: 'C-118', date: '2024-03-11', deployment: null, unit: null, description: 'Second scanner opened' },
    {
      id: 'C-133',
      date: '2024-07-15',
      deployment: 'pacs',
      unit: 'main/imaging',
      description: 'Worklist rules, corrected',
    },
  ]);
  expect(readChanges('description,id,date\nx,C-1,2024-01-01\n', 'changes.csv', program)).toHaveLength(1);
});

test('every problem at its place, in one go', () => {
  const text = 'date,id,deployment,unit,description\n2024-02-30,C-1,pcas,main/imaging,x\n2024-02-01,,pacs,attic,y\n';
  const refusal = () => readChanges(text, 'changes.csv', program);
  expect(refusal).toThrow(RealizedError);
  try {
    refusal();
  } catch (error) {
    const { code, message } = error as RealizedError;
    expect(code).toBe('changes.invalid');
    expect(message.split('\n').filter((line) => !line.startsWith(' '))).toEqual([
      'changes.csv:2:1: «2024-02-30» is not a day',
      'changes.csv:2:16: «pcas» is not in program.yaml',
      'changes.csv:3:12: the cell is empty',
      'changes.csv:3:18: «attic» is not in program.yaml',
    ]);
    expect(message).toContain('did you mean «pacs»?');
  }
});
