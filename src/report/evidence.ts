import { formatNumber } from '../results/format.ts';
import { primaryComparisons, type ResultKpi, unitName } from '../results/lookup.ts';
import { measureOf } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { forest } from './deployments.ts';
import { type Block, left, right, type Section, type Table, type Text } from './document.ts';

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
  const blocks: Block[] = [
    { kind: 'paragraph', text: ['It carries: ', { strong: money.join('; ') }, '.'] },
    forest(results, kpi, own),
    testsTable(results, kpi, own),
  ];
  return { kind: 'section', id: `evidence-${kpi.id}`, title: kpi.label, blocks };
}

function testsTable(results: Results, kpi: ResultKpi, comparisons: ReturnType<typeof primaryComparisons>): Table {
  const { factor, effectUnit } = measureOf(kpi);
  return {
    kind: 'table',
    caption: `How the effect stood up${effectUnit === '' ? '' : `; drift in ${effectUnit} a year`}`,
    form: 'cards',
    columns: [
      left('Unit'),
      left('Verdict'),
      left('Grade'),
      right('Placebo dates that «improved»'),
      right('Other choices that agree'),
      right('Drift that would undo it'),
      left('Baseline'),
    ],
    rows: comparisons.map(
      ({ unit, verdict, grade, placebo, specifications, breakdown_drift: drift, sealed }): Text[] => [
        unitName(results, unit),
        [{ verdict }],
        grade,
        placebo === null || placebo.dates === 0 ? 'not testable' : `${placebo.false_improved} of ${placebo.dates}`,
        specifications === null || specifications.n === 0 ? 'none' : `${specifications.agree} of ${specifications.n}`,
        drift === null ? '–' : formatNumber(drift * factor, 1),
        sealed ? 'sealed' : [{ strong: 'not sealed' }],
      ],
    ),
  };
}
