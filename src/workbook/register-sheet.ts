import { figureSegment } from '../figure.ts';
import { deploymentName, kpiOf } from '../results/lookup.ts';
import { BENEFIT_CLASSES, isFinancial, type ResultBenefit } from '../results/money.ts';
import type { Results } from '../results/schema.ts';
import { columnLetters, columnRange, rangeRef } from './address.ts';
import type { Assumed } from './assumption-sheet.ts';
import type { BenefitBlock, BenefitLines } from './benefit-lines.ts';
import { banner, computed, GAP, head, number, numberHead, row, text, word } from './cells.ts';
import { BENEFIT_LINES, LINE, type LineValues } from './line-columns.ts';
import { draftSheet, SHEETS, type SheetDraft } from './sheet-draft.ts';
import { coinDigits } from './style.ts';
import type { Cell, DefinedName, Sheet } from './workbook.ts';

/** The sheet, and the cells that hold figures of the run. */
export interface RegisterCells {
  sheet: Sheet;
  live: Map<string, DefinedName['cell']>;
}

const WIDTHS = [40, 17, 18, 8, 17, 17, 17, 17, 17, 17, 17];
const AMOUNTS = ['estimated', 'demonstrated', 'transition', 'net', 'forecast', 'optimism'] as const;
type AmountName = (typeof AMOUNTS)[number];
const FIRST_AMOUNT = 6;
const HEADS: Cell[] = [
  numberHead('Planned to date'),
  numberHead('Estimated'),
  numberHead('Demonstrated'),
  numberHead('Transition'),
  numberHead('Net: demonstrated + transition'),
  numberHead('Forecast'),
  numberHead('Optimism, taken off the forecast'),
];

/** What is each benefit worth, and what do they come to? Likely amounts are computed; intervals stand as the run drew them. */
export function registerSheet(results: Results, assumed: Assumed, lines: BenefitLines): RegisterCells {
  const lead =
    results.benefits.length === 0
      ? 'No benefit is registered: this program says what changed and puts no money on it.'
      : 'Likely amounts in the prices of the program’s price year, after attribution, added unrounded from the sheet Benefit lines. The four amounts are never added without a label; capacity and quality are never added to cash.';
  const draft = draftSheet(SHEETS.register, WIDTHS, 'Register', lead);
  const live: RegisterCells['live'] = new Map();
  if (results.benefits.length === 0) return { sheet: draft, live };
  const writer: Writer = { draft, results, assumed, lines, live };
  draft.rows.push(row(head('Benefit'), head('Class'), head('Cash?'), head('Grade'), ...HEADS));
  draft.frozen = { rows: draft.rows.length, columns: 1 };
  const whole = addAmounts(writer, results.benefits, null);
  const inCase = results.benefits.filter((benefit) => isFinancial(benefit.class) || benefit.cash_conversion !== null);
  draft.rows.push(GAP, banner(text('Of it in the financial case', 'section')));
  const cash = addAmounts(writer, inCase, 'cash');
  addTotals(writer, whole, cash);
  addIntervals(writer);
  addStatements(writer);
  return { sheet: draft, live };
}

interface Writer {
  draft: SheetDraft;
  results: Results;
  assumed: Assumed;
  lines: BenefitLines;
  live: RegisterCells['live'];
}

/** Rows of a table of amounts, and what they come to. */
interface Amounts {
  first: number;
  last: number;
  rows: AmountRow[];
}

interface AmountRow {
  benefit: ResultBenefit;
  /** Null where nothing supports an amount. */
  amounts: Record<AmountName, number | null>;
}

function addAmounts(writer: Writer, benefits: readonly ResultBenefit[], part: 'cash' | null): Amounts {
  const { draft, lines, assumed, live } = writer;
  const first = draft.rows.length + 1;
  const rows = benefits.map((benefit) => {
    const at = draft.rows.length + 1;
    const block = lines.blocks.get(benefit.id) ?? null;
    const terms = amountTerms(benefit, block, part, at, assumed);
    const cells = AMOUNTS.map((name) => {
      const { formula, value } = terms[name];
      if (formula === '') return number(value, 'money', '–');
      return computed(formula, value!, 'money');
    });
    draft.rows.push(
      row(
        text(benefit.title),
        text(benefit.class),
        text(benefit.cash_status),
        word(benefit.grade),
        part === null ? number(benefit.planned, 'money', 'no plan') : null,
        ...cells,
      ),
    );
    if (part === null) {
      const id = `${figureSegment(benefit.deployment)}.${figureSegment(benefit.id)}`;
      AMOUNTS.forEach((name, i) => {
        if (terms[name].formula !== '')
          live.set(`${id}.${name}`, { sheet: draft.name, row: at, column: FIRST_AMOUNT + i });
      });
    }
    const amounts = Object.fromEntries(AMOUNTS.map((name) => [name, terms[name].value]));
    return { benefit, amounts: amounts as AmountRow['amounts'] };
  });
  return { first, last: draft.rows.length, rows };
}

