import { beforeAfterName, quantilesOf } from '../chart/before-after.ts';
import { decimalsOfValues, formatNumber } from '../results/format.ts';
import type { ResultComparison, ResultKpi } from '../results/lookup.ts';
import { measureOf } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { type Figure, left, right } from './document.ts';

/** How a KPI's period values are spread before and after; none where no unit has enough of them. */
export function spreadFigure(results: Results, kpi: ResultKpi, comparisons: readonly ResultComparison[]): Figure[] {
  const units = comparisons.flatMap((comparison) => quantilesOf(results, kpi, comparison));
  if (units.length === 0) return [];
  const { unit } = measureOf(kpi);
  const decimals = decimalsOfValues(units.flatMap(({ before, after }) => [...before.quantiles, ...after.quantiles]));
  const rows = units.flatMap((one) =>
    (['before', 'after'] as const).map((window) => [
      one.unit,
      window,
      String(one[window].n),
      ...one[window].quantiles.map((value) => formatNumber(value, decimals)),
    ]),
  );
  return [
    {
      kind: 'figure',
      chart: beforeAfterName(kpi.id),
      open: false,
      small: true,
      data: {
        kind: 'table',
        caption: `Spread of the values by ${kpi.period}${unit === '' ? '' : `, ${unit}`}`,
        form: 'dense',
        columns: [
          left('Unit'),
          left('Window'),
          right('Values'),
          ...['10 %', '25 %', '50 %', '75 %', '90 %'].map(right),
        ],
        rows,
      },
    },
  ];
}
