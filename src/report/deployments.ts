import { effectsForestName } from '../chart/effects-forest.ts';
import { formatDay } from '../results/format.ts';
import {
  primaryComparisons,
  type ResultComparison,
  type ResultDeployment,
  type ResultKpi,
  unitName,
} from '../results/lookup.ts';
import {
  directionWords,
  effectNumbers,
  importantChange,
  measureOf,
  statisticWords,
  targetWords,
} from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { type Block, type Facts, type Figure, left, right, type Section, type Table } from './document.ts';
import { unitSection } from './unit.ts';

/** One section per deployment: its windows, then each KPI, then each unit. */
export function deployments(results: Results): Section[] {
  return results.program.deployments.map((deployment) => {
    const kpis = results.kpis.filter((kpi) => kpi.deployment === deployment.id);
    return {
      kind: 'section',
      id: `deployment-${deployment.id}`,
      title: deployment.title,
      blocks: [
        ownerLine(deployment),
        windowsTable(results, deployment),
        ...kpis.map((kpi) => kpiSection(results, kpi)),
        ...(kpis.length === 0 ? [{ kind: 'paragraph' as const, text: 'No KPI is measured for this deployment.' }] : []),
      ],
    };
  });
}

function ownerLine({ owner }: ResultDeployment): Block {
  return {
    kind: 'paragraph',
    text: owner === null ? [{ strong: 'No owner is named.' }] : ['Owner: ', { strong: owner }],
  };
}

function windowsTable(results: Results, { windows }: ResultDeployment): Table {
  const span = ({ from, to }: { from: string; to: string }) => `${formatDay(from)} to ${formatDay(to)}`;
  return {
    kind: 'table',
    caption: 'Windows by unit',
    form: 'cards',
    columns: [left('Unit'), left('Go-live'), left('Baseline'), left('Stabilization'), left('Post-stabilization')],
    rows: windows.map((window) => [
      window.comparator
        ? [unitName(results, window.unit), ' ', { quiet: '(comparator)' }]
        : unitName(results, window.unit),
      window.comparator ? '–' : formatDay(window.go_live),
      span(window.baseline),
      span(window.stabilization),
      window.post === null ? 'not yet' : span(window.post),
    ]),
  };
}

function kpiSection(results: Results, kpi: ResultKpi): Section {
  const comparisons = primaryComparisons(results).filter((comparison) => comparison.kpi === kpi.id);
  return {
    kind: 'section',
    id: `kpi-${kpi.id}`,
    title: kpi.label,
    blocks: [
      facts(kpi),
      ...(comparisons.some((comparison) => comparison.average !== null) ? [forest(results, kpi, comparisons)] : []),
      ...comparisons.map((comparison) => unitSection(results, kpi, comparison)),
      ...(comparisons.length === 0 ? [{ kind: 'paragraph' as const, text: 'Not compared in any unit.' }] : []),
    ],
  };
}

function facts(kpi: ResultKpi): Facts {
  const { unit } = measureOf(kpi);
  return {
    kind: 'facts',
    facts: [
      {
        name: 'Measured as',
        text: `${statisticWords(kpi.statistic)} by ${kpi.period}${unit === '' ? '' : `, ${unit}`}`,
      },
      { name: 'Direction', text: directionWords(kpi) },
      { name: 'Target', text: targetWords(kpi) },
      { name: 'Change worth having', text: importantChange(kpi) },
      { name: 'Owner', text: kpi.owner ?? [{ strong: 'none named' }] },
      { name: 'Definition', text: [{ code: kpi.definition }] },
    ],
  };
}

function forest(results: Results, kpi: ResultKpi, comparisons: readonly ResultComparison[]): Figure {
  const rows = comparisons.flatMap(({ unit, average, naive, verdict }) => {
    if (average === null) return [];
    const effect = effectNumbers(average, kpi);
    const plain = naive === null ? null : effectNumbers(naive, kpi);
    return [
      [
        unitName(results, unit),
        effect.estimate,
        effect.interval,
        plain?.estimate ?? '–',
        plain?.interval ?? '–',
        [{ verdict }],
      ],
    ];
  });
  const { effectUnit } = measureOf(kpi);
  return {
    kind: 'figure',
    chart: effectsForestName(kpi.id),
    open: false,
    data: {
      kind: 'table',
      caption: `Effects by unit${effectUnit === '' ? '' : `, ${effectUnit}`}`,
      form: 'cards',
      columns: [
        left('Unit'),
        right('Effect'),
        right('95 % interval'),
        right('Plain before/after'),
        right('its interval'),
        left('Verdict'),
      ],
      rows,
    },
  };
}
