import { expect, test } from 'vitest';
import { conclude } from '../../src/comparison/compare-series.ts';
import { doseOf } from '../../src/comparison/dose.ts';
import { estimateSeries } from '../../src/comparison/estimate-series.ts';
import { ar1Errors, questionAbout, seededUniform, seriesOf, windowsAround } from '../support/series.ts';

const windows = (unit: string) => windowsAround(60, 4, { unit });

/** A unit that uses the deployment this much, and gains ten times as much from it; lower is better. */
function unitUsing(share: number, i: number) {
  const unit = `u${i}`;
  const values = ar1Errors(104, 0, seededUniform(30 + i)).map((e, t) => 60 + 0.2 * e - (t >= 64 ? 10 * share : 0));
  const estimated = estimateSeries(questionAbout(seriesOf(values, { unit }), windows(unit)));
  const use = seriesOf(
    values.map((_, t) => (t < 60 ? 0 : share)),
    { unit, kpi: 'use' },
  );
  return { use, concluded: { estimated, comparison: conclude(estimated, null) } };
}
const SHARES = [0.2, 0.4, 0.6, 0.8, 1];

test('more use, more gain: adoption of the post window against the gain, with an exact p', () => {
  const units = SHARES.map(unitUsing);
  const dose = doseOf(
    { kpi: 'use', series: units.map(({ use }) => use) },
    units.map(({ concluded }) => concluded),
  );
  expect(dose.units.map(({ adoption }) => Number(adoption.toFixed(6)))).toEqual(SHARES);
  for (const { adoption, gain } of dose.units) expect(Math.abs(gain - 10 * adoption)).toBeLessThan(0.6);
  // Of 120 orders one rises like this one, and one falls as much.
  expect(dose).toMatchObject({ adoption: 'use', correlation: 1, p: 2 / 120, reason: null });
});

test('four units are too few, and a unit without a measure of use does not count', () => {
  const units = SHARES.map(unitUsing);
  const known = units.slice(0, 4).map(({ use }) => use);
  const dose = doseOf(
    { kpi: 'use', series: known },
    units.map(({ concluded }) => concluded),
  );
  expect(dose).toMatchObject({ correlation: null, p: null, reason: '4 units have both; 5 are needed' });
});
