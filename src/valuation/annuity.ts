import { type Answer, answer, noAnswer } from './answer.ts';
import { checkRate } from './flow.ts';
import { ratesOfReturn } from './rates-of-return.ts';

/**
 * A level series of payments: pv·(1+r)^n + payment·(1 + r·early)·((1+r)^n − 1)/r + fv = 0, in the signs of a
 * spreadsheet (money paid out is negative). `early` is 1 when payments fall at the start of their periods.
 */
export interface Annuity {
  /** Per period, > −1; 0 is allowed and means plain sums. */
  rate: number;
  /** Number of periods. */
  periods: number;
  payment: number;
  presentValue: number;
  futureValue: number;
  due: 'end' | 'start';
}

/**
 * Which level payment settles the account?
 *
 * @returns payment per period; undefined for no periods
 * @source  numpy-financial pmt, Excel PMT()
 * @example annuityPayment({ rate: 0.1 / 12, periods: 24, presentValue: 100_000, futureValue: 0, due: 'end' })  // −4614.49
 */
export function annuityPayment(annuity: Omit<Annuity, 'payment'>): Answer {
  const { rate, periods, presentValue, futureValue } = annuity;
  if (periods === 0) return noAnswer('no periods to pay in');
  return answer(-(presentValue * growth(rate, periods) + futureValue) / paymentFactor(annuity));
}

/**
 * What is the series worth now?
 *
 * @source  numpy-financial pv, Excel PV()
 * @example annuityPresentValue({ rate: 0.07, periods: 20, payment: 12_000, futureValue: 0, due: 'end' })  // −127128.17
 */
export function annuityPresentValue(annuity: Omit<Annuity, 'presentValue'>): number {
  const { rate, periods, payment, futureValue } = annuity;
  return -(payment * paymentFactor(annuity) + futureValue) / growth(rate, periods);
}

/**
 * What is the series worth at its end?
 *
 * @source  numpy-financial fv, Excel FV()
 * @example annuityFutureValue({ rate: 0, periods: 120, payment: -100, presentValue: -100, due: 'end' })  // 12100
 */
export function annuityFutureValue(annuity: Omit<Annuity, 'futureValue'>): number {
  const { rate, periods, payment, presentValue } = annuity;
  return -(presentValue * growth(rate, periods) + payment * paymentFactor(annuity));
}

/**
 * After how many periods is the account settled?
 *
 * @returns periods, not rounded; undefined where the payments never settle it
 * @source  numpy-financial nper, Excel NPER()
 * @example annuityPeriods({ rate: 0.075, payment: -2000, presentValue: 0, futureValue: 100_000, due: 'end' })  // 21.5449
 */
export function annuityPeriods(annuity: Omit<Annuity, 'periods'>): Answer {
  const { rate, payment, presentValue, futureValue, due } = annuity;
  if (checkRate(rate) === 0) {
    return payment === 0 ? noAnswer('never settled: no payment') : answer(-(presentValue + futureValue) / payment);
  }
  const perpetuity = (payment * (due === 'start' ? 1 + rate : 1)) / rate;
  const ratio = (perpetuity - futureValue) / (perpetuity + presentValue);
  return ratio > 0 ? answer(Math.log(ratio) / Math.log1p(rate)) : noAnswer('never settled at this rate');
}

/**
 * At which rate per period does the series settle the account?
 *
 * @returns the rate; undefined where there is none or more than one
 * @source  numpy-financial rate, Excel RATE() and RRI() (no payments)
 * @example annuityRate({ periods: 10, payment: 0, presentValue: -3500, futureValue: 10_000, due: 'end' })  // 0.110691
 */
export function annuityRate(annuity: Omit<Annuity, 'rate'>): Answer {
  const { periods, payment, presentValue, futureValue, due } = annuity;
  const amounts = new Float64Array(periods + 1);
  amounts[0] = presentValue;
  amounts[periods]! += futureValue;
  for (let k = 0; k < periods; k++) amounts[due === 'start' ? k : k + 1]! += payment;
  const { status, roots, reason } = ratesOfReturn(Array.from(amounts, (amount, time) => ({ time, amount })));
  return status === 'unique' ? answer(roots[0]!) : noAnswer(reason!);
}

function growth(rate: number, periods: number): number {
  return (1 + checkRate(rate)) ** periods;
}

/** What one unit a period grows to by the end. */
function paymentFactor({ rate, periods, due }: Pick<Annuity, 'rate' | 'periods' | 'due'>): number {
  if (rate === 0) return periods;
  return ((due === 'start' ? 1 + rate : 1) * Math.expm1(periods * Math.log1p(rate))) / rate;
}
