import type { Program } from '../program/program.ts';
import { bcr } from './bcr.ts';
import { civilDays } from './civil-days.ts';
import { discountFactor } from './discount-factor.ts';
import type { TimedFlow } from './flow.ts';
import { mirr } from './mirr.ts';
import { payback } from './payback.ts';
import { percentile } from './percentile.ts';
import { ratesOfReturn } from './rates-of-return.ts';
import { roi } from './roi.ts';
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
  rates: { rate: number; basis: 'real' | 'nominal'; source: string }[];
  /** Present value of the benefits, losses deducted, and of the costs: NPV = benefits − costs. */
  benefits: number | null;
  costs: number | null;
  reasons: string[];
  /** Undiscounted, by month. */
  flows: { month: string; benefits: number; costs: number; cumulative: number }[];
}

/** Benefits and costs by month, from the first flow to the last, undiscounted; losses are negative benefits. */
export interface MonthlyFlows {
  months: readonly string[];
  benefits: Float64Array;
  costs: Float64Array;
}

/** A month's flows are taken to fall on its 15th. */
const MID_MONTH = 14;
const TIMING = 'mid: each month’s flows on its 15th';
const YEAR_DAYS = 365;

/**
 * What is money of each month worth on the base day, the first of the first month?
 *
 * @param months  first days, in order
 * @param rate    per year
 * @returns one factor a month, exponent (civil days to its 15th)/365
 * @example monthFactors(['2024-01-01', '2025-01-01'], 0.1)[1]  // 1.1^(−380/365)
 */
export function monthFactors(months: readonly string[], rate: number): Float64Array {
  return Float64Array.from(months, (month) => discountFactor(rate, timeOf(month, months[0]!)));
}

/** The figures of a cash flow, and for each that is null the reason, under its key. */
export interface MonthsAppraised {
  figures: Omit<Appraisal, 'view' | 'span' | 'base_date' | 'timing' | 'rates' | 'reasons'>;
  undefinedBecause: Record<string, string>;
}

/**
 * What is a monthly cash flow worth by every convention?
 *
 * @param flows     at least one month
 * @param rate      per year; losses are financed and gains reinvested at it for MIRR
 * @param npvDraws  simulated NPVs
 * @source  Excel XNPV(), XIRR(), MIRR(); HM Treasury Green Book (BCR); Forrester TEI (ROI)
 * @example appraiseMonths(flows, 0.04, draws).figures.npv.likely
 */
export function appraiseMonths(
  { months, benefits, costs }: MonthlyFlows,
  rate: number,
  npvDraws: Float64Array,
): MonthsAppraised {
  const factors = monthFactors(months, rate);
  const net: TimedFlow[] = months.map((month, m) => ({
    time: timeOf(month, months[0]!),
    amount: benefits[m]! - costs[m]!,
  }));
  const pvBenefits = sum(benefits.map((amount, m) => amount * factors[m]!));
  const pvCosts = sum(costs.map((amount, m) => amount * factors[m]!));
  const irr = ratesOfReturn(net);
  const answers = {
    mirr: mirr(net, rate, rate),
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
    flows: months.map((month, m) => {
      cumulative += benefits[m]! - costs[m]!;
      return { month, benefits: benefits[m]!, costs: costs[m]!, cumulative };
    }),
  };
  return { figures, undefinedBecause: Object.fromEntries(reasons) };
}

/** An appraisal without numbers. */
export function emptyAppraisal(
  view: Appraisal['view'],
  { discount }: Pick<Program, 'discount'>,
  base: string,
): Appraisal {
  return {
    view,
    span: 'realized',
    npv: { p5: null, p50: null, p95: null, likely: null },
    probability_npv_positive: null,
    irr: { status: 'undefined', roots: [] },
    mirr: null,
    payback: null,
    discounted_payback: null,
    bcr: null,
    roi: null,
    base_date: base,
    timing: TIMING,
    rates: [discount],
    benefits: null,
    costs: null,
    reasons: [],
    flows: [],
  };
}

function timeOf(month: string, base: string): number {
  return (civilDays(base, month) + MID_MONTH) / YEAR_DAYS;
}
