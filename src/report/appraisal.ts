import { CASH_FLOW, financialAppraisal } from '../chart/cash-flow.ts';
import { decimalsOfInterval, formatDay, formatMonth, formatNumber, formatShare } from '../results/format.ts';
import { moneyWords, npvMoney, sayLike } from '../results/money.ts';
import type { Results } from '../results/schema.ts';
import { type Block, left, right, type Section, type Table, type Text } from './document.ts';
import { figureText } from './figure-text.ts';

type Appraisal = Results['appraisal'][number];

/** Cash flow and what follows from it: NPV, ROI, payback; every undefined answer with its reason. */
export function appraisal(results: Results): Section | null {
  if (results.appraisal.length === 0) return null;
  const financial = financialAppraisal(results);
  return {
    kind: 'section',
    id: 'appraisal',
    title: 'Cash flow and appraisal',
    blocks: [
      ...(financial === null ? [] : [worth(results, financial)]),
      ...(financial === null || financial.flows.length < 2 ? [] : [cashFlowFigure(results, financial)]),
      ...(results.appraisal.some(({ npv }) => npv.likely !== null)
        ? [appraisalTable(results), conventions(results)]
        : []),
      ...undefinedAnswers(results),
    ],
  };
}

function cashFlowFigure(results: Results, appraisal: Appraisal): Block {
  const { flows, view, span } = appraisal;
  return {
    kind: 'figure',
    chart: CASH_FLOW,
    open: false,
    data: {
      kind: 'table',
      caption: `Cash flow by month, ${results.program.currency} to the unit, ${view} view, ${spanWords(span)}`,
      form: 'dense',
      columns: [left('Month'), right('Benefits'), right('Costs'), right('Cumulative')],
      rows: flows.map(({ month, benefits, costs, cumulative }) => [
        formatMonth(month),
        ...Object.entries({ benefits, costs, cumulative }).map(([column, amount]) => [
          figureText(results, appraisalFigure(appraisal, `${month.slice(0, 7)}.${column}`), formatNumber(amount, 0)),
        ]),
      ]),
    },
  };
}

/** One column per view and span, one row per figure: the same question is read across. */
function appraisalTable(results: Results): Table {
  const views = results.appraisal;
  const row = (name: string, cell: (one: Appraisal) => Text, figure: string): Text[] => [
    name,
    ...views.map((one) => {
      const text = cell(one);
      return typeof text === 'string' ? [figureText(results, appraisalFigure(one, figure), text)] : text;
    }),
  ];
  return {
    kind: 'table',
    caption: `Appraisal, ${results.program.currency}; the net present value is rounded as its interval bears`,
    form: 'cards',
    columns: [left('Figure'), ...views.map(({ view, span }) => right(`${view}, ${spanWords(span)}`))],
    rows: [
      row('Benefits, present value', (one) => formatNumber(one.benefits, 0), 'benefits'),
      row('Costs, present value', (one) => formatNumber(one.costs, 0), 'costs'),
      row('Net present value', (one) => npvWords(results, one), 'npv'),
      row(
        'Probability that NPV is above zero',
        (one) => formatShare(one.probability_npv_positive, 0),
        'probability_npv_positive',
      ),
      row('Return on investment', (one) => formatShare(one.roi, 0), 'roi'),
      row('Benefit–cost ratio', (one) => formatNumber(one.bcr, 2), 'bcr'),
      row('Payback, years', (one) => orUndefined(one.payback, 1), 'payback'),
      row('Discounted payback, years', (one) => orUndefined(one.discounted_payback, 1), 'discounted_payback'),
      row('Internal rate of return', irrWords, 'irr'),
      row('Modified rate of return', (one) => (one.mirr === null ? 'undefined' : formatShare(one.mirr, 1)), 'mirr'),
    ],
  };
}

function npvWords(results: Results, appraisal: Appraisal): Text {
  const { p5, likely, p95 } = appraisal.npv;
  if (likely === null) return 'undefined';
  if (p5 === null || p95 === null || p5 === p95) return formatNumber(likely, 0);
  const decimals = Math.min(0, decimalsOfInterval(p5, p95));
  const cell = (amount: number) => formatNumber(amount, decimals);
  const value = figureText(results, appraisalFigure(appraisal, 'npv'), cell(likely));
  return [value, ' ', { quiet: `P5–P95 ${cell(p5)} to ${cell(p95)}` }];
}

/** The id of one of an appraisal's figures. */
export function appraisalFigure({ view, span }: Pick<Appraisal, 'view' | 'span'>, name: string): string {
  return `appraisal.${view}.${span}.${name}`;
}

function irrWords({ irr }: Appraisal): Text {
  if (irr.roots.length === 1) return formatShare(irr.roots[0]!, 1);
  if (irr.roots.length === 0) return 'undefined';
  return `${irr.status}: ${irr.roots.map((root) => formatShare(root, 1)).join(', ')}`;
}

function orUndefined(years: number | null, decimals: number): string {
  return years === null ? 'undefined' : formatNumber(years, decimals);
}

/** What the financial case is worth, in one sentence. */
function worth({ program }: Results, { npv, span, benefits, costs }: Appraisal): Block {
  const what = `The financial case, ${spanWords(span)},`;
  if (npv.likely === null) return { kind: 'paragraph', lead: true, text: `${what} has no net present value.` };
  const money = npvMoney(npv);
  const value = moneyWords(money, program.currency);
  const say = (amount: number | null) => sayLike(money, amount, program.currency);
  const from = `benefits of ${say(benefits)} against costs of ${say(costs)}, present values`;
  return { kind: 'paragraph', lead: true, text: `${what} has a net present value of ${value}: ${from}.` };
}

/** How the figures were computed; views that share a convention share its line. */
function conventions({ appraisal }: Results): Block {
  const shared = (name: string, say: (one: Appraisal) => string) => ({
    name,
    text: [...new Set(appraisal.map(say))].join('; '),
  });
  const rate = ({ rate, basis, source }: Appraisal['rates'][number]) => `${formatShare(rate, 1)} ${basis}, ${source}`;
  return {
    kind: 'facts',
    facts: [
      shared('Base date', (one) => formatDay(one.base_date)),
      shared('Timing of flows', (one) => one.timing),
      shared('Discount rate', (one) => one.rates.map(rate).join(', then ')),
    ],
  };
}

/** Why a figure is undefined; views that share a reason share its line. */
function undefinedAnswers(results: Results): Block[] {
  const views = new Map<string, string[]>();
  for (const { view, span, reasons } of results.appraisal) {
    for (const reason of reasons) views.set(reason, [...(views.get(reason) ?? []), `${view}, ${spanWords(span)}`]);
  }
  const items = [...views].map(([reason, where]): Text => [reason, ' ', { quiet: `(${where.join('; ')})` }]);
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

function spanWords(span: Appraisal['span']): string {
  return span === 'realized' ? 'realized to date' : 'whole life';
}
