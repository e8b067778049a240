import { type Answer, answer, noAnswer } from './answer.ts';
import { bcr } from './bcr.ts';
import type { DiscountRate } from './discount-factor.ts';
import { type DatedFlow, datedFlows, firstDate, periodFlows, type TimedFlow, type Timing } from './flow.ts';
import { mirr } from './mirr.ts';
import { npvT0, presentValue } from './npv-t0.ts';
import { npvT1 } from './npv-t1.ts';
import type { FlowFile } from './parse-flows.ts';
import { type Payback, payback } from './payback.ts';
import { type RatesOfReturn, ratesOfReturn } from './rates-of-return.ts';
import { roi } from './roi.ts';

export interface FlowAppraisalOptions {
  /** Per year for dated flows, per period for periodic ones; null leaves what needs it undefined. */
  discount: DiscountRate | null;
  timing: Timing;
  /** Day to discount dated flows to; null means the earliest. */
  base: string | null;
  financeRate: number | null;
  reinvestRate: number | null;
}

/** Every figure of one cash flow; each null has its reason under the same key in `reasons`. */
export interface FlowAppraisal {
  npv_t0: number | null;
  npv_t1: number | null;
  xnpv: number | null;
  irr: RatesOfReturn;
  xirr: RatesOfReturn;
  mirr: number | null;
  payback: number | null;
  discounted_payback: number | null;
  bcr: number | null;
  roi: number | null;
  reasons: Record<string, string>;
  /** What the paybacks count in. */
  unit: 'years' | 'periods';
  base_date: string | null;
  timing: Timing | 'on its day';
  flows: number;
  total: number;
  /** NPV at a range of rates, where no single rate of return tells the story. */
  npv_profile: { rate: number; npv: number }[] | null;
}

const PROFILE_RATES = [-0.5, -0.25, -0.1, 0, 0.05, 0.1, 0.25, 0.5, 1, 2, 4];
const NO_RATE = 'no rate is given';

/**
 * What is one cash flow worth, by every convention that applies to it?
 *
 * @param file     dated or periodic flows; benefits positive, costs negative
 * @param options  rates and timing
 * @throws `valuation.rate` for a rate ≤ −1
 * @example appraiseFlows(parseFlows('period,amount\n0,-100\n1,110\n', 'f'), { discount: 0.1, … }).npv_t0  // 0
 */
export function appraiseFlows(file: FlowFile, options: FlowAppraisalOptions): FlowAppraisal {
  return file.kind === 'dated' ? appraiseDated(file.flows, options) : appraisePeriodic(file.flows, options);
}

function appraiseDated(rows: readonly DatedFlow[], options: FlowAppraisalOptions): FlowAppraisal {
  const base = options.base ?? firstDate(rows);
  const flows = datedFlows(rows, base);
  const yearly = yearlyAmounts(rows);
  const reason = 'the dates are not one a year: the dated figure stands beside it';
  return compose({
    options,
    flows,
    grid: flows,
    periodic: yearly ?? reason,
    irr: yearly === null ? undefinedRates(reason) : ratesOfReturn(periodFlows(yearly)),
    xnpv: (discount) => answer(presentValue(discount, flows)),
    xirr: ratesOfReturn(flows),
    about: { unit: 'years', base_date: base, timing: 'on its day' },
  });
}

function appraisePeriodic(
  rows: readonly { period: number; amount: number }[],
  options: FlowAppraisalOptions,
): FlowAppraisal {
  const first = rows[0]!.period;
  const amounts = new Array<number>(rows.at(-1)!.period - first + 1).fill(0);
  for (const { period, amount } of rows) amounts[period - first]! += amount;
  const stated = new Set(rows.map(({ period }) => period));
  const missing = amounts.findIndex((_, k) => !stated.has(first + k));
  const times = periodFlows(amounts, options.timing).map(({ time }) => time);
  const reason = `period ${first + missing} is missing: write 0 if nothing flowed in it`;
  const flows = rows.map(({ period, amount }) => ({ time: times[period - first]!, amount }));
  return compose({
    options,
    flows,
    grid: rows.map(({ period, amount }) => ({ time: period - first, amount })),
    periodic: missing === -1 ? amounts : reason,
    irr: missing === -1 ? ratesOfReturn(flows) : undefinedRates(reason),
    xnpv: () => noAnswer('the flows have no dates'),
    xirr: undefinedRates('the flows have no dates'),
    about: { unit: 'periods', base_date: null, timing: options.timing },
  });
}

