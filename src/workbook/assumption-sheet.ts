import type { Results } from '../results/schema.ts';
import { addBenefitTerms, type BenefitTerms } from './benefit-terms.ts';
import { banner, computed, GAP, head, input, numberHead, row, text, word } from './cells.ts';
import { dayNumber } from './day-number.ts';
import { type Names, nameCells } from './name-cells.ts';
import { draftSheet, SHEETS, type SheetDraft } from './sheet-draft.ts';
import { hasMoney } from './timeline.ts';
import type { Cell, DefinedName, Sheet } from './workbook.ts';

export type View = 'financial' | 'economic';

/** A value that a formula reads, and the name it reads it by. */
export interface Term {
  name: string;
  value: number;
}

/** The rates of one view: each from its year on. */
export interface RateTerms {
  steps: { from: Term | null; rate: Term }[];
  timing: { name: string; value: string };
}

/** What every other sheet computes from, by name. */
export interface Assumed {
  sheet: Sheet;
  names: readonly DefinedName[];
  rates: Record<View, RateTerms>;
  /** Months of the forecast to the program's horizon; null where nothing is forecast. */
  horizon: Term | null;
  optimism: { benefits: Term; costs: Term } | null;
  benefits: ReadonlyMap<string, BenefitTerms>;
  /** Price levels by year. */
  prices: ReadonlyMap<number, Term>;
}

export const ASSUMPTION_COLUMNS = [36, 14, 11, 12, 11, 9, 10, 12, 11, 11, 11, 10, 12, 9, 10, 56];

/**
 * What is assumed, each in a cell with a name, with its source?
 *
 * The cells on a pale ground may be changed: every total, present value and ratio of the workbook follows. What was
 * simulated (P5, P95) does not; it stands as the run drew it.
 */
export function assumptionSheet(results: Results): Assumed {
  const lead = !hasMoney(results)
    ? 'Nothing is assumed: no benefit is registered and no cost is given.'
    : 'The pale cells may be changed: every total, present value and ratio of this workbook follows them, as it would follow the same change in program.yaml. What was simulated (P5, P50, P95, probabilities) stays as the run drew it.';
  const draft = draftSheet(SHEETS.assumptions, ASSUMPTION_COLUMNS, 'Assumptions', lead);
  const names = nameCells();
  if (!hasMoney(results)) {
    const none = { steps: [], timing: { name: '', value: '' } };
    const empty = { horizon: null, optimism: null, benefits: new Map(), prices: new Map() };
    return { sheet: draft, names: [], rates: { financial: none, economic: none }, ...empty };
  }
  const rates = addRates(draft, names, results);
  const { horizon, decay, optimism } = addForecast(draft, names, results);
  const prices = addPrices(draft, names, results);
  const benefits = addBenefitTerms(draft, names, results, { horizon, decay, prices });
  return { sheet: draft, names: names.list, rates, horizon, optimism, benefits, prices };
}

/** One assumption on a row of its own: what it is, its value, its name, and where it comes from. */
function addTerm(draft: SheetDraft, names: Names, name: string, what: string, cell: Cell, source: string): string {
  const place = { sheet: draft.name, row: draft.rows.length + 1, column: 2 };
  const given = names.add(name, '', place);
  draft.rows.push(row(text(what), cell, word(given, 'quiet'), null, word(source)));
  return given;
}

function addRates(draft: SheetDraft, names: Names, { appraisal, workings }: Results): Assumed['rates'] {
  draft.rows.push(GAP, banner(text('Discounting', 'section')));
  const termsOf = (view: View, prefix: string): RateTerms => {
    const rates = appraisal.find((one) => one.view === view)?.rates ?? [];
    const steps = rates.map(({ rate, basis, source, from_year }, i): RateTerms['steps'][number] => {
      const suffix = i === 0 ? '' : `_${i + 1}`;
      const from =
        i === 0
          ? null
          : {
              name: addTerm(
                draft,
                names,
                `${prefix}from_year${suffix}`,
                `Year from which rate ${i + 1} holds`,
                input(from_year, 'ratio'),
                'Years after the base date',
              ),
              value: from_year,
            };
      const what = `${view === 'economic' && workings.economic_rates ? 'Economic' : 'Discount'} rate${i === 0 ? '' : ` ${i + 1}`}, ${basis}, a year`;
      const name = addTerm(draft, names, `${prefix}rate${suffix}`, what, input(rate, 'rate'), source);
      return { from, rate: { name, value: rate } };
    });
    const timing = workings.timing[view];
    const words = 'start, mid or end: a month’s money falls on its first day, its 15th or its last day';
    return {
      steps,
      timing: {
        name: addTerm(
          draft,
          names,
          `${prefix}timing`,
          'When in its month money falls',
          input(timing, 'general'),
          words,
        ),
        value: timing,
      },
    };
  };
  const financial = termsOf('financial', 'discount_');
  return { financial, economic: workings.economic_rates ? termsOf('economic', 'economic_') : financial };
}

function addForecast(draft: SheetDraft, names: Names, { workings }: Results) {
  const { horizon, optimism } = workings;
  if (horizon === null) return { horizon: null, decay: null, optimism: null };
  draft.rows.push(GAP, banner(text('Forecast', 'section')));
  const months = addHorizon(draft, names, horizon, workings.months);
  const decayName = addTerm(
    draft,
    names,
    'decay',
    'Share of an effect lost in a year',
    input(horizon.decay, 'percent'),
    horizon.reason,
  );
  const decay = { name: decayName, value: horizon.decay };
  if (optimism === null) return { horizon: months, decay, optimism: null };
  const bias = (name: string, what: string, value: number): Term => ({
    name: addTerm(draft, names, name, what, input(value, 'percent'), optimism.source),
    value,
  });
  return {
    horizon: months,
    decay,
    optimism: {
      benefits: bias('optimism_benefits', 'Taken off every forecast benefit', optimism.benefits),
      costs: bias('optimism_costs', 'Put on every planned cost', optimism.costs),
    },
  };
}

/** The last day of a forecast, and the months to it; a day before the spreadsheet's calendar is told in months alone. */
function addHorizon(
  draft: SheetDraft,
  names: Names,
  { months, to, reason }: { months: number; to: string; reason: string },
  measured: readonly string[],
): Term {
  const serial = dayNumber(to);
  if (serial === null) {
    const name = addTerm(draft, names, 'horizon_months', 'Months forecast', input(months, 'count'), reason);
    return { name, value: months };
  }
  const end = addTerm(draft, names, 'horizon_end', 'The forecast ends on', input(serial, 'day'), reason);
  const last = measured.at(-1)!;
  const formula = `MAX(0,(YEAR(${end})-${Number(last.slice(0, 4))})*12+MONTH(${end})-${Number(last.slice(5, 7))})`;
  const note =
    'A day later than the latest one that program.yaml declares finds no further months here: run `realized` again.';
  const name = addTerm(draft, names, 'horizon_months', 'Months forecast', computed(formula, months, 'count'), note);
  return { name, value: months };
}

function addPrices(draft: SheetDraft, names: Names, { workings }: Results): Map<number, Term> {
  const prices = new Map<number, Term>();
  if (workings.prices.length === 0) return prices;
  draft.rows.push(GAP, banner(text('Price index', 'section')), row(head('Year'), numberHead('Level')));
  for (const { year, index } of workings.prices) {
    const name = addTerm(draft, names, `prices_${year}`, String(year), input(index, 'exact'), '');
    prices.set(year, { name, value: index });
  }
  return prices;
}
