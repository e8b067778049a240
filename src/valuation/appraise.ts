import { addPeriods, periodOf, periodsBetween } from '../kpi/period.ts';
import type { Program } from '../program/program.ts';
import { type Appraisal, appraiseMonths, emptyAppraisal, monthFactors } from './appraisal.ts';
import { type BenefitClaim, type Claims, isCash } from './claim.ts';
import { basisProblems } from './price-basis.ts';
import type { CostLine } from './read-costs.ts';
import { amountDraws, type Simulation } from './simulation.ts';
import { type StandingClaims, sum } from './standing-claims.ts';

/** What an appraisal is made from. */
export interface AppraisalInput {
  program: Program;
  claims: Claims;
  standing: StandingClaims;
  simulation: Simulation;
  /** Null when the program names no costs file. */
  costs: readonly CostLine[] | null;
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

interface Counted {
  claim: BenefitClaim;
  /** In the register. */
  index: number;
}

const NO_COSTS = 'The program names no costs file: these are benefits without what they cost.';
const NAMES: Record<string, string> = {
  irr: 'IRR',
  mirr: 'MIRR',
  payback: 'Payback',
  discounted_payback: 'Discounted payback',
  bcr: 'Benefit–cost ratio',
  roi: 'ROI',
};

/**
 * Is it worth it? The financial and the economic view of one ledger, to the as-of day.
 *
 * Benefits are what is demonstrated, net of the transition, at the likely values; the interval comes from joint draws of
 * effects and unit values. The financial view counts the cash classes, the economic view all of them. Both count every
 * cost that was paid, internal time too: leaving it out would flatter the financial view. A view that mixes real and
 * nominal money is refused, with its reasons, and has no numbers.
 *
 * @returns one detail a view; whole life is absent, for the program declares no horizon
 * @example appraise(input)[0]!.appraisal.npv.likely
 */
export function appraise(input: AppraisalInput): AppraisalDetail[] {
  const everything = input.claims.benefits.map((claim, index) => ({ claim, index }));
  return [
    appraiseView(
      'financial',
      everything.filter(({ claim }) => isCash(claim.benefit)),
      input,
    ),
    appraiseView('economic', everything, input),
  ];
}

function appraiseView(view: Appraisal['view'], counted: readonly Counted[], input: AppraisalInput): AppraisalDetail {
  const { program, claims, standing, costs, asOf } = input;
  const paid = (costs ?? []).filter(({ status, date }) => status === 'actual' && date <= asOf);
  const months = monthsOf(claims, paid);
  const refused = refusals(view, counted, paid, input);
  const empty = emptyAppraisal(view, program, months[0] ?? asOf, refused);
  if (refused.length > 0 || months.length === 0) {
    const reasons = months.length === 0 ? [...refused, 'Nothing has flowed yet.'] : refused;
    return { appraisal: { ...empty, reasons }, presentValues: new Map(), undefinedBecause: {}, refused };
  }
  const offset = claims.months.length === 0 ? 0 : periodsBetween(months[0]!, claims.months[0]!, 'month');
  const factors = monthFactors(months, program.discount.rate);
  const claimFactors = factors.subarray(offset, offset + claims.months.length);
  const [benefits, spent] = [new Float64Array(months.length), new Float64Array(months.length)];
  const presentValues = new Map<string, number>();
  for (const { claim, index } of counted) {
    const { value, attribution } = claim.benefit;
    const amounts = claims.months.map((_, m) => netQuantity(standing, index, m) * value.likely * attribution.share);
    for (const [m, amount] of amounts.entries()) benefits[offset + m]! += amount;
    presentValues.set(claim.benefit.id, sum(amounts.map((amount, m) => amount * claimFactors[m]!)));
  }
  for (const { date, amount } of paid) spent[periodsBetween(months[0]!, date, 'month')]! += amount;
  const pvCosts = sum(spent.map((amount, m) => amount * factors[m]!));
  const draws = npvDraws(counted, input, claimFactors, pvCosts);
  const flows = { months, benefits, costs: spent };
  const { figures, undefinedBecause } = appraiseMonths(flows, program.discount.rate, draws);
  const undefinedFigures = Object.entries(undefinedBecause).map(([name, reason]) => `${NAMES[name]}: ${reason}.`);
  const reasons = [...(costs === null ? [NO_COSTS] : []), ...undefinedFigures];
  return { appraisal: { ...empty, ...figures, reasons }, presentValues, undefinedBecause, refused };
}

function refusals(
  view: Appraisal['view'],
  counted: readonly Counted[],
  paid: readonly CostLine[],
  { program, claims, standing }: AppraisalInput,
): string[] {
  if (view === 'economic' && program.discount.basis === 'nominal') {
    return ['The economic view needs a real rate, and the program declares a nominal one.'];
  }
  const flowing = counted.map(({ claim, index }) => ({
    claim,
    months: claims.months.filter((_, m) => netQuantity(standing, index, m) !== 0),
  }));
  return basisProblems(program, flowing, paid);
}

/** Demonstrated and transition quantity of a benefit in a month. */
function netQuantity(standing: StandingClaims, index: number, month: number): number {
  return (standing.demonstrated[index]!.quantities[month] ?? 0) + (standing.transition[index]!.quantities[month] ?? 0);
}

/** Months from the first flow to the last. */
function monthsOf({ months }: Claims, paid: readonly CostLine[]): string[] {
  const all = [...months, ...paid.map(({ date }) => periodOf(date, 'month'))].sort();
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined || last === undefined) return [];
  return Array.from({ length: periodsBetween(first, last, 'month') + 1 }, (_, k) => addPeriods(first, k, 'month'));
}

function npvDraws(
  counted: readonly Counted[],
  { standing, simulation }: AppraisalInput,
  factors: Float64Array,
  pvCosts: number,
): Float64Array {
  const npv = new Float64Array(simulation.count).fill(-pvCosts);
  for (const { claim, index } of counted) {
    for (const column of ['demonstrated', 'transition'] as const) {
      const draws = amountDraws(simulation, index, claim, column, standing[column][index]!, factors);
      for (let i = 0; i < npv.length; i++) npv[i]! += draws[i]!;
    }
  }
  return npv;
}
