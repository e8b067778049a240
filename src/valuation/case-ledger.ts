import { addPeriods, periodOf, periodsBetween } from '../kpi/period.ts';
import type { Program } from '../program/program.ts';
import type { Discount } from '../program/register.ts';
import { type BenefitClaim, type Claims, isInFinancialCase } from './claim.ts';
import type { Forecast } from './forecast.ts';
import { basisProblems, type PriceBasisRules } from './price-basis.ts';
import type { PriceIndex } from './price-index.ts';
import type { CostLine } from './read-costs.ts';
import type { StandingClaims } from './standing-claims.ts';

export type View = 'financial' | 'economic';
export type Span = 'realized' | 'whole-life';

/** What an appraisal counts. */
export interface CaseSources {
  program: Program;
  claims: Claims;
  standing: StandingClaims;
  /** Null when nothing is forecast. */
  forecast: Forecast | null;
  /** Null when the program names no costs file. */
  costs: readonly CostLine[] | null;
  priceIndex: PriceIndex | null;
  asOf: string;
}

/** What one view counts over one span, before anything is added up. */
export interface CaseLedger extends CaseSources {
  view: View;
  span: Span;
  discount: Discount;
  /** Lines of the register that the view counts, with their place in it. */
  counted: { claim: BenefitClaim; index: number }[];
  /** Paid by the as-of day. */
  paid: readonly CostLine[];
  /** Planned after it, up to the latest end of the horizon; none in the realized span. */
  planned: readonly CostLine[];
  /** Null in the realized span. */
  forecast: Forecast | null;
  /** From the first flow to the last likely one; empty where nothing has flowed. */
  months: string[];
  rules: PriceBasisRules;
  /** Sentences that stand beside the figures. */
  notes: string[];
  /** Why its money cannot be added up; empty where it can. */
  refused: string[];
}

const NO_COSTS = 'The program names no costs file: these are benefits without what they cost.';
const NO_LATER_COSTS = 'No cost is planned after the as-of day: the forecast stands without what it costs to run.';

/**
 * What does each view count, over each span?
 *
 * The financial view counts what is in the financial case, the economic view every benefit. Both count every cost, internal
 * time too: leaving it out would flatter the financial view.
 *
 * @returns both views realized; both whole-life too where something is forecast
 * @example caseLedgers(sources).map(({ view, span }) => `${view} ${span}`)
 */
export function caseLedgers(sources: CaseSources): CaseLedger[] {
  const views = ['financial', 'economic'] as const;
  const realized = views.map((view) => ledgerOf(view, 'realized', sources));
  return sources.forecast === null
    ? realized
    : [...realized, ...views.map((view) => ledgerOf(view, 'whole-life', sources))];
}

/** Months of the forecast before the month of a day: 0 for the first month after the data. */
export function monthsAhead({ claims }: Pick<CaseSources, 'claims'>, day: string): number {
  return periodsBetween(claims.months.at(-1)!, day, 'month') - 1;
}

function ledgerOf(view: View, span: Span, sources: CaseSources): CaseLedger {
  const { program, claims, asOf, costs, priceIndex } = sources;
  const forecast = span === 'realized' ? null : sources.forecast;
  const discount = view === 'economic' ? (program.economicDiscount ?? program.discount) : program.discount;
  const everything = claims.benefits.map((claim, index) => ({ claim, index }));
  const counted = view === 'economic' ? everything : everything.filter(({ claim }) => isInFinancialCase(claim.benefit));
  const paid = (costs ?? []).filter(({ status, date }) => status === 'actual' && date <= asOf);
  const planned = (costs ?? []).filter(
    ({ status, date }) =>
      forecast !== null && status === 'planned' && date > asOf && monthsAhead(sources, date) < forecast.end.high,
  );
  const rules = { program: { ...program, discount }, index: priceIndex };
  const ledger = { ...sources, view, span, discount, counted, paid, planned, forecast, rules };
  const notes = costs === null ? [NO_COSTS] : forecast === null || planned.length > 0 ? [] : [NO_LATER_COSTS];
  return { ...ledger, months: likelyMonths(ledger), notes, refused: refusals(ledger) };
}

type Draft = Omit<CaseLedger, 'months' | 'notes' | 'refused'>;

/** What lies beyond the likely end of the horizon is drawn, and has no month at the likely values. */
function likelyMonths({ claims, forecast, paid, planned, ...sources }: Draft): string[] {
  const ends = forecast?.claims.map(({ end }) => end.likely) ?? [];
  const ahead = forecast?.months.slice(0, Math.max(forecast.end.likely, ...ends)) ?? [];
  const likely = planned.filter(({ date }) => monthsAhead({ claims, ...sources }, date) < forecast!.end.likely);
  const starts = [...claims.months, ...ahead, ...[...paid, ...likely].map(({ date }) => periodOf(date, 'month'))];
  const sorted = starts.toSorted();
  const [first, last] = [sorted[0], sorted.at(-1)];
  const count = first === undefined || last === undefined ? 0 : periodsBetween(first, last, 'month') + 1;
  return Array.from({ length: count }, (_, k) => addPeriods(first!, k, 'month'));
}

function refusals({ view, discount, counted, paid, planned, forecast, rules, claims, standing }: Draft): string[] {
  if (view === 'economic' && discount.basis === 'nominal') {
    return [
      'The economic view needs a real rate, and the program declares a nominal one: declare «economic_discount» for it.',
    ];
  }
  const flows = (index: number, m: number) =>
    standing.demonstrated[index]!.quantities[m] !== 0 || standing.transition[index]!.quantities[m] !== 0;
  const flowing = claims.months.filter((_, m) => counted.some(({ index }) => flows(index, m)));
  return basisProblems(rules, [...flowing, ...(forecast?.months ?? [])], [...paid, ...planned]);
}
