import { reportChartName } from '../chart/chart.ts';
import { VERDICT_STRIP } from '../chart/verdict-strip.ts';
import { comparisonFigureId, deploymentName, kpiOf, primaryComparisons, unitName } from '../results/lookup.ts';
import { effectNumbers, effectWords } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { left, right, type Section } from './document.ts';
import { figureText } from './figure-text.ts';
import { forestFigure } from './forest.ts';
import { unitLink } from './unit.ts';

/** All verdicts at a glance: KPIs by units. */
export function overview(results: Results): Section | null {
  const comparisons = primaryComparisons(results);
  if (comparisons.length === 0) return null;
  const several = results.program.deployments.length > 1;
  const units = new Set(comparisons.map(({ unit }) => unit));
  return {
    kind: 'section',
    id: 'verdicts',
    title: 'Verdicts at a glance',
    blocks: [
      {
        kind: 'figure',
        chart: reportChartName(VERDICT_STRIP, results),
        open: false,
        data: {
          kind: 'table',
          caption:
            units.size > 1
              ? 'Verdicts of all KPIs in all units'
              : `Verdicts of all KPIs in ${unitName(results, comparisons[0]!.unit)}`,
          form: 'cards',
          columns: [
            left('KPI'),
            ...(units.size > 1 ? [left('Unit')] : []),
            ...(several ? [left('Deployment')] : []),
            left('Verdict'),
            right('Effect'),
            right('95 % interval'),
            left('Grade'),
          ],
          rows: comparisons.map((comparison) => {
            const kpi = kpiOf(results, comparison.kpi);
            const effect = comparison.average === null ? null : effectNumbers(comparison.average, kpi);
            return [
              [unitLink(results, comparison)],
              ...(units.size > 1 ? [unitName(results, comparison.unit)] : []),
              ...(several ? [deploymentName(results, comparison.deployment)] : []),
              [{ verdict: comparison.verdict }],
              comparison.average === null
                ? '–'
                : [
                    figureText(
                      results,
                      comparisonFigureId(comparison, 'average'),
                      effectWords(comparison.average, kpi),
                    ),
                  ],
              effect?.interval ?? '–',
              comparison.grade,
            ];
          }),
        },
      },
      ...forestFigure(results),
    ],
  };
}
