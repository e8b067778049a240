import type { AppraisalFigureSources } from './appraisal-figures.ts';
import type { AppraisalDetail } from './appraise.ts';
import { type BenefitClaim, cashPart, isCash } from './claim.ts';
import { amountEntry, benefitFigure, type Entry, simulatedFrom } from './figure-entry.ts';
import type { PlanMonth } from './plan-by-month.ts';
import type { PlanTotals } from './plan-totals.ts';
import type { BenefitRow } from './value-benefits.ts';

/** What the figures of months are told from. */
export interface MonthFigureSources extends AppraisalFigureSources {
  rows: readonly BenefitRow[];
  plan: PlanTotals;
  appraisals: readonly AppraisalDetail[];
}

const COLUMNS = ['planned', 'planned_ahead', 'realized', 'forecast'] as const;
type Column = (typeof COLUMNS)[number];

/**
 * Which amount of which month is which, and what was it made from? Of the months that reports show: promise and outcome of
 * the financial case, its cash flow over the longest span, and the benefits behind both.
 *
 * @returns figures `<deployment>.<benefit>.<yyyy-mm>.<column>`, `total.financial.<yyyy-mm>.<column>` where the amount is not 0,
 *          and `appraisal.financial.<span>.<yyyy-mm>.` with `benefits`, `costs`, `cumulative`
 * @example monthFigures(sources)[0]?.[0]  // 'pacs.outsourced_reads.2024-07.planned'
 */
export function monthFigures(sources: MonthFigureSources): Entry[] {
  const { claims, rows, plan, appraisals } = sources;
  const financial = appraisals.filter(({ ledger }) => ledger.view === 'financial');
  const shown = financial.find(({ ledger }) => ledger.span === 'whole-life') ?? financial[0];
  return [
    ...claims.benefits.flatMap((claim, b) => benefitMonths(claim, rows[b]!, sources)),
    ...plan.months.flatMap((month) => planMonth(month, sources)),
    ...(shown === undefined ? [] : cashFlow(shown, sources)),
  ];
}

/** What of a month's amount counts in the financial case: promises of cash, and money where it is cash. */
function counts({ benefit }: BenefitClaim, month: string, column: Column): boolean {
  return column.startsWith('planned') ? isCash(benefit) : cashPart(benefit, month) !== 0;
}

function benefitMonths(claim: BenefitClaim, { by_month: months }: BenefitRow, sources: MonthFigureSources): Entry[] {
  const { benefit } = claim;
  const promise = `assumption:benefits/${benefit.id}/${benefit.oneOff === null ? 'planned_per_year' : 'planned_once'}`;
  const of = (...names: string[]) => names.map((name) => `figure:${benefitFigure(claim, name)}`);
  const made: Record<Column, [formula: string, inputs: string[]]> = {
    planned: ['what of the promise to date falls in this month', of('planned')],
    planned_ahead: ['what is promised of this month, after the as-of day', [promise]],
    realized: ['what of demonstrated + transition falls in this month', of('demonstrated', 'transition')],
    forecast: ['what of the forecast falls in this month, before optimism', of('forecast')],
  };
  return months.flatMap((row) =>
    COLUMNS.filter((column) => row[column] !== 0 && counts(claim, row.month, column)).map((column) =>
      amountEntry(benefitFigure(claim, `${monthKey(row)}.${column}`), row[column], ...made[column], sources),
    ),
  );
}

/** References to what the benefits bring in a month, where that is anything. */
function broughtIn(month: string, columns: readonly Column[], { claims, rows }: MonthFigureSources): string[] {
  return claims.benefits.flatMap((claim, b) => {
    const row = rows[b]!.by_month.find((one) => one.month === month);
    const flowing =
      row === undefined ? [] : columns.filter((column) => row[column] !== 0 && counts(claim, month, column));
    return flowing.map((column) => `figure:${benefitFigure(claim, `${monthKey({ month })}.${column}`)}`);
  });
}

function planMonth(row: PlanMonth, sources: MonthFigureSources): Entry[] {
  return COLUMNS.filter((column) => row[column] !== 0).map((column) => {
    const id = `total.financial.${monthKey(row)}.${column}`;
    return amountEntry(id, row[column], 'sum over the cash benefits', broughtIn(row.month, [column], sources), sources);
  });
}

/** Month by month; a cumulative leads to the one at the end of the year before it, and to the months since. */
function cashFlow({ appraisal, ledger }: AppraisalDetail, sources: MonthFigureSources): Entry[] {
  const { view, span, flows } = appraisal;
  const id = (flow: { month: string }, name: string) => `appraisal.${view}.${span}.${monthKey(flow)}.${name}`;
  const bias = ledger.forecast === null ? null : ledger.program.optimismBias;
  const columns: Column[] = ledger.forecast === null ? ['realized'] : ['realized', 'forecast'];
  const assumed = bias === null ? [] : ['assumption:optimism_bias'];
  const costs = [...(sources.costsHash === null ? [] : [`file:${sources.costsHash}`]), ...assumed];
  const prices = `in the prices of the appraisal${bias === null ? '' : ', with the declared optimism'}`;
  const simulated = simulatedFrom(sources);
  return flows.flatMap((flow, m): Entry[] => {
    const brought = broughtIn(flow.month, columns, sources);
    const benefits = brought.length === 0 ? [] : [...brought, ...assumed];
    const year = Number(flow.month.slice(0, 4));
    const since = flows.slice(0, m + 1).filter(({ month }) => Number(month.slice(0, 4)) === year);
    const before = flows.findLast(({ month }) => Number(month.slice(0, 4)) < year);
    const parts = [
      ...(before === undefined ? [] : [`figure:${id(before, 'cumulative')}`]),
      ...since.flatMap((one) => ['benefits', 'costs'].map((name) => `figure:${id(one, name)}`)),
    ];
    const sum =
      before === undefined
        ? 'benefits − costs of the months so far'
        : 'the cumulative of the year before + benefits − costs of the months since';
    const cumulative = id(flow, 'cumulative');
    const band = (name: string, amount: number | null, percentile: string) =>
      amount === null
        ? []
        : [
            amountEntry(
              `${cumulative}.${name}`,
              amount,
              `${percentile} percentile ${simulated}`,
              [`figure:${cumulative}`],
              sources,
            ),
          ];
    return [
      amountEntry(
        id(flow, 'benefits'),
        flow.benefits,
        `sum over the benefits of this month, ${prices}`,
        benefits,
        sources,
      ),
      amountEntry(id(flow, 'costs'), flow.costs, `sum over the costs of this month, ${prices}`, costs, sources),
      amountEntry(cumulative, flow.cumulative, sum, parts, sources),
      ...band('p5', flow.low, '5th'),
      ...band('p95', flow.high, '95th'),
    ];
  });
}

/** `2024-07` of a month's first day. */
function monthKey({ month }: { month: string }): string {
  return month.slice(0, 7);
}
