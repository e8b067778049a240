import { spcName } from '../chart/spc.ts';
import {
  decimalsOfInterval,
  decimalsOfValues,
  formatCount,
  formatDay,
  formatNumber,
  formatShare,
} from '../results/format.ts';
import {
  comparisonFigureId,
  kpiOf,
  type ResultComparison,
  type ResultKpi,
  seriesOf,
  unitName,
} from '../results/lookup.ts';
import { effectNumbers, measureOf, statisticWords, targetWords, withUnit } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { changeNotes } from './change-notes.ts';
import { type Block, type Details, type Inline, left, right, type Section, type Table, type Text } from './document.ts';
import { doubtDetails } from './doubt.ts';
import { figureText } from './figure-text.ts';
import { projectName } from './report-links.ts';

/** One KPI in one unit: the verdict in a sentence, the process chart, the effect, the reasons, how sure it is. */
export function unitSection(results: Results, kpi: ResultKpi, comparison: ResultComparison): Section {
  const [decisive, ...others] = comparison.reasons;
  const notes = [...targetNote(results, kpi, comparison), ...others, ...changeNotes(results, comparison)];
  return {
    kind: 'section',
    id: unitSectionId(comparison),
    title: unitName(results, comparison.unit),
    blocks: [
      { kind: 'paragraph', text: [{ verdict: comparison.verdict }, ' ', decisive!], lead: true },
      { kind: 'figure', chart: spcName(comparison), data: seriesTable(results, kpi, comparison), open: false },
      effectTable(results, kpi, comparison),
      ...(notes.length === 0 ? [] : [{ kind: 'list' as const, items: notes }]),
      howSure(results, kpi, comparison),
      ...doubtDetails(results, kpi, comparison),
    ],
  };
}

/** A KPI's name, which leads to what its project report says of it in one unit. */
export function unitLink(results: Results, comparison: ResultComparison): Inline {
  const { label } = kpiOf(results, comparison.kpi);
  return { text: label, section: unitSectionId(comparison), report: projectName(comparison.deployment) };
}

function unitSectionId({ kpi, unit }: ResultComparison): string {
  return `kpi-${kpi}-${unit.replaceAll('/', '-')}`;
}

/** What the limits of the process say of its target. */
const OUTLOOK: Record<NonNullable<ResultComparison['assurance']>, string> = {
  'consistently met': 'A process with these limits meets it every time.',
  'hit and miss': 'A process with these limits will hit it and miss it by chance.',
  'consistently missed': 'A process with these limits will never meet it.',
};

/** How often was the target met since stabilization? Nothing where there is no target, or no one good direction. */
function targetNote(results: Results, kpi: ResultKpi, comparison: ResultComparison): string[] {
  const { target, direction } = kpi;
  const post = seriesOf(results, comparison).flatMap(({ phase, value }) =>
    phase === 'post' && value !== null ? [value] : [],
  );
  if (target === null || typeof direction !== 'string' || post.length === 0) return [];
  const met = post.filter((value) => (direction === 'decrease' ? value <= target : value >= target)).length;
  const outlook = comparison.assurance === null ? '' : ` ${OUTLOOK[comparison.assurance]}`;
  return [
    `The target of ${targetWords(kpi)} was met in ${met} of ${post.length} ${kpi.period}s after stabilization.${outlook}`,
  ];
}

/** The primary comparison first, then the KPI's other statistics and the other adjustment in the same unit. */
function effectTable(results: Results, kpi: ResultKpi, primary: ResultComparison): Table {
  const others = results.comparisons.filter((c) => c !== primary && c.kpi === primary.kpi && c.unit === primary.unit);
  const all = [primary, ...others];
  const standardised = all.some(({ adjustment }) => adjustment === 'standardised');
  const { effectUnit, unit } = measureOf(kpi);
  return {
    kind: 'table',
    caption: `Effect${effectUnit === '' ? '' : `, ${effectUnit}`}; target: ${targetWords(kpi)}`,
    form: 'cards',
    columns: [
      left('Statistic'),
      right('Periods before, after'),
      right(unit === '' ? 'Baseline' : `Baseline, ${unit}`),
      right('After'),
      right('Plain before/after'),
      right('Effect'),
      right('95 % interval'),
      left('Verdict'),
      left('Grade'),
    ],
    rows: all.map((comparison) => effectRow(results, kpi, comparison, standardised)),
  };
}

