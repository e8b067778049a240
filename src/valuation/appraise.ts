import { addPeriods, periodOf, periodsBetween } from '../kpi/period.ts';
import type { Program } from '../program/program.ts';
import { type Appraisal, appraiseMonths, emptyAppraisal, monthFactors } from './appraisal.ts';
import { type BenefitClaim, type Claims, isCash } from './claim.ts';
import { type Forecast, survival } from './forecast.ts';
import { basisProblems, benefitPriceFactor, costPriceFactor, type PriceBasisRules } from './price-basis.ts';
import type { PriceIndex } from './price-index.ts';
import type { CostLine } from './read-costs.ts';
import { amountDraws, decayedSums, forecastDraws, type Simulation } from './simulation.ts';
import { type StandingClaims, sum } from './standing-claims.ts';

/** What an appraisal is made from. */
export interface AppraisalInput {
  program: Program;
  claims: Claims;
  standing: StandingClaims;
  /** Null when nothing is forecast. */
  forecast: Forecast | null;
  simulation: Simulation;
  /** Null when the program names no costs file. */
  costs: readonly CostLine[] | null;
  priceIndex: PriceIndex | null;
  asOf: string;
}

/** An appraisal with what each benefit brings to it. */
export interface AppraisalDetail {
  appraisal: Appraisal;
  /** Present value by benefit id, at the likely values. */
  presentValues: ReadonlyMap<string, number>;
  /** For each figure that is null, why; under its key. */
  undefinedBecause: Record<string, string>;
  /** Why its money could not be added up: real and nominal mixed, or a rate of the wrong kind. Empty where it could. */
  refused: string[];
}

const NO_COSTS = 'The program names no costs file: these are benefits without what they cost.';
const NO_LATER_COSTS = 'No cost is planned after the as-of day: the forecast stands without what it costs to run.';
const NAMES: Record<string, string> = {
  irr: 'IRR',
  mirr: 'MIRR',
  payback: 'Payback',
  discounted_payback: 'Discounted payback',
  bcr: 'Benefit–cost ratio',
  roi: 'ROI',
};

/**
 * Is it worth it? The financial and the economic view of one ledger, to the as-of day and over the whole life.
 *
 * Benefits are what is demonstrated, net of the transition, at the likely values; whole life adds the forecast, and the
 * costs that are planned until the horizon. The interval comes from joint draws of effects, unit values and decay. The
 * financial view counts the cash classes, the economic view all of them. Both count every cost, internal time too: leaving
 * it out would flatter the financial view. A view that mixes real and nominal money is refused, with its reasons, and has
 * no numbers.
 *
 * @returns both views realized; both whole-life too where something is forecast
 * @example appraise(input)[0]!.appraisal.npv.likely
 */
export function appraise(input: AppraisalInput): AppraisalDetail[] {
  const { costs, asOf, forecast } = input;
  const paid = (costs ?? []).filter(({ status, date }) => status === 'actual' && date <= asOf);
  const views = ['financial', 'economic'] as const;
  const realized = views.map((view) => appraiseLedger(ledgerOf(view, 'realized', paid, null, input), input));
  if (forecast === null) return realized;
  const { to } = forecast.horizon;
  const planned = (costs ?? []).filter(({ status, date }) => status === 'planned' && date > asOf && date <= to);
  const whole = [...paid, ...planned];
  return [
    ...realized,
    ...views.map((view) => appraiseLedger(ledgerOf(view, 'whole-life', whole, forecast, input), input)),
  ];
}

/** What one view counts. */
interface Ledger {
  view: Appraisal['view'];
  span: Appraisal['span'];
  benefits: { claim: BenefitClaim; index: number }[];
  costs: readonly CostLine[];
  forecast: Forecast | null;
  /** From the first flow to the last. */
  months: string[];
  notes: string[];
}

function ledgerOf(
  view: Appraisal['view'],
  span: Appraisal['span'],
  costs: readonly CostLine[],
  forecast: Forecast | null,
  { claims, costs: file, asOf }: AppraisalInput,
): Ledger {
  const everything = claims.benefits.map((claim, index) => ({ claim, index }));
  const benefits = view === 'economic' ? everything : everything.filter(({ claim }) => isCash(claim.benefit));
  const starts = [...claims.months, ...(forecast?.months ?? []), ...costs.map(({ date }) => periodOf(date, 'month'))];
  const [first, last] = [starts.toSorted()[0], starts.toSorted().at(-1)];
  const count = first === undefined || last === undefined ? 0 : periodsBetween(first, last, 'month') + 1;
  const months = Array.from({ length: count }, (_, k) => addPeriods(first!, k, 'month'));
  const later = forecast === null || costs.some(({ date }) => date > asOf);
  const notes = file === null ? [NO_COSTS] : later ? [] : [NO_LATER_COSTS];
  return { view, span, benefits, costs, forecast, months, notes };
}

