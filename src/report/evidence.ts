import { formatNumber } from '../results/format.ts';
import {
  comparisonFigureId,
  primaryComparisons,
  type ResultComparison,
  type ResultKpi,
  unitName,
} from '../results/lookup.ts';
import { effectNumbers, measureOf, statisticWords } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { forest } from './deployments.ts';
import { type Block, left, right, type Section, type Table, type Text } from './document.ts';
import { unitTests } from './doubt.ts';
import { figureText } from './figure-text.ts';

/** What the amounts rest on: the effects of each KPI that carries money, and how they stood up to being tested. */
export function evidence(results: Results): Section | null {
  const valued = results.kpis.filter(({ id }) => results.benefits.some(({ kpi }) => kpi === id));
  const sections = valued.flatMap((kpi) => evidenceOf(results, kpi) ?? []);
  if (sections.length === 0) return null;
  return {
    kind: 'section',
    id: 'evidence',
    title: 'The evidence behind the amounts',
    blocks: [
      {
        kind: 'paragraph',
        lead: true,
        text: 'Each amount is an effect times a volume times a value: here are the effects, and what happened when they were tested.',
      },
      ...sections,
    ],
  };
}

function evidenceOf(results: Results, kpi: ResultKpi): Section | null {
  const own = primaryComparisons(results).filter((comparison) => comparison.kpi === kpi.id);
  if (own.every(({ average }) => average === null)) return null;
  const money = results.benefits.filter((benefit) => benefit.kpi === kpi.id).map(({ title }) => title);
  const valued = own.map((comparison) => valuedInstead(results, comparison));
  const { statistic } = valued[0]!;
  const blocks: Block[] = [
    { kind: 'paragraph', text: ['It carries: ', { strong: money.join('; ') }, '.'] },
    forest(results, kpi, own),
    ...(statistic === kpi.statistic ? [] : [otherStatistic(kpi)]),
    testsTable(kpi, valued, results),
    ...own.flatMap((comparison) => unitTests(results, kpi, comparison)),
  ];
  return { kind: 'section', id: `evidence-${kpi.id}`, title: kpi.label, blocks };
}

/** The comparison on which the money rests: the mean's beside a median; the KPI's own where no benefit reads the unit. */
function valuedInstead({ benefits, comparisons }: Results, own: ResultComparison): ResultComparison {
  const { kpi, unit } = own;
  const valued = benefits.find((one) => one.kpi === kpi)?.units.find((one) => one.unit === unit);
  return (
    comparisons.find(
      (one) =>
        one.kpi === kpi &&
        one.unit === unit &&
        one.statistic === valued?.statistic &&
        one.adjustment === valued.adjustment,
    ) ?? own
  );
}

function otherStatistic({ statistic }: ResultKpi): Block {
  return {
    kind: 'paragraph',
    text: `The pictures show the ${statisticWords(statistic)}, which does not add up; the amounts rest on the mean of the same observations, which the table tests.`,
  };
}

function testsTable(kpi: ResultKpi, comparisons: readonly ResultComparison[], results: Results): Table {
  const { statistic } = comparisons[0]!;
  const { factor, effectUnit } = measureOf({ ...kpi, statistic });
  return {
    kind: 'table',
    caption: `How the effect on the ${statisticWords(statistic)} stood up${effectUnit === '' ? '' : `, ${effectUnit}; drift a year`}`,
    form: 'cards',
    columns: [
      left('Unit'),
      right('Effect'),
      right('95 % interval'),
      left('Verdict'),
      left('Grade'),
      right('Placebo claims'),
      right('Other choices that agree'),
      right('Drift that would undo it'),
      left('Baseline'),
    ],
    rows: comparisons.map((comparison): Text[] => {
      const { unit, average, verdict, grade, placebo, specifications, breakdown_drift: drift, sealed } = comparison;
      const effect = average === null ? null : effectNumbers(average, { ...kpi, statistic });
      return [
        unitName(results, unit),
        effect === null ? '–' : [figureText(results, comparisonFigureId(comparison, 'average'), effect.estimate)],
        effect?.interval ?? '–',
        [{ verdict }],
        grade,
        placebo === null || placebo.dates === 0 ? 'not testable' : `${placebo.false_improved} of ${placebo.dates}`,
        specifications === null || specifications.n === 0 ? 'none' : `${specifications.agree} of ${specifications.n}`,
        drift === null
          ? '–'
          : [figureText(results, comparisonFigureId(comparison, 'breakdown_drift'), formatNumber(drift * factor, 1))],
        sealed ? 'sealed' : [{ strong: 'not sealed' }],
      ];
    }),
  };
}
