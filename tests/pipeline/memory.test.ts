import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Memory } from '../../src/pipeline/memory.ts';
import { produceResults } from '../../src/pipeline/produce-run.ts';
import { copyOf } from '../support/cli.ts';

describe('what a process has worked out already', () => {
  test('is found under equal data, and made again for other data', () => {
    const memory = new Memory();
    let made = 0;
    const ask = (depends: unknown) => memory.recall('one', [depends], () => ++made);
    expect([ask({ a: [1] }), ask({ a: [1] }), ask({ a: [2] })]).toEqual([1, 1, 2]);
  });

  test('kinds do not mix, and one can be forgotten', () => {
    const memory = new Memory();
    memory.recall('one', [0], () => 'one');
    memory.recall('other', [0], () => 'other');
    memory.forget('one');
    const again = ['one', 'other'].map((kind) => memory.recall(kind, [0], () => 'made anew'));
    expect(again).toEqual(['made anew', 'other']);
  });

  test('lasts while it is asked for; a round that asks nothing of its kind does not count', () => {
    const memory = new Memory();
    const made: string[] = [];
    const ask = (name: string) => memory.recall('one', [name], () => made.push(name));
    for (const round of [['kept', 'left'], [], ['kept', 'left'], ['kept'], ['kept', 'left']]) {
      round.forEach(ask);
      memory.nextRound();
    }
    expect(made).toEqual(['kept', 'left', 'left']);
  });

  test('a promise that fails is asked for again', async () => {
    const memory = new Memory();
    await expect(memory.recall('one', [0], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(memory.recall('one', [0], async () => 'yes')).resolves.toBe('yes');
  });
});

/** Each edit builds on the one before, as somebody would make them while looking at a preview. */
const EDITS: { what: string; file: string; from: RegExp; to: string; measured: number }[] = [
  { what: 'nothing', file: 'program.yaml', from: /^/, to: '', measured: 0 },
  { what: 'a title', file: 'program.yaml', from: /title: The Sanitary/, to: 'title: A Sanitary', measured: 0 },
  {
    what: 'a target',
    file: 'program.yaml',
    from: /minimum_important_change: 10/,
    to: '$&\n    target: 60',
    measured: 0,
  },
  { what: 'a parameter', file: 'program.yaml', from: /measure: other/, to: 'measure: wounds', measured: 1 },
  { what: 'a window', file: 'program.yaml', from: /periods: 1 /, to: 'periods: 2 ', measured: 0 },
  { what: 'a row', file: 'extracts/monthly_returns.csv', from: /8571,1,0,5/, to: '8571,2,0,5', measured: 3 },
  { what: 'staging', file: 'staging/stg_army_return.sql', from: /^/, to: '-- another text\n', measured: 3 },
];

describe('a run that remembers the one before', () => {
  test('says what a run without memory says, after each kind of change, and measures only what changed', async () => {
    const { directory } = copyOf('nightingale');
    const memory = new Memory();
    let measured = 0;
    const work = { directory, asOf: null, memoryLimit: '1GB', threads: 1 };
    const progress = (stage: string) => {
      if (stage === 'measure') measured += 1;
    };
    const remembering = async () => {
      measured = 0;
      const { results } = await produceResults({ ...work, cache: null, progress, memory });
      memory.nextRound();
      return results;
    };
    await remembering();
    for (const { what, file, from, to, measured: expected } of EDITS) {
      const path = join(directory, file);
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, text.replace(from, to));
      const results = await remembering();
      expect([what, measured]).toEqual([what, expected]);
      const cache = join(directory, '..', `cache-${what}`);
      const fresh = await produceResults({ ...work, cache, progress: () => {} });
      expect([what, results]).toEqual([what, fresh.results]);
    }
  });
});