function appraiseLedger(ledger: Ledger, input: AppraisalInput): AppraisalDetail {
  const { program } = input;
  const { view, span, months, notes } = ledger;
  const rules: PriceBasisRules = { program, index: input.priceIndex };
  const refused = refusals(ledger, rules, input);
  const empty = { ...emptyAppraisal(view, program, months[0] ?? input.asOf), span };
  if (refused.length > 0 || months.length === 0) {
    const reasons = months.length === 0 ? [...refused, 'Nothing has flowed yet.'] : refused;
    return { appraisal: { ...empty, reasons }, presentValues: new Map(), undefinedBecause: {}, refused };
  }
  const factors = monthFactors(months, program.discount.rate);
  const at = (month: string) => periodsBetween(months[0]!, month, 'month');
  const benefits = new Float64Array(months.length);
  const presentValues = new Map<string, number>();
  for (const { claim, index } of ledger.benefits) {
    let presentValue = 0;
    for (const { month, amount } of likelyFlows(claim, index, ledger, rules, input)) {
      benefits[at(month)]! += amount;
      presentValue += amount * factors[at(month)]!;
    }
    presentValues.set(claim.benefit.id, presentValue);
  }
  const costs = new Float64Array(months.length);
  for (const cost of ledger.costs) costs[at(cost.date)]! += cost.amount * costPriceFactor(rules, cost)!;
  const pvCosts = sum(costs.map((amount, m) => amount * factors[m]!));
  const weigh = (month: string) => factors[at(month)]! * (benefitPriceFactor(rules, month) ?? 0);
  const draws = npvDraws(ledger, input, weigh, pvCosts);
  const { figures, undefinedBecause } = appraiseMonths({ months, benefits, costs }, program.discount.rate, draws);
  const undefinedFigures = Object.entries(undefinedBecause).map(([name, reason]) => `${NAMES[name]}: ${reason}.`);
  const appraisal = { ...empty, ...figures, reasons: [...notes, ...undefinedFigures] };
  return { appraisal, presentValues, undefinedBecause, refused };
}

function refusals(
  { view, benefits, costs, forecast }: Ledger,
  rules: PriceBasisRules,
  input: AppraisalInput,
): string[] {
  if (view === 'economic' && rules.program.discount.basis === 'nominal') {
    return ['The economic view needs a real rate, and the program declares a nominal one.'];
  }
  const { claims, standing } = input;
  const flowing = claims.months.filter((_, m) => benefits.some(({ index }) => netQuantity(standing, index, m) !== 0));
  return basisProblems(rules, [...flowing, ...(forecast?.months ?? [])], costs);
}

/** Likely amounts of one benefit by month, in the prices of the appraisal. */
function likelyFlows(
  { benefit: { value, attribution } }: BenefitClaim,
  index: number,
  { forecast }: Ledger,
  rules: PriceBasisRules,
  { claims, standing }: AppraisalInput,
): { month: string; amount: number }[] {
  const worth = (month: string) => value.likely * attribution.share * (benefitPriceFactor(rules, month) ?? 0);
  const realized = claims.months.map((month, m) => ({
    month,
    amount: netQuantity(standing, index, m) * worth(month),
  }));
  if (forecast === null) return realized;
  const left = survival(forecast.months.length, forecast.horizon.decay.likely);
  const { monthly } = forecast.claims[index]!;
  return [...realized, ...forecast.months.map((month, k) => ({ month, amount: monthly * left[k]! * worth(month) }))];
}

/** Demonstrated and transition quantity of a benefit in a month. */
function netQuantity(standing: StandingClaims, index: number, month: number): number {
  return (standing.demonstrated[index]!.quantities[month] ?? 0) + (standing.transition[index]!.quantities[month] ?? 0);
}

function npvDraws(
  { benefits, forecast }: Ledger,
  { claims, standing, simulation }: AppraisalInput,
  weigh: (month: string) => number,
  pvCosts: number,
): Float64Array {
  const npv = new Float64Array(simulation.count).fill(-pvCosts);
  const add = (draws: Float64Array) => {
    for (let i = 0; i < npv.length; i++) npv[i]! += draws[i]!;
  };
  const factors = Float64Array.from(claims.months, weigh);
  const sums = forecast === null ? null : decayedSums(simulation, Float64Array.from(forecast.months, weigh));
  for (const { claim, index } of benefits) {
    for (const column of ['demonstrated', 'transition'] as const) {
      add(amountDraws(simulation, index, claim, column, standing[column][index]!, factors));
    }
    if (sums !== null) add(forecastDraws(simulation, index, claim, forecast!.claims[index]!, sums));
  }
  return npv;
}
