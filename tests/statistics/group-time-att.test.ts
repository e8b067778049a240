import { expect, test } from 'vitest';
import { groupTimeAtt } from '../../src/statistics/group-time-att.ts';
import { answer, expectRelative } from '../support/relative.ts';

test('two groups by hand', () => {
  const units = [
    { group: 3, values: [1, 1, 4, 5] },
    { group: 4, values: [2, 3, 3, 9] },
    { group: null, values: [1, 2, 2, 3] },
  ];
  const att = answer(groupTimeAtt(units, [1, 2, 3, 4]));
  expect(att.effects.map(({ group, time, att }) => [group, time, att])).toEqual([
    [3, 2, -1],
    [3, 3, 3],
    [3, 4, 3],
    [4, 2, 0],
    [4, 3, 0],
    [4, 4, 5],
  ]);
  expectRelative(att.simple.att, 11 / 3, 1e-15);
  expect(att.groups.map((each) => each.att)).toEqual([3, 5]);
  expect(att.overGroups.att).toBe(4);
  expect(att.dynamic.map(({ since, att }) => [since, att])).toEqual([
    [-2, 0],
    [-1, -0.5],
    [0, 4],
    [1, 3],
  ]);
  expect(att.overDynamic.att).toBe(3.5);
  expect(att.preTrend).toMatchObject({ reason: 'too few units for a joint test' });
});

test('no comparators, nobody with a past, ragged panels', () => {
  expect(groupTimeAtt([{ group: 2, values: [1, 2] }], [1, 2])).toMatchObject({ reason: 'no comparators' });
  const first = [
    { group: 1, values: [1, 2] },
    { group: null, values: [1, 2] },
  ];
  expect(groupTimeAtt(first, [1, 2])).toMatchObject({ reason: 'no group with a period before go-live' });
  expect(() => groupTimeAtt([{ group: null, values: [1] }], [1, 2])).toThrow(RangeError);
});
