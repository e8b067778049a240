import { unitName } from '../results/lookup.ts';
import { isFinancial, type ResultBenefit } from '../results/money.ts';
import type { Results } from '../results/schema.ts';
import { cellRef } from './address.ts';
import type { Assumed, View } from './assumption-sheet.ts';
import { type BenefitTerms, factorTerm } from './benefit-terms.ts';
import { computed, month, number, word } from './cells.ts';
import { factorAt } from './discounting.ts';
import { type Computed, forecastAmounts, type LineContext, measuredAmounts, NOTHING } from './line-amounts.ts';
import { type LineDraft, type LineValues, lineCell, lineKey } from './line-columns.ts';
import { SHEETS } from './sheet-draft.ts';
import { type FlowBlock, longestBlock } from './timeline.ts';
import type { Cell } from './workbook.ts';

/**
 * Writes the lines of the register as formulas.
 *
 * @param lines  all of them: what stands of one may hang on its rivals
 * @returns a function of one line: its cells, and what they come to
 */
export function lineWriter(
  results: Results,
  assumed: Assumed,
  blocks: readonly FlowBlock[],
  lines: readonly LineDraft[],
): (line: LineDraft) => { cells: (Cell | null)[]; values: LineValues } {
  const together = new Map<string, LineDraft[]>();
  for (const line of lines) {
    const key = lineKey(line);
    const own = together.get(key);
    if (own === undefined) together.set(key, [line]);
    else own.push(line);
  }
  const context = { results, assumed, blocks, together, claims: new Map() };
  return (line) => writeLine(line, context);
}

function writeLine(line: LineDraft, context: LineContext): { cells: (Cell | null)[]; values: LineValues } {
  const { results, assumed } = context;
  const benefit = results.benefits.find(({ id }) => id === line.benefit)!;
  const terms = assumed.benefits.get(line.benefit)!;
  const amounts =
    line.kind === 'measured' ? measuredAmounts(line, terms, context) : forecastAmounts(line, terms, context);
  const cash = inFinancialCase(line, benefit, terms);
  const sum = amounts.demonstrated.value + amounts.transition.value + amounts.forecast.value;
  const worth = `SUM(${lineCell(line, 'demonstrated')}:${lineCell(line, 'forecast')})`;
  const views = (['financial', 'economic'] as const).map((view) => {
    const share =
      view === 'financial' ? { formula: `${lineCell(line, 'cash')}*`, value: cash.value } : { formula: '', value: 1 };
    return viewAmounts(line, view, { formula: share.formula + worth, value: share.value * sum }, context);
  });
  const [financial, economic] = views as [ViewAmounts, ViewAmounts];
  const { claims, kept, left, part } = amounts;
  const cells: (Cell | null)[] = [
    number(line.no, 'count'),
    month(line.month),
    word(line.benefit),
    word(unitName(results, line.unit)),
    word(line.kind),
    number(line.quantity, 'number'),
    number(line.counts ? 1 : 0, 'count'),
    line.kind === 'measured' ? number(line.settling, 'number') : null,
    line.ahead === null ? null : number(line.ahead, 'count'),
    left && computed(left.formula, left.value, 'factor'),
    part && computed(part.formula, part.value, 'ratio'),
    ...claims.map((one) => one && computed(one.formula, one.value, 'money')),
    ...kept.map((one) => one && computed(one.formula, one.value, 'count')),
    ...(['estimated', 'demonstrated', 'transition', 'forecast'] as const).map((name) => moneyCell(amounts[name])),
    cash.formula === '' ? number(cash.value, 'count') : computed(cash.formula, cash.value, 'count'),
    moneyCell(financial.amount),
    moneyCell(economic.amount),
    moneyCell(financial.present),
    moneyCell(economic.present),
  ];
  const values: LineValues = {
    no: line.no,
    kind: line.kind,
    quantity: line.quantity * (kept[0]?.value ?? 1),
    estimated: amounts.estimated.value,
    demonstrated: amounts.demonstrated.value,
    transition: amounts.transition.value,
    forecast: amounts.forecast.value,
    cash: cash.value === 1 ? 1 : 0,
    view: { financial: financial.amount.value, economic: economic.amount.value },
    present: { financial: financial.present.value, economic: economic.present.value },
  };
  return { cells, values };
}

/** Cash classes are in the financial case; of capacity, what a conversion has turned into cash. */
function inFinancialCase(line: LineDraft, benefit: ResultBenefit, { cashFrom }: BenefitTerms): Computed {
  if (isFinancial(benefit.class)) return { formula: '', value: 1 };
  const { cash_conversion: conversion } = benefit;
  const value = conversion !== null && line.month >= conversion.date ? 1 : 0;
  return { formula: cashFrom === null ? '' : `IF(${lineCell(line, 'month')}>=${cashFrom.name},1,0)`, value };
}

interface ViewAmounts {
  amount: Computed;
  present: Computed;
}

/** What a line brings into a view: in the prices of its rate, and on the base day. */
function viewAmounts(
  line: LineDraft,
  view: View,
  worth: Computed,
  { results, assumed, blocks }: LineContext,
): ViewAmounts {
  const block = longestBlock(blocks, view);
  if (block === null || line.no >= block.months.length) return { amount: NOTHING, present: NOTHING };
  const { price_year } = results.program;
  const isReal = block.appraisal.rates[0]!.basis === 'real';
  const wanted = isReal ? price_year : Number(line.month.slice(0, 4));
  const factor = factorTerm(price_year, wanted, assumed.prices)!;
  const amount =
    factor.formula === '1'
      ? worth
      : { formula: `${worth.formula}*${factor.formula}`, value: worth.value * factor.value };
  const discount = factorAt(block, line.no, assumed);
  const cell = cellRef(SHEETS.flows, discount.row, discount.column);
  return {
    amount,
    present: { formula: `${lineCell(line, view)}*${cell}`, value: amount.value * discount.value },
  };
}

function moneyCell({ formula, value }: Computed): Cell | null {
  return formula === '' ? null : computed(formula, value, 'money');
}
