import type { Appraisal } from './appraisal.ts';
import { likelyAssumptions } from './base-case.ts';
import { type BreakEven, breakEven } from './break-even.ts';
import type { CaseLedger } from './case-ledger.ts';
import { presentValues } from './present-values.ts';
import { type RankContribution, rankContributions } from './rank-contributions.ts';
import type { Simulation } from './simulation.ts';
import { sum } from './standing-claims.ts';
import { type SwitchingValue, switchingValues } from './switching-values.ts';
import { type TornadoBar, tornado } from './tornado.ts';
import { uncertainInputs } from './uncertain-inputs.ts';

/** What one appraisal's answer hangs on; the keys of results.json. */
export interface Sensitivity {
  switching: SwitchingValue[];
  break_even: BreakEven[];
  /** Of the financial view, whose NPV is the headline; empty for the economic one. */
  tornado: TornadoBar[];
  contributions: RankContribution[];
}

/**
 * What does the answer hang on?
 *
 * @param ledger     of one view and span, not refused
 * @param appraisal  of it, with its simulated NPVs
 * @param worth      present value by benefit id
 * @example sensitivity(ledger, { appraisal, draws }, presentValues, simulation).tornado[0]?.kind
 */
export function sensitivity(
  ledger: CaseLedger,
  { appraisal, draws }: { appraisal: Pick<Appraisal, 'npv' | 'costs' | 'irr'>; draws: Float64Array },
  worth: ReadonlyMap<string, number>,
  simulation: Simulation,
): Sensitivity {
  const { benefit, costs } = presentValues(ledger);
  const likely = likelyAssumptions(ledger);
  const known = ledger.counted.map(({ index }) => benefit(index, likely));
  const knownCosts = costs(likely);
  // Most assumptions concern one benefit: what they leave alone is not computed again.
  const npv = (at: typeof likely) =>
    sum(ledger.counted.map(({ index }, i) => (concerns(at, likely, index) ? benefit(index, at) : known[i]!))) -
    (at.costs === likely.costs && at.costsEnd === likely.costsEnd && at.bias === likely.bias ? knownCosts : costs(at));
  const inputs = ledger.view === 'financial' ? uncertainInputs(ledger, simulation) : [];
  return {
    switching: switchingValues({ ledger, appraisal, presentValues: worth, npv }),
    break_even: breakEven(ledger, npv),
    tornado: tornado(inputs, npv),
    contributions: rankContributions(inputs, draws),
  };
}

const LISTS = ['values', 'shares', 'effects', 'transitions', 'decays', 'ends'] as const;

type Assumed = ReturnType<typeof likelyAssumptions>;

function concerns(at: Assumed, likely: Assumed, index: number): boolean {
  return at.bias !== likely.bias || LISTS.some((list) => at[list][index] !== likely[list][index]);
}
