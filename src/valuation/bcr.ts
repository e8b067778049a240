import { type Answer, answer, noAnswer } from './answer.ts';

/**
 * How many units of benefit come back for each unit of cost?
 *
 * @param benefits  present value of the benefits, disbenefits deducted
 * @param costs     present value of the costs, as a positive amount
 * @returns PVB / PVC; undefined where there is no cost
 * @source  HM Treasury Green Book: benefit–cost ratio
 * @example bcr(7_168_371, 1_672_201)  // 4.29
 */
export function bcr(benefits: number, costs: number): Answer {
  return costs > 0 ? answer(benefits / costs) : noAnswer('no cost');
}
