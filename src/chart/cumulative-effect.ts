import { formatDay, formatMonth } from '../results/format.ts';
import { figureIdsOf, type ResultEstimate, type ResultKpi, type SeriesKey, unitName } from '../results/lookup.ts';
import { effectNumbers, measureOf, statisticWords, withUnit } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { type Chart, chartName, type Layout } from './chart.ts';
import { counterfactualPath, rounded } from './counterfactual.ts';
import { judgedComparisons } from './judged.ts';
import type { Channel } from './rows.ts';
import { addDays, COLOURS, dayAxis, frame } from './theme.ts';

const HEIGHT = 200;

/** How each judged effect has added up since stabilization, with its 95 % interval. */
export function cumulativeEffect(results: Results, layout: Layout): Chart[] {
  return judgedComparisons(results).flatMap(({ comparison, kpi }) => {
    const { factor, effectUnit } = measureOf(kpi);
    const values = counterfactualPath(results, comparison).flatMap(({ period, cumulative }) =>
      cumulative === null
        ? []
        : {
            period,
            sum: rounded(cumulative.estimate * factor),
            low: rounded(cumulative.low * factor),
            high: rounded(cumulative.high * factor),
          },
    );
    if (values.length < 2 || comparison.cumulative === null) return [];
    const title = kpi.statistic === 'total' ? amountOf(comparison.cumulative, kpi, values.length) : clearFrom(values);
    const caveat =
      kpi.statistic === 'total'
        ? ''
        : ` It shows when the effect became clear; a ${statisticWords(kpi.statistic)} does not add up, so the sum is no amount.`;
    const subtitle = `Effect added up over the ${kpi.period}s after stabilization${effectUnit === '' ? '' : `, ${effectUnit}`}; band: 95 % interval.${caveat}`;
    const end = addDays(values.at(-1)!.period, 1);
    const x: Channel = (field) => ({ field, ...dayAxis(values[0]!.period, end, layout) });
    const y: Channel = (field) => ({ field, type: 'quantitative', axis: { grid: true, tickCount: 5 } });
    return frame(results, layout, {
      name: cumulativeEffectName(comparison),
      title,
      subtitle,
      sort: `Cumulative effect on ${kpi.label} at ${unitName(results, comparison.unit)}`,
      reading: [endRead(values.at(-1)!, comparison.cumulative, kpi)],
      figures: figureIdsOf(results, comparison.kpi, comparison.unit),
      height: HEIGHT,
      pointing: { along: 'x', places: values.map(({ period }, row) => [period, row]) },
      body: {
        layer: [
          {
            data: { values },
            mark: { type: 'area', color: COLOURS.commonSoft, opacity: 1 },
            encoding: { x: x('period'), y: y('low'), y2: { field: 'high' } },
          },
          {
            data: { values: [{ zero: 0 }] },
            mark: { type: 'rule', color: COLOURS.ink, strokeWidth: 1 },
            encoding: { y: y('zero') },
          },
          {
            data: { values: values.map(({ period, sum }) => ({ period, sum })) },
            mark: { type: 'line', color: COLOURS.improvement, strokeWidth: 2 },
            encoding: { x: x('period'), y: y('sum') },
          },
        ],
      },
    });
  });
}

/** A total adds up: so much more or less over all periods. */
function amountOf(cumulative: ResultEstimate, kpi: ResultKpi, periods: number): string {
  const { estimate, interval, unit } = effectNumbers(cumulative, kpi);
  return `${withUnit(estimate, unit)} over ${periods} ${kpi.period}s (${interval})`;
}

/** Where the line ends, rounded as the amount is. */
function endRead({ period }: { period: string }, cumulative: ResultEstimate, kpi: ResultKpi): string {
  const { estimate, interval, unit } = effectNumbers(cumulative, kpi);
  return `From zero to ${withUnit(estimate, unit)} in ${formatMonth(period)} (95 % interval ${interval}).`;
}

/** Since when has the interval left zero out for good? */
function clearFrom(values: readonly { period: string; low: number; high: number }[]): string {
  const last = values.findLastIndex(({ low, high }) => low <= 0 && high >= 0);
  const first = values[last + 1];
  return first === undefined
    ? 'Added up, the effect has not become clear of zero'
    : `Added up, the effect is clear of zero from ${formatDay(first.period)} on`;
}

/** The name of a comparison's cumulative chart. */
export function cumulativeEffectName({ kpi, unit }: Pick<SeriesKey, 'kpi' | 'unit'>): string {
  return chartName('cumulative_effect', kpi, unit);
}
