import { reportChartName } from '../chart/chart.ts';
import { KPI_FOREST, kpiForest } from '../chart/kpi-forest.ts';
import { comparisonFigureId, kpiOf, primaryComparisons, unitName } from '../results/lookup.ts';
import { effectNumbers, importantChange, withUnit } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { type Figure, left, right } from './document.ts';
import { figureText } from './figure-text.ts';

/** All effects on one scale, in multiples of what matters; none where fewer than two can stand on it. */
export function forestFigure(results: Results): Figure[] {
  if (kpiForest(results, 'wide').length === 0) return [];
  return [
    {
      kind: 'figure',
      chart: reportChartName(KPI_FOREST, results),
      open: false,
      data: {
        kind: 'table',
        caption: 'Effects and what would matter',
        form: 'cards',
        columns: [left('KPI'), left('Unit'), right('Effect'), right('95 % interval'), right('Least that matters')],
        rows: primaryComparisons(results)
          .filter(({ average, verdict }) => average !== null && verdict !== 'not comparable')
          .map((comparison) => {
            const kpi = kpiOf(results, comparison.kpi);
            const { estimate, interval, unit } = effectNumbers(comparison.average!, kpi);
            const effect = figureText(results, comparisonFigureId(comparison, 'average'), withUnit(estimate, unit));
            return [kpi.label, unitName(results, comparison.unit), [effect], interval, importantChange(kpi)];
          }),
      },
    },
  ];
}
