import { expect, test } from 'vitest';
import { groupTimeAtt } from '../../src/statistics/group-time-att.ts';
import { describeWithReference, referenceColumns, referenceJson } from '../support/reference.ts';
import { answer, expectRelative } from '../support/relative.ts';

const expected = referenceJson('did/expected.json');
const TIMES = [2003, 2004, 2005, 2006, 2007];

/** The counties of mpdta, each with its five years of log employment. */
function counties(): { group: number | null; values: number[] }[] {
  const table = referenceColumns('did/mpdta.csv');
  const units = new Map<string, { group: number | null; values: number[] }>();
  table['countyreal']!.forEach((county, row) => {
    const group = Number(table['first.treat']![row]) || null;
    const unit = units.get(county) ?? { group, values: [] };
    unit.values[TIMES.indexOf(Number(table['year']![row]))] = Number(table['lemp']![row]);
    units.set(county, unit);
  });
  return [...units.values()];
}

describeWithReference('staggered adoption against the published tables of R did', () => {
  const att = () => answer(groupTimeAtt(counties(), TIMES));

  test('each group-time effect with its analytic standard error', () => {
    const { effects } = att();
    expect(effects).toHaveLength(expected.mpdta_att_gt_never_treated_reg.length);
    for (const truth of expected.mpdta_att_gt_never_treated_reg) {
      const own = effects.find(({ group, time }) => group === truth.g && time === truth.t)!;
      expectRelative(own.att, truth.att, 1e-9);
      expectRelative(own.standardError, truth.se_analytic, 1e-9);
      expect([own.treated, own.comparators]).toEqual([truth.n_g, truth.n_c]);
    }
  });

  test('simple, group and dynamic aggregates', () => {
    const { simple, groups, overGroups, dynamic, overDynamic } = att();
    expectRelative(simple.att, expected.mpdta_simple_att, 1e-9);
    expected.mpdta_group_att.att.forEach((value: number, i: number) => {
      expectRelative(groups[i]!.att, value, 1e-9);
    });
    expectRelative(overGroups.att, expected.mpdta_group_att.overall, 1e-9);
    expect(dynamic.map(({ since }) => since)).toEqual(expected.mpdta_event_study.e);
    expected.mpdta_event_study.att.forEach((value: number, i: number) => {
      expectRelative(dynamic[i]!.att, value, 1e-9);
    });
    expectRelative(overDynamic.att, expected.mpdta_event_study.overall_e0_3, 1e-9);
  });

  test('the pre-trend test: five placebo effects, p = 0.1681 as the readme of did prints it', () => {
    const { preTrend } = att();
    expect(answer(preTrend).df).toBe(5);
    expect(answer(preTrend).p).toBeCloseTo(0.1681, 3);
  });
});
