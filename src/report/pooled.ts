import { eventStudyName, eventStudyPoints } from '../chart/event-study.ts';
import { decimalsOfInterval, formatDay, formatNumber, formatSigned } from '../results/format.ts';
import { type ResultKpi, unitName } from '../results/lookup.ts';
import { effectNumbers, measureOf, withUnit } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { type Block, left, right, type Table, type Text } from './document.ts';

type Pooled = Results['pooled'][number];

/** What the deployment did to a KPI in all its units together; nothing for a KPI of one unit. */
export function pooledBlocks(results: Results, kpi: ResultKpi): Block[] {
  const pooled = results.pooled.find((one) => one.kpi === kpi.id);
  if (pooled === undefined) return [];
  const facts: Block = { kind: 'facts', facts: factsOf(results, kpi, pooled) };
  if (!pooled.staggered || pooled.event_study.length < 2) return [facts];
  return [
    facts,
    { kind: 'figure', chart: eventStudyName(kpi.id), data: pointsTable(kpi, pooled), open: false, small: true },
    { kind: 'details', summary: 'Effects by unit', blocks: [unitsTable(results, kpi, pooled)], pageOnly: true },
  ];
}

function factsOf(results: Results, kpi: ResultKpi, pooled: Pooled): { name: string; text: Text }[] {
  const { factor, effectUnit } = measureOf(kpi);
  const { estimate, interval, unit } = effectNumbers(pooled.effect, kpi);
  const decimals = Math.max(0, decimalsOfInterval(pooled.effect.low * factor, pooled.effect.high * factor));
  const spread = withUnit(formatNumber(pooled.between * factor, decimals), effectUnit);
  const facts: { name: string; text: Text }[] = [
    {
      name: 'All units together',
      text: `${withUnit(estimate, unit)} (95 % interval ${interval}); random effects over ${pooled.units.length} units, whose true effects differ by an SD of ${spread}. With so few units the interval is wide, and it decides no verdict.`,
    },
  ];
  const check = pooled.cross_check;
  if (check !== null) {
    const said = withUnit(formatSigned(check.att * factor, decimals), effectUnit);
    const error =
      check.standard_error === null
        ? ', without an error: a group is one unit alone'
        : `, standard error ${formatNumber(check.standard_error * factor, decimals + 1)}`;
    const trend =
      check.pre_trend_p === null
        ? ''
        : `; placebo effects before go-live, all together: p ${check.pre_trend_p.toFixed(2)}`;
    facts.push({
      name: 'Cross-check',
      text: `${said} against units that never went live, by group and period (no model of trend or season)${error}${trend}.`,
    });
  }
  if (pooled.permutation !== null) {
    const { p, assignments } = pooled.permutation;
    facts.push({
      name: 'Permutation',
      text: `p ${p.toFixed(3)} among ${assignments} ways in which the go-lives could have fallen on the units.`,
    });
  }
  return [...facts, ...doseFacts(results, pooled)];
}

/** Do units that use it more gain more? Nothing where the program names no measure of use. */
function doseFacts(results: Results, { dose }: Pooled): { name: string; text: Text }[] {
  if (dose === null) return [];
  const measured = results.kpis.find(({ id }) => id === dose.adoption)?.label ?? dose.adoption;
  const text =
    dose.correlation === null
      ? `${measured}: no correlation with the gain can be told (${dose.reason}).`
      : `${measured} and gain over ${dose.units.length} units: rank correlation ${dose.correlation.toFixed(2)}${dose.p === null ? '' : `, p ${dose.p.toFixed(3)}`}. Units differ in other things, too.`;
  return [{ name: 'More use, more gain?', text }];
}

const SINCE = { day: 'Days since go-live', week: 'Weeks since go-live', month: 'Months since go-live' };

function pointsTable(kpi: ResultKpi, pooled: Pooled): Table {
  const { factor, effectUnit } = measureOf(kpi);
  const decimals = Math.max(0, decimalsOfInterval(pooled.effect.low * factor, pooled.effect.high * factor));
  const signed = (periods: number) => (periods === 0 ? '0' : formatSigned(periods, 0));
  return {
    kind: 'table',
    caption: `Observed less what would have been, mean of the units${effectUnit === '' ? '' : `, ${effectUnit}`}`,
    form: 'dense',
    columns: [left(SINCE[kpi.period]), right('Difference'), left('Units')],
    rows: eventStudyPoints(pooled, kpi).map(({ from, to, difference, whole }) => [
      from === to ? signed(from) : `${signed(from)} to ${signed(to)}`,
      formatSigned(difference, decimals),
      whole ? 'all' : 'not all',
    ]),
  };
}

function unitsTable(results: Results, kpi: ResultKpi, pooled: Pooled): Table {
  const { factor, effectUnit } = measureOf(kpi);
  const decimals = Math.max(0, decimalsOfInterval(pooled.effect.low * factor, pooled.effect.high * factor));
  return {
    kind: 'table',
    caption: `Effects by unit${effectUnit === '' ? '' : `, ${effectUnit}`}`,
    form: 'dense',
    columns: [left('Unit'), left('Go-live'), right('Effect'), right('Standard error')],
    rows: pooled.units.map(({ unit, go_live, estimate, standard_error }) => [
      unitName(results, unit),
      formatDay(go_live),
      formatSigned(estimate * factor, decimals),
      formatNumber(standard_error * factor, decimals + 1),
    ]),
  };
}
