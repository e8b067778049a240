import { parseArgs } from 'node:util';
import { claimP, conclude } from '../src/comparison/compare-series.ts';
import { estimateSeries } from '../src/comparison/estimate-series.ts';
import { createRandom } from '../src/statistics/random.ts';
import { WEEKS_104 } from './calibration/plans.ts';
import { ar1 } from './calibration/process.ts';
import { NOTHING, questionAbout, simulateValues } from './calibration/series.ts';

/**
 * How long does it take to judge a large program? 60 KPIs in 6 units, three years of weeks each, all claimed: model,
 * transition, decay, planning, placebo dates and specification curve of every one of them. One process, one thread.
 *
 *     node build/bench/compare.js --series 360
 */
const { values } = parseArgs({ options: { series: { type: 'string', default: '360' } } });
const count = Number(values.series);
const random = createRandom(1855);
const questions = Array.from({ length: count }, (_, i) => {
  const shape = i % 2 === 0 ? NOTHING : () => -2;
  return questionAbout(simulateValues(WEEKS_104, ar1(0.3), shape, random), WEEKS_104, { minimumImportantChange: 1 });
});

const started = process.hrtime.bigint();
const before = process.cpuUsage();
let [dates, branches] = [0, 0];
for (const question of questions) {
  const estimated = estimateSeries(question);
  const { placebo, specifications } = conclude(estimated, { pAdjusted: claimP(estimated), size: count });
  dates += placebo?.dates ?? 0;
  branches += specifications?.branches.length ?? 0;
}
const wall = Number(process.hrtime.bigint() - started) / 1e9;
const { user, system } = process.cpuUsage(before);
const cpu = (user + system) / 1e6;
const each = (total: number) => (total / count).toFixed(0);
console.log(
  `${count} series of ${WEEKS_104.baseline}/${WEEKS_104.gap}/${WEEKS_104.post} weeks: ${wall.toFixed(1)} s wall, ${cpu.toFixed(1)} s CPU; ${each(dates)} placebo dates and ${each(branches)} specifications each`,
);
