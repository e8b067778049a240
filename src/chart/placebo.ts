import { decimalsOfInterval, decimalsOfValues, formatSigned } from '../results/format.ts';
import { figureIdsOf, type ResultComparison, type SeriesKey, unitName } from '../results/lookup.ts';
import { measureOf, withUnit } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { type Chart, chartName, type Layout, type Spec } from './chart.ts';
import { rounded } from './counterfactual.ts';
import { type Judged, judgedComparisons } from './judged.ts';
import type { Channel } from './rows.ts';
import { COLOURS, frame } from './theme.ts';

const HEIGHT = 170;
const BINS = 12;

/** Fewer dates than this make no histogram. */
const LEAST_DATES = 10;

/**
 * Placebo histograms: what the same method finds at dates inside the baseline, when nothing went live, with the real effect
 * beside it. One per judged comparison with ten dates or more.
 */
export function placebo(results: Results, layout: Layout): Chart[] {
  return judgedComparisons(results).flatMap((judged) =>
    (judged.comparison.placebo?.effects.length ?? 0) < LEAST_DATES ? [] : drawPlacebo(results, layout, judged),
  );
}

/** The name of a comparison's placebo histogram. */
export function placeboName({ kpi, unit }: Pick<SeriesKey, 'kpi' | 'unit'>): string {
  return chartName('placebo', kpi, unit);
}

function drawPlacebo(results: Results, layout: Layout, { comparison, kpi }: Judged): Chart {
  const { factor, effectUnit } = measureOf(kpi);
  const { dates, false_improved, effects } = comparison.placebo!;
  const real = comparison.average!;
  const shown = withUnit(
    formatSigned(real.estimate * factor, decimalsOfInterval(real.low * factor, real.high * factor)),
    effectUnit,
  );
  const stronger = effects.filter(({ estimate }) => Math.abs(estimate) >= Math.abs(real.estimate)).length;
  const title = `${stronger} of ${effects.length} dates without a go-live show as much as the real one`;
  const subtitle = `Effect that the method finds at dates inside the baseline${effectUnit === '' ? '' : `, ${effectUnit}`}; rule: the real effect, ${shown}. ${false_improved} of ${dates} would have been called an improvement. Dates overlap, so this is a hint and no test.`;
  return frame(results, layout, {
    name: placeboName(comparison),
    title,
    subtitle,
    sort: `Placebo dates of ${kpi.label} at ${unitName(results, comparison.unit)}`,
    reading: [readingOf(effects, real.estimate, factor, shown)],
    figures: figureIdsOf(results, comparison.kpi, comparison.unit),
    height: HEIGHT,
    body: {
      layer: layersOf(
        effects.map(({ estimate }) => estimate * factor),
        real.estimate * factor,
      ),
    },
  });
}

function readingOf(effects: Effects, real: number, factor: number, shown: string): string {
  const estimates = effects.map(({ estimate }) => estimate);
  const [least, most] = [Math.min(...estimates), Math.max(...estimates)];
  const decimals = decimalsOfValues([least * factor, most * factor]);
  const say = (value: number) => formatSigned(value * factor, decimals);
  const where = real < least || real > most ? 'outside' : 'among them';
  return `Effects between ${say(least)} and ${say(most)}; the real one, ${shown}, lies ${where}.`;
}

type Effects = NonNullable<ResultComparison['placebo']>['effects'];

function layersOf(estimates: readonly number[], real: number): Spec[] {
  const domain = [Math.min(...estimates, real, 0), Math.max(...estimates, real, 0)];
  const width = (domain[1]! - domain[0]! || 1) / BINS;
  const counts = new Map<number, number>();
  for (const estimate of estimates) {
    const bin = Math.min(BINS - 1, Math.floor((estimate - domain[0]!) / width));
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  const bars = [...counts]
    .sort(([a], [b]) => a - b)
    .map(([bin, dates]) => ({
      from: rounded(domain[0]! + bin * width),
      to: rounded(domain[0]! + (bin + 1) * width),
      dates,
      none: 0,
    }));
  const x: Channel = (field) => ({
    field,
    type: 'quantitative',
    scale: { zero: true },
    axis: { ticks: true, tickColor: COLOURS.rule, tickCount: 8 },
  });
  const y: Channel = (field) => ({ field, type: 'quantitative', axis: { grid: true, tickCount: 4, tickMinStep: 1 } });
  return [
    {
      data: { values: bars },
      mark: { type: 'rect', color: COLOURS.commonSoft, stroke: COLOURS.common, strokeWidth: 1 },
      encoding: { x: x('from'), x2: { field: 'to' }, y: y('none'), y2: { field: 'dates' } },
    },
    {
      data: { values: [{ zero: 0 }] },
      mark: { type: 'rule', color: COLOURS.ink, strokeWidth: 1 },
      encoding: { x: x('zero') },
    },
    {
      data: { values: [{ real: rounded(real) }] },
      mark: { type: 'rule', color: COLOURS.improvement, strokeWidth: 3 },
      encoding: { x: x('real') },
    },
  ];
}
