import { type Answer, answer, noAnswer } from './answer.ts';
import { checkRate, signChangeReason, type TimedFlow } from './flow.ts';

/**
 * What rate do the flows earn when losses are financed at one rate and gains put to work at another?
 *
 * (future value of the gains / present value of the losses)^(1/span) − 1, the span being the time from the first flow to
 * the last: n − 1 for n periodic flows.
 *
 * @param flows         in order of time; zeros at either end count for the span
 * @param financeRate   > −1, per unit of time: what losses cost
 * @param reinvestRate  > −1, per unit of time: what gains earn
 * @returns rate per unit of time, always one; undefined without a sign change or a time span
 * @throws `valuation.rate` for a rate ≤ −1
 * @source  Excel MIRR(), numpy-financial mirr
 * @example mirr(periodFlows([-1000, 100, 250, 500, 500]), 0.1, 0.1)  // 0.104016
 */
export function mirr(flows: readonly TimedFlow[], financeRate: number, reinvestRate: number): Answer {
  const reason = signChangeReason(flows);
  if (reason !== null) return noAnswer(reason);
  const first = flows[0]!.time;
  const last = flows.at(-1)!.time;
  if (last === first) return noAnswer('zero time span: all flows fall at one time');
  const finance = 1 + checkRate(financeRate);
  const reinvest = 1 + checkRate(reinvestRate);
  let gains = 0;
  let losses = 0;
  for (const { time, amount } of flows) {
    if (amount > 0) gains += amount * reinvest ** (last - time);
    else losses -= amount * finance ** (first - time);
  }
  return answer((gains / losses) ** (1 / (last - first)) - 1);
}
