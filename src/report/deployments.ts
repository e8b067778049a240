import { effectsForestName } from '../chart/effects-forest.ts';
import { formatDay } from '../results/format.ts';
import {
  comparisonFigureId,
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
import { figureText } from './figure-text.ts';
import { pooledBlocks } from './pooled.ts';
import { spreadFigure } from './spread.ts';
import { unitSection } from './unit.ts';

/** Families of KPIs that say how a rollout is lived with, under headings of their own; all others are what was to move. */
const GROUPS = [
  { id: 'adoption', title: 'Adoption and workarounds', families: ['adoption', 'workarounds'] },
  { id: 'support', title: 'Support and vendors', families: ['support', 'vendors'] },
  { id: 'governance', title: 'Security and updates', families: ['governance'] },
];

/** Who owns each deployment and when it went live, then its KPIs by what they say, unit by unit. */
export function deployments(results: Results): Section[] {
  const grouped = new Set(GROUPS.flatMap(({ families }) => families));
  const outcomes = results.kpis.filter(({ family }) => !grouped.has(family));
  return [
    ...results.program.deployments.map((deployment) => windowsSection(results, deployment)),
    ...kpiGroup(results, 'outcomes', 'What was to move', outcomes),
    ...GROUPS.flatMap(({ id, title, families }) =>
      kpiGroup(
        results,
        id,
        title,
        results.kpis.filter(({ family }) => families.includes(family)),
      ),
    ),
  ];
}

function windowsSection(results: Results, deployment: ResultDeployment): Section {
  const measured = results.kpis.some((kpi) => kpi.deployment === deployment.id);
  return {
    kind: 'section',
    id: `deployment-${deployment.id}`,
    title: 'Who, where and when',
    blocks: [
      ownerLine(deployment),
      windowsTable(results, deployment),
      ...(measured ? [] : [{ kind: 'paragraph' as const, text: 'No KPI is measured for this deployment.' }]),
    ],
  };
}

function kpiGroup(results: Results, id: string, title: string, kpis: readonly ResultKpi[]): Section[] {
  if (kpis.length === 0) return [];
  const told = kpis.map((kpi) => kpiSection(results, kpi));
  const blocks = [...told.filter(({ brief }) => !brief), ...told.filter(({ brief }) => brief)];
  return [{ kind: 'section', id, title, blocks }];
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
    ...(saysLittle(results, kpi, comparisons) ? { brief: true } : {}),
    blocks: [
      facts(kpi),
      ...(comparisons.some((comparison) => comparison.average !== null) ? [forest(results, kpi, comparisons)] : []),
      ...spreadFigure(results, kpi, comparisons),
      ...pooledBlocks(results, kpi),
      ...comparisons.map((comparison) => unitSection(results, kpi, comparison)),
      ...(comparisons.length === 0 ? [{ kind: 'paragraph' as const, text: 'Not compared in any unit.' }] : []),
    ],
  };
}

/** A report of no more KPIs than these has room for all of each. */
const FEW = 4;

/** Nothing shows an effect, and no money hangs on it. */
function saysLittle(results: Results, kpi: ResultKpi, comparisons: readonly ResultComparison[]): boolean {
  if (results.kpis.length <= FEW) return false;
  const claimed = results.benefits.some((benefit) => benefit.kpi === kpi.id);
  return !claimed && comparisons.length > 0 && comparisons.every(({ verdict }) => LITTLE.has(verdict));
}

const LITTLE = new Set(['not demonstrated', 'no material change', 'insufficient data']);

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

/** A KPI's effects in its units, drawn on one scale. */
export function forest(results: Results, kpi: ResultKpi, comparisons: readonly ResultComparison[]): Figure {
  const rows = comparisons.flatMap((comparison) => {
    const { unit, average, naive, verdict } = comparison;
    if (average === null) return [];
    const effect = effectNumbers(average, kpi);
    const plain = naive === null ? null : effectNumbers(naive, kpi);
    return [
      [
        unitName(results, unit),
        [figureText(results, comparisonFigureId(comparison, 'average'), effect.estimate)],
        effect.interval,
        plain === null ? '–' : [figureText(results, comparisonFigureId(comparison, 'naive'), plain.estimate)],
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
    small: true,
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