interface Parts {
  options: FlowAppraisalOptions;
  /** Row by row, at the times they are discounted from. */
  flows: readonly TimedFlow[];
  /** Row by row, at the times by which paybacks are counted. */
  grid: readonly TimedFlow[];
  /** One amount a period, or why there is none. */
  periodic: readonly number[] | string;
  irr: RatesOfReturn;
  xnpv: (discount: DiscountRate) => Answer;
  xirr: RatesOfReturn;
  about: Pick<FlowAppraisal, 'unit' | 'base_date' | 'timing'>;
}

function compose({ options, flows, grid, periodic, irr, xnpv, xirr, about }: Parts): FlowAppraisal {
  const { discount, timing, financeRate, reinvestRate } = options;
  const broken = about.unit === 'periods' && typeof periodic === 'string' ? periodic : null;
  const whole = (compute: () => Answer | Payback): Answer | Payback => (broken === null ? compute() : noAnswer(broken));
  const discounted = (compute: (rate: DiscountRate) => Answer | Payback) =>
    whole(() => (discount === null ? noAnswer(NO_RATE) : compute(discount)));
  const byPeriod = (compute: (rate: DiscountRate, amounts: readonly number[]) => number) =>
    typeof periodic === 'string' ? noAnswer(periodic) : discounted((rate) => answer(compute(rate, periodic)));
  const side = (rate: DiscountRate, sign: 1 | -1) =>
    presentValue(
      rate,
      flows.filter(({ amount }) => amount * sign > 0),
    ) * sign;
  const figures = {
    npv_t0: byPeriod((rate, amounts) => npvT0(rate, amounts, timing)),
    npv_t1: byPeriod((rate, amounts) => npvT1(rate, amounts, timing)),
    xnpv: discounted(xnpv),
    mirr: whole(() => {
      if (financeRate === null || reinvestRate === null) return noAnswer('no finance and reinvestment rates are given');
      return mirr(typeof periodic === 'string' ? flows : periodFlows(periodic), financeRate, reinvestRate);
    }),
    payback: whole(() => payback(netted(grid))),
    discounted_payback: discounted((rate) =>
      payback(netted(grid.map(({ time }, i) => ({ time, amount: presentValue(rate, [flows[i]!]) })))),
    ),
    bcr: discounted((rate) => bcr(side(rate, 1), side(rate, -1))),
    roi: discounted((rate) => roi(side(rate, 1), side(rate, -1))),
  };
  const values = Object.fromEntries(Object.entries(figures).map(([name, { value }]) => [name, value]));
  const reasons = Object.entries(figures).flatMap(([name, { reason }]) => (reason === null ? [] : [[name, reason]]));
  const told = about.unit === 'years' ? xirr : irr;
  const profiled = broken === null && told.status !== 'unique' && flows.some(({ amount }) => amount !== 0);
  return {
    ...(values as Record<keyof typeof figures, number | null>),
    irr,
    xirr,
    reasons: Object.fromEntries(reasons),
    ...about,
    flows: flows.length,
    total: flows.reduce((sum, { amount }) => sum + amount, 0),
    npv_profile: profiled ? PROFILE_RATES.map((rate) => ({ rate, npv: presentValue(rate, flows) })) : null,
  };
}

/** Rows that share a time, added: a payback asks for the cumulative, not for the order of rows within a day. */
function netted(rows: readonly TimedFlow[]): TimedFlow[] {
  const byTime = new Map<number, number>();
  for (const { time, amount } of rows) byTime.set(time, (byTime.get(time) ?? 0) + amount);
  return [...byTime].map(([time, amount]) => ({ time, amount }));
}

function undefinedRates(reason: string): RatesOfReturn {
  return { status: 'undefined', roots: [], reason };
}

/** The amounts by year when every flow falls on the anniversary of the first and no year is left out, else null. */
function yearlyAmounts(rows: readonly DatedFlow[]): number[] | null {
  const first = Number(firstDate(rows).slice(0, 4));
  const amounts: number[] = [];
  for (const { date, amount } of rows) {
    const year = Number(date.slice(0, 4)) - first;
    if (date.slice(4) !== rows[0]!.date.slice(4) || year > amounts.length) return null;
    amounts[year] = (amounts[year] ?? 0) + amount;
  }
  return amounts;
}
