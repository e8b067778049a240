import type { AppraisalDetail } from './appraise.ts';

/** By how much one input may change, alone, until the NPV is zero. */
export interface SwitchingValue {
  /** A benefit's id, or `costs`. */
  input: string;
  /** Relative change, −1 to ∞; null when no change in that range does it. */
  change: number | null;
  presentValue: number;
}

/**
 * How wrong may each input be, alone, before the answer turns?
 *
 * NPV is linear in each benefit's amount and in the costs, so the change is −NPV/PV of a benefit and NPV/PV of the costs. A
 * benefit cannot lose more than all of itself: below −100 % there is no switching value.
 *
 * @returns one per benefit with money in the view, and the costs; none where the NPV is undefined
 * @source  HM Treasury Green Book: switching values
 * @example switchingValues(detail)[0]  // { input: 'outsourced_reads', change: −0.31, presentValue: … }
 */
export function switchingValues({ appraisal, presentValues }: AppraisalDetail): SwitchingValue[] {
  const npv = appraisal.npv.likely;
  if (npv === null || appraisal.costs === null) return [];
  const within = (change: number) => (change >= -1 ? change : null);
  const benefits = [...presentValues]
    .filter(([, presentValue]) => presentValue !== 0)
    .map(([input, presentValue]) => ({ input, change: within(-npv / presentValue), presentValue }));
  if (appraisal.costs <= 0) return benefits;
  return [...benefits, { input: 'costs', change: within(npv / appraisal.costs), presentValue: appraisal.costs }];
}
