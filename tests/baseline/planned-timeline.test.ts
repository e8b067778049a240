import { expect, test } from 'vitest';
import { plannedTimeline, withPostAhead } from '../../src/baseline/planned-timeline.ts';
import { timelineOf } from '../../src/baseline/timeline.ts';
import { seriesOf, windowsAround } from '../support/series.ts';

test('a plan has a row for every baseline and post period, and none for stabilization', () => {
  const { rows, goLive, postStart } = plannedTimeline(24, 3, 12, 'month');
  expect(rows.map(({ t }) => t)).toEqual([...Array(24).keys(), ...Array.from({ length: 12 }, (_, i) => 27 + i)]);
  expect(rows.filter(({ phase }) => phase === 'post').length).toBe(12);
  expect([goLive, postStart]).toEqual([24, 27]);
  expect(rows[25]!.period).toBe('2026-05-01');
});

test('a post window to come replaces what of it there is, on the calendar of the baseline', () => {
  const timeline = timelineOf(seriesOf([null, 1, 2, 3, 4, 5]), windowsAround(4));
  const { rows } = withPostAhead(timeline, 3);
  expect(rows.map(({ period, phase }) => `${period} ${phase}`)).toEqual([
    '2020-01-13 baseline',
    '2020-01-20 baseline',
    '2020-01-27 baseline',
    '2020-02-03 post',
    '2020-02-10 post',
    '2020-02-17 post',
  ]);
});
