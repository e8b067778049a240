import { counterfactualName, counterfactualPath } from '../chart/counterfactual.ts';
import { cumulativeEffectName } from '../chart/cumulative-effect.ts';
import { judgedComparisons } from '../chart/judged.ts';
import { placeboName } from '../chart/placebo.ts';
import { specificationCurveName } from '../chart/specification-curve.ts';
import { decimalsOfInterval, decimalsOfValues, formatDay, formatNumber, formatSigned } from '../results/format.ts';
import { type ResultComparison, type ResultKpi, seriesOf, unitName } from '../results/lookup.ts';
import { measureOf } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { type Details, type Figure, left, right, type Table } from './document.ts';

/**
 * What a comparison is held against: the series without the deployment, the effect as it added up, every other defensible
 * choice, and dates at which nothing went live. Folded; none for a comparison that claims nothing and found nothing.
 */
export function doubtDetails(results: Results, kpi: ResultKpi, comparison: ResultComparison): Details[] {
  if (!judgedComparisons(results).some((judged) => judged.comparison === comparison)) return [];
  const against = [...counterfactualFigures(results, kpi, comparison), ...cumulativeFigures(results, kpi, comparison)];
  return [
    ...folded('What would have been without it?', against),
    // What they come to stands in words beside them; the finance report prints those on which money rests.
    ...folded('Would other choices have said the same?', testFigures(kpi, comparison)).map(
      (details): Details => ({ ...details, pageOnly: true }),
    ),
  ];
}

/** The same tests where the money is told, each under the name of its unit. */
export function unitTests(results: Results, kpi: ResultKpi, comparison: ResultComparison): Details[] {
  if (!judgedComparisons(results).some((judged) => judged.comparison === comparison)) return [];
  const unit = unitName(results, comparison.unit);
  return folded(`${unit}: would other choices have said the same?`, testFigures(kpi, comparison));
}

function testFigures(kpi: ResultKpi, comparison: ResultComparison): Figure[] {
  return [...curveFigures(kpi, comparison), ...placeboFigures(kpi, comparison)];
}

function folded(summary: string, blocks: Figure[]): Details[] {
  return blocks.length === 0 ? [] : [{ kind: 'details', summary, blocks }];
}

function counterfactualFigures(results: Results, kpi: ResultKpi, comparison: ResultComparison): Figure[] {
  const path = counterfactualPath(results, comparison);
  if (path.length === 0) return [];
  const { factor, unit } = measureOf(kpi);
  const decimals = decimalsOfValues(path.map(({ without }) => without * factor));
  const say = (value: number | null) => formatNumber(value === null ? null : value * factor, decimals);
  const measured = new Map(seriesOf(results, comparison).map(({ period, value }) => [period, value]));
  const data: Table = {
    kind: 'table',
    caption: `Measured and without the deployment${unit === '' ? '' : `, ${unit}`}`,
    form: 'dense',
    columns: [left('From'), right('Measured'), right('Without it'), right('Band')],
    rows: path
      .filter(({ low }) => low !== null)
      .map(({ period, without, low, high }) => [
        formatDay(period),
        say(measured.get(period) ?? null),
        say(without),
        `${say(low)} to ${say(high)}`,
      ]),
  };
  return [{ kind: 'figure', chart: counterfactualName(comparison), data, open: false, small: true }];
}

function cumulativeFigures(results: Results, kpi: ResultKpi, comparison: ResultComparison): Figure[] {
  const path = counterfactualPath(results, comparison).filter(({ cumulative }) => cumulative !== null);
  if (path.length < 2 || comparison.cumulative === null) return [];
  const { factor, effectUnit } = measureOf(kpi);
  const { low, high } = comparison.cumulative;
  const decimals = Math.max(0, decimalsOfInterval(low * factor, high * factor));
  const say = (value: number) => formatSigned(value * factor, decimals);
  const data: Table = {
    kind: 'table',
    caption: `Effect added up${effectUnit === '' ? '' : `, ${effectUnit}`}`,
    form: 'dense',
    columns: [left('To the period from'), right('Sum'), right('95 % interval')],
    rows: path.map(({ period, cumulative }) => [
      formatDay(period),
      say(cumulative!.estimate),
      `${say(cumulative!.low)} to ${say(cumulative!.high)}`,
    ]),
  };
  return [{ kind: 'figure', chart: cumulativeEffectName(comparison), data, open: false, small: true }];
}

function curveFigures(kpi: ResultKpi, comparison: ResultComparison): Figure[] {
  const branches = comparison.specifications?.branches ?? [];
  if (branches.length < 2) return [];
  const { factor, effectUnit } = measureOf(kpi);
  const data: Table = {
    kind: 'table',
    caption: `Every choice and its effect${effectUnit === '' ? '' : `, ${effectUnit}`}`,
    form: 'dense',
    columns: [
      right('Effect'),
      right('95 % interval'),
      left('Baseline'),
      left('Stabilization'),
      left('Trend'),
      left('Season'),
      left('Method'),
      left('Counts'),
    ],
    rows: branches.map((branch) => {
      const { estimate, low, high, primary, counted, adjustment } = branch;
      const decimals = Math.max(0, decimalsOfInterval(low * factor, high * factor));
      const say = (value: number) => formatSigned(value * factor, decimals);
      return [
        say(estimate),
        `${say(low)} to ${say(high)}`,
        branch.baseline,
        branch.stabilization,
        branch.trend,
        branch.season,
        adjustment === 'crude' ? branch.method : `${branch.method}, ${adjustment}`,
        primary ? [{ strong: 'this one' }] : counted ? 'yes' : 'no',
      ];
    }),
  };
  return [{ kind: 'figure', chart: specificationCurveName(comparison), data, open: false, small: true }];
}

function placeboFigures(kpi: ResultKpi, comparison: ResultComparison): Figure[] {
  const effects = comparison.placebo?.effects ?? [];
  if (effects.length < 10) return [];
  const { factor, effectUnit } = measureOf(kpi);
  const data: Table = {
    kind: 'table',
    caption: `Dates at which nothing went live${effectUnit === '' ? '' : `, ${effectUnit}`}`,
    form: 'dense',
    columns: [left('Date'), right('Effect'), right('95 % interval'), left('Called improved')],
    rows: effects.map(({ period, estimate, low, high, improved }) => {
      const decimals = Math.max(0, decimalsOfInterval(low * factor, high * factor));
      const say = (value: number) => formatSigned(value * factor, decimals);
      return [formatDay(period), say(estimate), `${say(low)} to ${say(high)}`, improved ? 'yes' : ''];
    }),
  };
  return [{ kind: 'figure', chart: placeboName(comparison), data, open: false, small: true }];
}
