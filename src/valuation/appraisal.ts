import type { Discount } from '../program/register.ts';
import { bcr } from './bcr.ts';
import type { CashBand } from './cash-band.ts';
import { discounting, TIMING_WORDS, timeOf } from './discounting.ts';
import type { TimedFlow } from './flow.ts';
import { mirr } from './mirr.ts';
import { payback } from './payback.ts';
import { percentile } from './percentile.ts';
import { ratesOfReturn } from './rates-of-return.ts';
import { roi } from './roi.ts';
import type { Sensitivity } from './sensitivity.ts';
import { sum } from './standing-claims.ts';

/** One view of the ledger over one span; the keys of results.json. */
export interface Appraisal {
  view: 'financial' | 'economic';
  span: 'realized' | 'whole-life';
  npv: { p5: number | null; p50: number | null; p95: number | null; likely: number | null };
  probability_npv_positive: number | null;
  irr: { status: string; roots: number[] };
  mirr: number | null;
  /** Years after the base date. */
  payback: number | null;
  discounted_payback: number | null;
  bcr: number | null;
  roi: number | null;
  base_date: string;
  timing: string;
  /** Each from its year after the base date; `valid_*` are the days between which the source says that it holds. */
  rates: {
    rate: number;
    basis: 'real' | 'nominal';
    source: string;
    from_year: number;
    valid_from: string | null;
    valid_to: string | null;
  }[];
  /** Present value of the benefits, losses deducted, and of the costs: NPV = benefits − costs. */
  benefits: number | null;
  costs: number | null;
  reasons: string[];
  /** Undiscounted, by month; `low` and `high` are P5 and P95 of the simulated cumulative, of the financial view. */
  flows: {
    month: string;
    benefits: number;
    costs: number;
    cumulative: number;
    low: number | null;
    high: number | null;
  }[];
  /** What the present values are made of; benefits and costs both positive as they are written. */
  lines: AppraisalLine[];
  /** The simulated NPV in bins of equal width; null where there is none. */
  distribution: { from: number; width: number; counts: number[] } | null;
  sensitivity: Sensitivity;
}

/** One line of an appraisal; optimism bias has lines of its own, never inside a rate. */
export interface AppraisalLine {
  side: 'benefits' | 'costs';
  /** A benefit's id, or a category of costs. */
  name: string;
  kind: 'realized' | 'forecast' | 'paid' | 'planned' | 'optimism bias';
  amount: number;
  present_value: number;
}

/** Benefits and costs by month, from the first flow to the last, undiscounted; losses are negative benefits. */
export interface MonthlyFlows {
  months: readonly string[];
  benefits: Float64Array;
  costs: Float64Array;
}

/** The figures of a cash flow, and for each that is null the reason, under its key. */
export interface MonthsAppraised {
  figures: Omit<Appraisal, 'view' | 'span' | 'base_date' | 'timing' | 'rates' | 'reasons' | 'lines' | 'sensitivity'>;
  undefinedBecause: Record<string, string>;
}

/**
 * What is a monthly cash flow worth by every convention?
 *
 * @param flows     at least one month
 * @param discount  its first rate is the one at which losses are financed and gains reinvested for MIRR
 * @param npvDraws  simulated NPVs
 * @param band      of the simulated cumulative cash; null where none is shown
 * @source  Excel XNPV(), XIRR(), MIRR(); HM Treasury Green Book (BCR); Forrester TEI (ROI)
 * @example appraiseMonths(flows, discount, draws, band).figures.npv.likely
 */
export function appraiseMonths(
  { months, benefits, costs }: MonthlyFlows,
  discount: Discount,
  npvDraws: Float64Array,
  band: CashBand | null,
): MonthsAppraised {
  const factors = Float64Array.from(months, discounting({ discount, months }));
  const net: TimedFlow[] = months.map((month, m) => ({
    time: timeOf(month, months[0]!, discount.timing),
    amount: benefits[m]! - costs[m]!,
  }));
  const pvBenefits = sum(benefits.map((amount, m) => amount * factors[m]!));
  const pvCosts = sum(costs.map((amount, m) => amount * factors[m]!));
  const irr = ratesOfReturn(net);
  const answers = {
    mirr: mirr(net, discount.rate, discount.rate),
    payback: payback(net),
    discounted_payback: payback(net.map(({ time, amount }, m) => ({ time, amount: amount * factors[m]! }))),
    bcr: bcr(pvBenefits, pvCosts),
    roi: roi(pvBenefits, pvCosts),
  };
  const reasons = Object.entries({ irr, ...answers }).flatMap(([name, { reason }]) =>
    reason === null ? [] : [[name, reason]],
  );
  let cumulative = 0;
  const figures = {
    npv: {
      p5: percentile(npvDraws, 0.05),
      p50: percentile(npvDraws, 0.5),
      p95: percentile(npvDraws, 0.95),
      likely: pvBenefits - pvCosts,
    },
    probability_npv_positive: npvDraws.filter((npv) => npv > 0).length / npvDraws.length,
    irr: { status: irr.status, roots: irr.roots },
    mirr: answers.mirr.value,
    payback: answers.payback.value,
    discounted_payback: answers.discounted_payback.value,
    bcr: answers.bcr.value,
    roi: answers.roi.value,
    benefits: pvBenefits,
    costs: pvCosts,
    distribution: distributionOf(npvDraws),
    flows: months.map((month, m) => {
      cumulative += benefits[m]! - costs[m]!;
      return {
        month,
        benefits: benefits[m]!,
        costs: costs[m]!,
        cumulative,
        low: band?.low[m] ?? null,
        high: band?.high[m] ?? null,
      };
    }),
  };
  return { figures, undefinedBecause: Object.fromEntries(reasons) };
}

/** An appraisal without numbers. */
export function emptyAppraisal(
  { view, span, discount }: Pick<Appraisal, 'view' | 'span'> & { discount: Discount },
  base: string,
): Appraisal {
  const { basis, source, validFrom, validTo } = discount;
  const steps = [{ fromYear: 0, rate: discount.rate }, ...discount.later];
  return {
    view,
    span,
    npv: { p5: null, p50: null, p95: null, likely: null },
    probability_npv_positive: null,
    irr: { status: 'undefined', roots: [] },
    mirr: null,
    payback: null,
    discounted_payback: null,
    bcr: null,
    roi: null,
    base_date: base,
    timing: TIMING_WORDS[discount.timing],
    rates: steps.map(({ fromYear, rate }) => ({
      rate,
      basis,
      source,
      from_year: fromYear,
      valid_from: validFrom,
      valid_to: validTo,
    })),
    benefits: null,
    costs: null,
    reasons: [],
    flows: [],
    lines: [],
    distribution: null,
    sensitivity: { switching: [], break_even: [], tornado: [], contributions: [] },
  };
}

const BINS = 40;

/** Counts of draws in bins of equal width, from the smallest to the largest; one bin where nothing is uncertain. */
function distributionOf(draws: Float64Array): NonNullable<Appraisal['distribution']> {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const npv of draws) {
    low = Math.min(low, npv);
    high = Math.max(high, npv);
  }
  // Draws of a certain amount differ in their last binary digits.
  const bins = high - low > 1e-9 * Math.max(Math.abs(low), Math.abs(high)) ? BINS : 1;
  const width = (high - low) / bins;
  const counts = new Array<number>(bins).fill(0);
  for (const npv of draws) counts[Math.min(bins - 1, width > 0 ? Math.floor((npv - low) / width) : 0)]!++;
  return { from: low, width, counts };
}
