import { type Assumptions, likelyAssumptions } from './base-case.ts';
import type { CaseLedger } from './case-ledger.ts';
import { crossing } from './crossing.ts';

/** The smallest effect at which a case still pays; the keys of results.json. */
export interface BreakEven {
  /** A benefit's id; null for all benefits of the view together. */
  benefit: string | null;
  /** The effect needed, as a multiple of the one measured; null where no size of it decides. */
  share: number | null;
  /** Why there is none; null where there is one. */
  reason: string | null;
  /** The mean effect in each unit that counts, and the one needed, in the KPI's unit; empty for all together. */
  units: { unit: string; likely: number; needed: number | null }[];
}

/** Effects of more than this many times what was measured are not looked at. */
const LARGEST = 16;

/**
 * How small may an effect be until the case no longer pays, or how large would it have to be?
 *
 * Lasting effects and their forecast are multiplied, one benefit at a time and all together; what the stabilization weeks
 * brought stays as it is.
 *
 * @param ledger  of one view and span
 * @param npv     at given assumptions
 * @returns all together first, then the benefits with an effect in the view
 * @source  threshold analysis as in HM Treasury Green Book: switching values
 * @example breakEven(ledger, npv)[0]?.share  // 0.62
 */
export function breakEven(ledger: CaseLedger, npv: (at: Assumptions) => number): BreakEven[] {
  const likely = likelyAssumptions(ledger);
  const moving = ledger.counted.filter(({ index }) => ledger.standing.demonstrated[index]!.units.length > 0);
  const scaled = (indexes: readonly number[]) => (share: number) =>
    npv({ ...likely, effects: likely.effects.map((effect, b) => (indexes.includes(b) ? share : effect)) });
  if (moving.length === 0) return [];
  const together = { benefit: null, ...needed(scaled(moving.map(({ index }) => index))), units: [] };
  const each = moving.map(({ claim, index }) => {
    const answer = needed(scaled([index]));
    const units = ledger.standing.demonstrated[index]!.units.flatMap(({ unit, comparison: { average } }) => {
      if (average === null) return [];
      const { estimate } = average;
      return [{ unit, likely: estimate, needed: answer.share === null ? null : answer.share * estimate }];
    });
    return { benefit: claim.benefit.id, ...answer, units };
  });
  return [together, ...each];
}

function needed(npv: (share: number) => number): Pick<BreakEven, 'share' | 'reason'> {
  const share = crossing(npv, 1, 0) ?? crossing(npv, 1, LARGEST);
  if (share !== null) return { share, reason: null };
  if (npv(1) >= 0) return { share: null, reason: 'the case pays without it' };
  const gains = npv(LARGEST) > npv(1);
  return { share: null, reason: gains ? `not even ${LARGEST} times the effect makes the case pay` : 'it is a loss' };
}