interface AmountTerm {
  /** Empty where nothing supports an amount. */
  formula: string;
  value: number | null;
}

function amountTerms(
  { forecast, optimism }: ResultBenefit,
  block: BenefitBlock | null,
  part: 'cash' | null,
  at: number,
  { optimism: bias }: Assumed,
): Record<AmountName, AmountTerm> {
  const nothing = { formula: '', value: null };
  if (block === null)
    return {
      estimated: nothing,
      demonstrated: nothing,
      transition: nothing,
      net: nothing,
      forecast: nothing,
      optimism: nothing,
    };
  const cell = (name: AmountName) => `${columnLetters(FIRST_AMOUNT + AMOUNTS.indexOf(name))}${at}`;
  const term = (column: number, from: number, to: number, of: (line: LineValues) => number): AmountTerm => {
    const range = (one: number) => rangeRef(columnRange(BENEFIT_LINES, one, from, to));
    const value = block.lines.reduce((sum, line) => sum + of(line) * (part === null ? 1 : line.cash), 0);
    if (to < from) return { formula: '0', value };
    return {
      formula: part === null ? `SUM(${range(column)})` : `SUMIFS(${range(column)},${range(LINE.cash)},1)`,
      value,
    };
  };
  const { first, measured, last } = block;
  const estimated = term(LINE.estimated, first, measured, (line) => line.estimated);
  const demonstrated = term(LINE.demonstrated, first, measured, (line) => line.demonstrated);
  const transition = term(LINE.transition, first, measured, (line) => line.transition);
  const net = {
    formula: `${cell('demonstrated')}+${cell('transition')}`,
    value: demonstrated.value! + transition.value!,
  };
  const ahead = forecast.likely === null ? nothing : term(LINE.forecast, measured + 1, last, (line) => line.forecast);
  const taken =
    bias === null || optimism.likely === null
      ? nothing
      : { formula: `-${bias.benefits.name}*${cell('forecast')}`, value: -bias.benefits.value * ahead.value! };
  return { estimated, demonstrated, transition, net, forecast: ahead, optimism: taken };
}

/** The financial case and each class beside it; what a conversion has turned into cash stands in the case alone. */
function addTotals(writer: Writer, whole: Amounts, cash: Amounts): void {
  const { draft, results } = writer;
  draft.rows.push(GAP, banner(text('Totals by class; only the rows of one class are ever added', 'section')));
  if (cash.rows.length > 0) {
    addTotal(writer, 'financial', 'Financial case', (name, column) => ({
      formula: `SUM(${column}${cash.first}:${column}${cash.last})`,
      value: sumOf(cash.rows.map(({ amounts }) => amounts[name] ?? 0)),
    }));
    addRounding(writer, cash);
    addTiedOut(writer, whole);
  }
  for (const group of BENEFIT_CLASSES.filter((one) => results.benefits.some((benefit) => benefit.class === one))) {
    const own = ({ benefit }: AmountRow) => benefit.class === group;
    const converted = isFinancial(group) ? [] : cash.rows.filter(own);
    addTotal(writer, group, group, (name, column) => {
      const sumIf = ({ first, last }: Amounts) =>
        `SUMIFS(${column}${first}:${column}${last},$B$${first}:$B$${last},"${group}")`;
      const come = (rows: AmountRow[]) => sumOf(rows.map(({ amounts }) => amounts[name] ?? 0));
      return {
        formula: converted.length === 0 ? sumIf(whole) : `${sumIf(whole)}-${sumIf(cash)}`,
        value: come(whole.rows.filter(own)) - come(converted),
      };
    });
  }
}

function addTotal(
  { draft, live, results }: Writer,
  group: string,
  label: string,
  of: (name: AmountName, column: string) => { formula: string; value: number },
): void {
  const at = draft.rows.length + 1;
  const cells = AMOUNTS.map((name, i) => {
    const id = `total.${group}.${name}`;
    const { formula, value } = of(name, columnLetters(FIRST_AMOUNT + i));
    if (results.figures[id] === undefined) return null;
    live.set(id, { sheet: draft.name, row: at, column: FIRST_AMOUNT + i });
    return computed(formula, value, 'money', group === 'financial' ? 'total' : 'plain');
  });
  draft.rows.push(row(text(label, group === 'financial' ? 'total' : 'plain'), null, null, null, null, ...cells));
}

