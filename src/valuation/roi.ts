import { type Answer, answer, noAnswer } from './answer.ts';

/**
 * What share of the costs is earned on top of them?
 *
 * @param benefits  present value of the benefits, disbenefits deducted
 * @param costs     present value of the costs, as a positive amount
 * @returns (PVB − PVC) / PVC, so −1 is a total loss; undefined where there is no cost
 * @source  Forrester Total Economic Impact methodology
 * @example roi(7_168_371, 1_672_201)  // 3.29
 */
export function roi(benefits: number, costs: number): Answer {
  return costs > 0 ? answer((benefits - costs) / costs) : noAnswer('no cost');
}