function effectRow(results: Results, kpi: ResultKpi, comparison: ResultComparison, standardised: boolean): Text[] {
  const number = (name: string, text: string) => figureText(results, comparisonFigureId(comparison, name), text);
  const measured = { statistic: comparison.statistic, unit: kpi.unit };
  const { factor } = measureOf(measured);
  const effect = comparison.average === null ? null : effectNumbers(comparison.average, measured);
  const naive = comparison.naive === null ? null : effectNumbers(comparison.naive, measured);
  const level = (value: number | null) =>
    formatNumber(value === null ? null : value * factor, levelDecimals(comparison, factor));
  return [
    `${statisticWords(comparison.statistic)}${standardised ? `, ${comparison.adjustment}` : ''}`,
    `${comparison.n_baseline}, ${comparison.n_post}`,
    [number('baseline', level(comparison.baseline))],
    [number('post', level(comparison.post))],
    naive === null ? '–' : [number('naive', naive.estimate), ' ', { quiet: `(${naive.interval})` }],
    effect === null ? '–' : [number('average', effect.estimate)],
    effect?.interval ?? '–',
    [{ verdict: comparison.verdict }],
    comparison.grade,
  ];
}

/** A mean shows what its own plain difference bears, and at least whole units. */
function levelDecimals({ naive, baseline, post }: ResultComparison, factor: number): number {
  if (naive !== null) return Math.max(0, decimalsOfInterval(naive.low * factor, naive.high * factor));
  return decimalsOfValues([baseline, post].flatMap((value) => (value === null ? [] : value * factor)));
}

function howSure(results: Results, kpi: ResultKpi, comparison: ResultComparison): Details {
  const number = (name: string, text: string) => figureText(results, comparisonFigureId(comparison, name), text);
  const { placebo, specifications, breakdown_drift: drift, sealed, level, slope, cumulative } = comparison;
  const said = (name: string, figure: string, estimate: typeof level, per = ''): { name: string; text: Text }[] => {
    if (estimate === null) return [];
    const {
      estimate: value,
      interval,
      unit,
    } = effectNumbers(estimate, { statistic: comparison.statistic, unit: kpi.unit });
    return [{ name, text: [number(figure, `${withUnit(value, unit)}${per} (95 % interval ${interval})`)] }];
  };
  const { factor, effectUnit } = measureOf(kpi);
  const facts = [
    { name: 'Method', text: comparison.method },
    { name: 'Baseline', text: sealed ? 'sealed' : ([{ strong: 'not sealed: it could still be moved' }] as Text) },
    ...said('Change in level', 'level', level),
    ...said('Change in slope', 'slope', slope, ` per ${kpi.period}`),
    // Only totals add up: a sum of medians or shares is no amount of anything.
    ...(comparison.statistic === 'total' ? said('Cumulative effect', 'cumulative', cumulative) : []),
    // What is unproven as it is needs no drift to be so.
    ...(drift === null || drift === 0
      ? []
      : [
          {
            name: 'Breakdown drift',
            text: [
              number(
                'breakdown_drift',
                `a steady drift of ${withUnit(formatNumber(drift * factor, decimalsOfValues([drift * factor])), effectUnit)} a year would leave it unproven`,
              ),
            ],
          },
        ]),
    {
      name: 'Placebo in time',
      text:
        placebo === null || placebo.dates === 0
          ? 'not testable'
          : `${placebo.false_improved} of ${placebo.dates} dates before go-live would have shown an improvement`,
    },
    {
      name: 'Specifications',
      text:
        specifications === null || specifications.n === 0
          ? 'none beside it'
          : `${specifications.agree} of ${specifications.n} defensible choices agree in sign (${formatShare(specifications.agree / specifications.n, 0)})`,
    },
  ];
  const blocks: Block[] = [{ kind: 'facts', facts }];
  return { kind: 'details', summary: 'How sure is this?', blocks };
}

function seriesTable(results: Results, kpi: ResultKpi, comparison: ResultComparison): Table {
  const cells = seriesOf(results, comparison);
  const { factor, unit } = measureOf(kpi);
  const decimals = decimalsOfValues(cells.flatMap((cell) => (cell.value === null ? [] : cell.value * factor)));
  const signals = signalsBy(results, comparison);
  return {
    kind: 'table',
    caption: `${kpi.label}, ${unitName(results, comparison.unit)}, by ${kpi.period}`,
    form: 'dense',
    columns: [
      left('From'),
      left('Window'),
      right('n'),
      right(unit === '' ? 'Value' : `Value, ${unit}`),
      left('Signal'),
    ],
    rows: cells.map(({ period, phase, n, value, reason }) => [
      formatDay(period),
      phase === 'outside' ? 'left out' : phase,
      formatCount(n),
      value === null ? (reason ?? '–') : formatNumber(value * factor, decimals),
      signals.get(period) ?? '',
    ]),
  };
}

/** The rules that fired in each period, with the logged change beside them where there is one. */
function signalsBy(results: Results, key: ResultComparison): Map<string, string> {
  const own = results.signals.filter(
    (s) => s.kpi === key.kpi && s.unit === key.unit && s.statistic === key.statistic && s.adjustment === key.adjustment,
  );
  const by = new Map<string, string>();
  for (const { period, direction, rule, change_id } of own) {
    const said = `${direction}: ${rule}${change_id === undefined ? '' : ` (change ${change_id})`}`;
    by.set(period, by.has(period) ? `${by.get(period)}; ${said}` : said);
  }
  return by;
}
