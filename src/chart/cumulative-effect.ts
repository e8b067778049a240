import { figureIdsOf, type SeriesKey, unitName } from '../results/lookup.ts';
import { effectNumbers, measureOf, withUnit } from '../results/measure.ts';
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
    const { estimate, interval, unit } = effectNumbers(comparison.cumulative, kpi);
    const title = `${withUnit(estimate, unit)} over ${values.length} ${kpi.period}s (${interval})`;
    const subtitle = `Effect added up over the ${kpi.period}s after stabilization${effectUnit === '' ? '' : `, ${effectUnit}`}; band: 95 % interval. Where it leaves zero for good, the sum is no accident.`;
    const end = addDays(values.at(-1)!.period, 1);
    const x: Channel = (field) => ({ field, ...dayAxis(values[0]!.period, end, layout) });
    const y: Channel = (field) => ({ field, type: 'quantitative', axis: { grid: true, tickCount: 5 } });
    return frame(results, layout, {
      name: cumulativeEffectName(comparison),
      title,
      subtitle,
      description: `Cumulative effect on ${kpi.label} at ${unitName(results, comparison.unit)}. ${title}. ${subtitle}`,
      figures: figureIdsOf(results, comparison.kpi, comparison.unit),
      height: HEIGHT,
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

/** The name of a comparison's cumulative chart. */
export function cumulativeEffectName({ kpi, unit }: Pick<SeriesKey, 'kpi' | 'unit'>): string {
  return chartName('cumulative_effect', kpi, unit);
}
