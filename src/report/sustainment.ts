import { decimalsOfValues, formatNumber, formatShare } from '../results/format.ts';
import { kpiOf, primaryComparisons, type ResultComparison, seriesOf, unitName } from '../results/lookup.ts';
import { measureOf } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { left, right, type Section, type Table, type Text } from './document.ts';
import { unitLink } from './unit.ts';

/** How many periods are «lately»: about a quarter. */
export const LATELY = { day: 90, week: 13, month: 3 };
/** An improvement that lately keeps at least this share of its mean effect is holding. */
const HOLDING = 0.75;

interface Holding {
  comparison: ResultComparison;
  /** What the post-stabilization mean would have been without the deployment. */
  without: number;
  lately: number;
  /** How many periods `lately` is the mean of. */
  periods: number;
  /** Lately, as a share of the mean effect; null where it is too early to tell the two apart. */
  kept: number | null;
}

/**
 * Is each improvement holding? The mean of the last quarter, against what would have been without the deployment, as a share
 * of the mean effect. Null where nothing improved.
 */
export function sustainment(results: Results): Section | null {
  const improved = primaryComparisons(results).filter(({ verdict }) => verdict.startsWith('improved'));
  const holdings = improved.flatMap((comparison) => holdingOf(results, comparison) ?? []);
  if (holdings.length === 0) return null;
  return {
    kind: 'section',
    id: 'sustainment',
    title: 'Is it holding?',
    blocks: [{ kind: 'paragraph', lead: true, text: leadWords(holdings) }, holdingsTable(results, holdings)],
  };
}

function holdingOf(results: Results, comparison: ResultComparison): Holding | null {
  const { post, average } = comparison;
  const values = seriesOf(results, comparison).flatMap(({ phase, value }) =>
    phase === 'post' && value !== null ? [value] : [],
  );
  if (post === null || average === null || average.estimate === 0 || values.length === 0) return null;
  const last = values.slice(-LATELY[kpiOf(results, comparison.kpi).period]);
  const lately = last.reduce((sum, value) => sum + value, 0) / last.length;
  const without = post - average.estimate;
  const early = values.length < 2 * last.length;
  return {
    comparison,
    without,
    lately,
    periods: last.length,
    kept: early ? null : (lately - without) / average.estimate,
  };
}

function leadWords(holdings: readonly Holding[]): string {
  const judged = holdings.filter(({ kept }) => kept !== null);
  const slipping = judged.filter(({ kept }) => kept! < HOLDING).length;
  const early = holdings.length - judged.length;
  const parts = [
    ...(judged.length > slipping ? [`${judged.length - slipping} of ${holdings.length} improvements are holding`] : []),
    ...(slipping > 0 ? [`${slipping} of ${holdings.length} ${slipping === 1 ? 'is' : 'are'} slipping`] : []),
    ...(early > 0 ? [`for ${early} it is too early to say`] : []),
  ].join('; ');
  return `${parts[0]!.toUpperCase()}${parts.slice(1)}.`;
}

function holdingsTable(results: Results, holdings: readonly Holding[]): Table {
  return {
    kind: 'table',
    caption:
      'Improvements lately, against what would have been without the deployment; holding: at least three quarters of the mean effect',
    form: 'cards',
    columns: [
      left('KPI and unit'),
      right('Without it'),
      right('Mean after'),
      right('Lately'),
      right('Effect kept'),
      left('So'),
    ],
    rows: [...holdings]
      .sort((a, b) => (a.kept ?? 9) - (b.kept ?? 9))
      .map((holding): Text[] => {
        const { comparison, without, lately, kept, periods } = holding;
        const kpi = kpiOf(results, comparison.kpi);
        const { factor, unit } = measureOf(kpi);
        const levels = [without, comparison.post!, lately].map((level) => level * factor);
        const decimals = decimalsOfValues(levels);
        const [before, after, now] = levels.map((level) => formatNumber(level, decimals));
        return [
          [
            unitLink(results, comparison),
            ' ',
            { quiet: `${unitName(results, comparison.unit)}${unit === '' ? '' : `, ${unit}`}` },
          ],
          before!,
          after!,
          [now!, ' ', { quiet: `last ${periods} ${kpi.period}s` }],
          kept === null ? '–' : formatShare(kept, 0),
          kept === null ? 'too early to say' : kept < HOLDING ? [{ strong: 'slipping' }] : 'holding',
        ];
      }),
  };
}
