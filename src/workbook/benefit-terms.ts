import type { ResultBenefit } from '../results/money.ts';
import type { Results } from '../results/schema.ts';
import type { Term } from './assumption-sheet.ts';
import { banner, computed, GAP, head, input, number, numberHead, row, text, word } from './cells.ts';
import { dayNumber } from './day-number.ts';
import type { Names } from './name-cells.ts';
import type { SheetDraft } from './sheet-draft.ts';
import type { Format } from './style.ts';
import type { Cell } from './workbook.ts';

/** What the formulas of one benefit read. */
export interface BenefitTerms {
  /** Of one unit, in the prices of the program's price year; null where no price index brings it there. */
  price: Term | null;
  share: Term;
  /** Least usable quantity; null where any is of use. */
  block: Term | null;
  /** Months forecast and share lost in a year; null where nothing is forecast. */
  horizon: Term | null;
  decay: Term | null;
  /** First day on which its capacity counts as cash; null for a class that is always or never cash. */
  cashFrom: Term | null;
}

/** What the benefits share. */
interface Shared {
  horizon: Term | null;
  decay: Term | null;
  prices: ReadonlyMap<number, Term>;
}

const HEADS: Cell[] = [
  head('Benefit'),
  head('Per'),
  numberHead('Value, low'),
  numberHead('Value, likely'),
  numberHead('Value, high'),
  numberHead('In prices of'),
  numberHead('Price factor'),
  numberHead('Value counted'),
  numberHead('Attributed, low'),
  numberHead('Attributed, likely'),
  numberHead('Attributed, high'),
  numberHead('Smallest usable block'),
  numberHead('Cash from'),
  numberHead('Lost in a year'),
  numberHead('Months forecast'),
  head('Source of the value; reason for the attribution; names of the cells'),
];
/** Columns of the cells that have names. */
const AT = { value: 4, price: 8, attribution: 10, block: 12, cashFrom: 13, decay: 14, horizon: 15 };

/** What is assumed of each benefit, one a row: value, attribution, block, and what of its forecast is its own. */
export function addBenefitTerms(
  draft: SheetDraft,
  names: Names,
  results: Results,
  shared: Shared,
): Map<string, BenefitTerms> {
  const terms = new Map<string, BenefitTerms>();
  if (results.benefits.length === 0) return terms;
  draft.rows.push(GAP, banner(text('Benefits', 'section')), row(...HEADS));
  for (const benefit of results.benefits) {
    if (benefit.value === null || benefit.attribution === null) continue;
    terms.set(benefit.id, addBenefit(draft, names, benefit, benefit.value, benefit.attribution, results, shared));
  }
  return terms;
}

function addBenefit(
  draft: SheetDraft,
  names: Names,
  benefit: ResultBenefit,
  value: NonNullable<ResultBenefit['value']>,
  attribution: NonNullable<ResultBenefit['attribution']>,
  { program, workings }: Results,
  { horizon, decay, prices }: Shared,
): BenefitTerms {
  const at = draft.rows.length + 1;
  const used: string[] = [];
  const named = (prefix: keyof typeof AT | 'cash_from', column: number) => {
    const name = names.add(prefix, benefit.id, { sheet: draft.name, row: at, column });
    used.push(name);
    return name;
  };
  const own = workings.benefits.find((one) => one.benefit === benefit.id);
  const valueName = named('value', AT.value);
  const factor = factorTerm(value.price_basis, program.price_year, prices);
  const price = factor === null ? null : { name: named('price', AT.price), value: value.likely * factor.value };
  const share = { name: named('attribution', AT.attribution), value: attribution.share };
  const size = benefit.minimum_block?.size ?? null;
  const block = size === null ? null : { name: named('block', AT.block), value: size };
  const converted = benefit.cash_conversion === null ? null : dayNumber(benefit.cash_conversion.date);
  const cashFrom = converted === null ? null : { name: named('cash_from', AT.cashFrom), value: converted };
  const ahead = own?.horizon?.own === true ? own.horizon : null;
  const lost = ahead === null ? decay : { name: named('decay', AT.decay), value: ahead.decay };
  const months = ahead === null ? horizon : { name: named('horizon', AT.horizon), value: ahead.months };
  const notes = [value.source, attribution.reason, ...(ahead === null ? [] : [ahead.reason])];
  draft.rows.push(
    row(
      text(`${benefit.title} (${benefit.id})`),
      text(value.per),
      number(value.low, 'exact'),
      input(value.likely, 'exact'),
      number(value.high, 'exact'),
      word(String(value.price_basis)),
      factor === null ? text('no index reaches') : computed(factor.formula, factor.value, 'factor'),
      price === null ? text('–') : computed(`${valueName}*G${at}`, price.value, 'exact'),
      number(attribution.low, 'percent'),
      input(attribution.share, 'percent'),
      number(attribution.high, 'percent'),
      block === null ? number(null, 'number') : input(block.value, 'exact'),
      cashFrom === null ? number(null, 'number') : input(cashFrom.value, 'day'),
      ahead === null ? shown(lost, 'percent') : input(ahead.decay, 'percent'),
      ahead === null ? shown(months, 'count') : input(ahead.months, 'count'),
      text(`${notes.join('; ')}.\n${used.join(', ')}`),
    ),
  );
  return { price, share, block, horizon: months, decay: lost, cashFrom };
}

/** What the program says for all its benefits. */
function shown(term: Term | null, format: Format): Cell {
  return term === null ? number(null, format) : computed(term.name, term.value, format);
}

/**
 * By which factor does money in the prices of one year become money in those of another?
 *
 * @returns null where the index does not reach
 * @example factorTerm(2024, 2026, prices)?.formula  // 'prices_2026/prices_2024'
 */
export function factorTerm(
  from: number,
  to: number,
  prices: ReadonlyMap<number, Term>,
): { formula: string; value: number } | null {
  if (from === to) return { formula: '1', value: 1 };
  const [start, end] = [prices.get(from), prices.get(to)];
  if (start === undefined || end === undefined) return null;
  return { formula: `${end.name}/${start.name}`, value: end.value / start.value };
}