/** Amounts are added unrounded and rounded once; this line is what is shown beyond the sum of the amounts shown. */
function addRounding({ draft, results }: Writer, { first, rows }: Amounts): void {
  const total = draft.rows.length;
  const digits = coinDigits(results.program.currency);
  const cells = AMOUNTS.map((name, i): Cell | null => {
    const column = columnLetters(FIRST_AMOUNT + i);
    if (results.figures[`total.financial.${name}`] === undefined) return null;
    const own = rows.flatMap(({ amounts }, r) =>
      amounts[name] === null ? [] : [{ at: first + r, value: amounts[name] }],
    );
    const shown = own.map(({ at }) => `ROUND(${column}${at},${digits})`);
    const parts = sumOf(own.map(({ value }) => rounded(value, digits)));
    const whole = rounded(sumOf(own.map(({ value }) => value)), digits);
    const formula = `ROUND(ROUND(${column}${total},${digits})-(${shown.join('+') || '0'}),${digits})`;
    return computed(formula, rounded(whole - parts, digits), 'money', 'quiet');
  });
  draft.rows.push(
    row(text('Rounding: the total shown less the amounts shown', 'quiet'), null, null, null, null, ...cells),
  );
}

/** Of the net cash to date, what a ledger account with a sign-off ties out; the rest is cash expected. */
function addTiedOut({ draft, live }: Writer, { first, last, rows }: Amounts): void {
  const tied = rows.filter(({ benefit }) => benefit.cash_status === 'cash');
  const names = ['demonstrated', 'transition'] as const;
  const sums = names.map((name) => {
    const column = columnLetters(FIRST_AMOUNT + AMOUNTS.indexOf(name));
    return `SUMIFS(${column}${first}:${column}${last},$C$${first}:$C$${last},"cash")`;
  });
  const formula = sums.join('+');
  const value = sumOf(tied.flatMap(({ amounts }) => names.map((name) => amounts[name] ?? 0)));
  const label = text('Tied out to the ledger; the rest is cash expected');
  draft.rows.push(row(label, null, null, null, null, null, computed(formula, value, 'money')));
  live.set('total.financial.tied_out', { sheet: draft.name, row: draft.rows.length, column: FIRST_AMOUNT + 1 });
}

/** Halves away from zero, as ROUND() does; the nudge lets 1.005 round up although its binary form lies below the half. */
function rounded(value: number, digits: number): number {
  const scale = 10 ** digits;
  return (Math.sign(value) * Math.round(Math.abs(value) * scale * (1 + Number.EPSILON))) / scale;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function addIntervals({ draft, results }: Writer): void {
  draft.rows.push(
    GAP,
    banner(
      text('Intervals, P5 to P95 of 10,000 joint draws; never added, and not moved by the assumptions', 'section'),
    ),
  );
  const names = ['estimated', 'demonstrated', 'transition'] as const;
  const heads = names.flatMap((name) => [
    numberHead(`${name[0]!.toUpperCase()}${name.slice(1)}, P5`),
    numberHead('P95'),
  ]);
  draft.rows.push(row(head('Benefit'), head('Class'), head(''), head(''), head(''), ...heads));
  for (const benefit of results.benefits) {
    const ends = names.flatMap((name) => [number(benefit[name].low, 'money'), number(benefit[name].high, 'money')]);
    draft.rows.push(row(text(benefit.title), text(benefit.class), null, null, null, ...ends));
  }
}

function addStatements({ draft, results }: Writer): void {
  draft.rows.push(GAP, banner(text('What the register says of each', 'section')));
  for (const benefit of results.benefits) {
    const { ledger, cash_conversion: conversion, minimum_block: block } = benefit;
    const facts = [
      `owner ${benefit.owner ?? 'not named'}`,
      `KPI ${kpiOf(results, benefit.kpi).label}, ${deploymentName(results, benefit.deployment)}`,
      ...(benefit.mechanism === null ? [] : [benefit.mechanism]),
      ...(benefit.draws_on === null ? [] : [`draws on ${benefit.draws_on}`]),
      ...(ledger === null
        ? []
        : [
            `ledger account ${ledger.account}, cost centre ${ledger.cost_centre}, signed off by ${ledger.signed_off_by}`,
          ]),
      ...(conversion === null ? [] : [`cash from ${conversion.date}: ${conversion.by} (${conversion.evidence})`]),
      ...(block === null ? [] : [`in blocks of ${block.size}: ${block.reason}`]),
      ...(benefit.one_off === null ? [] : [`comes once: ${benefit.one_off}`]),
    ];
    draft.rows.push(
      banner(text(`${benefit.title} (${benefit.id}): ${facts.join('; ')}. ${benefit.reasons.join(' ')}`)),
    );
  }
}
