import { BENEFITS_MAP } from '../chart/benefits-map.ts';
import { GROSS_TO_CASH } from '../chart/gross-to-cash.ts';
import { formatNumber } from '../results/format.ts';
import { grossToCash } from '../results/gross-to-cash.ts';
import { kpiOf } from '../results/lookup.ts';
import type { Results } from '../results/schema.ts';
import { type Block, left, right, type Section, type Text } from './document.ts';

/** By which way each benefit comes about, and what is taken off between the gains and booked cash. */
export function benefitPaths(results: Results): Section | null {
  if (results.benefits.length === 0) return null;
  return {
    kind: 'section',
    id: 'benefit-paths',
    title: 'How the benefits come about, and what of them is cash',
    blocks: [map(results), ...waterfall(results)],
  };
}

function map(results: Results): Block {
  return {
    kind: 'figure',
    chart: BENEFITS_MAP,
    open: false,
    data: {
      kind: 'table',
      caption: 'From KPI to benefit, as the register states it',
      form: 'cards',
      columns: [left('Benefit'), left('KPI'), left('How the one becomes the other')],
      rows: results.benefits.map(({ title, kpi, mechanism }): Text[] => {
        const { label, nature } = kpiOf(results, kpi);
        return [title, [label, ' ', { quiet: nature }], mechanism ?? 'not stated'];
      }),
    },
  };
}

function waterfall(results: Results): Block[] {
  const steps = grossToCash(results);
  if (steps[0]!.amount === 0) return [];
  return [
    {
      kind: 'figure',
      chart: GROSS_TO_CASH,
      open: false,
      data: {
        kind: 'table',
        caption: `From gross gains to booked cash, to date, ${results.program.currency} to the unit`,
        form: 'dense',
        columns: [left('Step'), right('Amount')],
        rows: steps.map(({ step, amount, whole }): Text[] =>
          whole ? [[{ strong: step }], [{ strong: formatNumber(amount, 0) }]] : [step, formatNumber(amount, 0)],
        ),
      },
    },
  ];
}
