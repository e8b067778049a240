import { type Figure, figureSegment } from '../figure.ts';
import type { Money } from './amounts.ts';
import type { BenefitClaim } from './claim.ts';

export type Entry = [id: string, figure: Figure];

/** What an amount is told in. */
export interface AmountUnit {
  currency: string;
  /** Number of joint draws behind an interval. */
  draws: number;
}

const MONEY_DIGITS = 2;

/**
 * The id of a benefit's figure.
 *
 * @example benefitFigure(claim, 'demonstrated')  // 'pacs.outsourced_reads.demonstrated'
 */
export function benefitFigure(
  { deployment, benefit }: Pick<BenefitClaim, 'deployment' | 'benefit'>,
  name: string,
): string {
  return `${figureSegment(deployment)}.${figureSegment(benefit.id)}.${name}`;
}

/** An amount of money as a figure; null has its reason. */
export function amountEntry(
  id: string,
  value: number | null,
  formula: string,
  inputs: string[],
  { currency }: AmountUnit,
  reason?: string,
): Entry {
  return [id, { value, unit: currency, digits: MONEY_DIGITS, formula, inputs, ...reasonIf(value === null, reason) }];
}

/** A likely amount and, beside it, the ends of its simulated interval as `<id>.p5` and `<id>.p95`. */
export function moneyEntries(
  id: string,
  money: Money,
  formula: string,
  inputs: string[],
  unit: AmountUnit,
  reason?: string,
): Entry[] {
  const simulated = simulatedFrom(unit);
  return [
    amountEntry(id, money.likely, formula, inputs, unit, reason),
    amountEntry(`${id}.p5`, money.low, `5th percentile ${simulated}`, inputs, unit, reason),
    amountEntry(`${id}.p95`, money.high, `95th percentile ${simulated}`, inputs, unit, reason),
  ];
}

export function simulatedFrom({ draws }: AmountUnit): string {
  return `of ${draws.toLocaleString('en-US')} joint draws of effects and unit values`;
}

export function reasonIf(isUndefined: boolean, reason: string | undefined): { reason?: string } {
  return isUndefined ? { reason: reason ?? 'undefined' } : {};
}
