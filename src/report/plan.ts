import { PLAN_AGAINST_OUTCOME } from '../chart/plan-against-outcome.ts';
import { formatMonth, formatNumber, formatSigned } from '../results/format.ts';
import type { Results } from '../results/schema.ts';
import { left, right, type Section, type Table, type Text } from './document.ts';
import { benefitFigure, figureText } from './figure-text.ts';

type Variance = NonNullable<Results['plan']['variance']>;

const PARTS = ['effect', 'volume', 'price', 'timing', 'other'] as const;

/** What was promised beside what came, month by month, and why the two differ. */
export function plan(results: Results): Section | null {
  if (results.plan.variance === null) return null;
  return {
    kind: 'section',
    id: 'plan',
    title: 'What was promised, and what came',
    blocks: [
      { kind: 'figure', chart: PLAN_AGAINST_OUTCOME, open: false, data: monthsTable(results) },
      varianceTable(results, results.plan.variance),
      {
        kind: 'paragraph',
        text: 'Each part is a Shapley value: what moves when this factor changes from promise to outcome, over all orders of change, so that none is favoured. Other: not comparable, not demonstrated, claimed twice, or foreseen by no plan.',
      },
    ],
  };
}

function monthsTable(results: Results): Table {
  const { plan, program } = results;
  const cell = (month: string, column: string, amount: number): Text =>
    amount === 0
      ? ''
      : [figureText(results, `total.financial.${month.slice(0, 7)}.${column}`, formatNumber(amount, 0))];
  return {
    kind: 'table',
    caption: `Cash benefits by month, ${program.currency} to the unit`,
    form: 'dense',
    columns: [left('Month'), right('Promised'), right('Realized'), right('Promised ahead'), right('Forecast')],
    rows: plan.months.map(({ month, planned, realized, planned_ahead, forecast }) => [
      formatMonth(month),
      ...Object.entries({ planned, realized, planned_ahead, forecast }).map(([column, amount]) =>
        cell(month, column, amount),
      ),
    ]),
  };
}

/** One row per benefit with a promise; the last one is the financial case, in which capacity and quality have no part. */
function varianceTable(results: Results, whole: Variance): Table {
  const row = (name: Text, variance: Variance, id: (name: string) => string, came: Text): Text[] => [
    name,
    [figureText(results, id('planned'), formatNumber(variance.planned, 0))],
    ...PARTS.map((part) => [figureText(results, id(`variance.${part}`), formatSigned(variance[part], 0))]),
    came,
  ];
  return {
    kind: 'table',
    caption: `Why more or less came than promised, to date, ${results.program.currency} to the unit`,
    form: 'cards',
    columns: [
      left('Benefit'),
      right('Promised'),
      ...PARTS.map((part) => right(`${part[0]!.toUpperCase()}${part.slice(1)}`)),
      right('Came'),
    ],
    rows: [
      ...results.benefits.flatMap((benefit) => {
        const { title, class: benefitClass, variance } = benefit;
        if (variance === null) return [];
        return [
          row(
            [title, ' ', { quiet: benefitClass }],
            variance,
            (name) => benefitFigure(benefit, name),
            formatNumber(variance.realized, 0),
          ),
        ];
      }),
      row([{ strong: 'Financial case' }], whole, (name) => `total.financial.${name}`, [
        figureText(results, 'total.financial.net', formatNumber(whole.realized, 0)),
      ]),
    ],
  };
}
