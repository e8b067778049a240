import { likelyAmount } from './amounts.ts';
import { type Claims, isCash, likelyQuantities, likelyTransition, type UnitClaim } from './claim.ts';
import { type StandingClaims, sum } from './standing-claims.ts';

/** One step of the bridge; the keys of results.json. */
export interface BridgeStep {
  step: string;
  amount: number;
}

/**
 * From what a spreadsheet would have claimed to what stands: how much does each objection take away?
 *
 * Every step re-computes the whole claim and its amount is the difference, in a fixed order, so the steps before the last
 * add up to it: 1 before/after difference × volume × value · 2 the model's trend and season · 3 constant case mix ·
 * 4 blocked comparisons out · 5 overlap out · 6 attribution · 7 minimum block · 8 the stabilization weeks in · 9 what is not
 * demonstrated out · 10 what is not cash out · the financial benefit that is demonstrated.
 *
 * @param claims    of the register
 * @param standing  which of them stand
 * @returns eleven steps at the likely values, in the program's currency
 * @example claimBridge(claims, standing).at(-1)  // { step: 'financial benefit demonstrated', amount: … }
 */
export function claimBridge({ benefits }: Claims, standing: StandingClaims): BridgeStep[] {
  const priced = (quantityOf: (unit: UnitClaim) => number) =>
    sum(benefits.map(({ benefit, units }) => sum(units.map(quantityOf)) * benefit.value.likely));
  const naive = ({ naiveQuantity }: UnitClaim) => naiveQuantity;
  const crude = (unit: UnitClaim) =>
    unit.model === null ? unit.naiveQuantity : (unit.crudeQuantity ?? modelled(unit));
  const standardised = (unit: UnitClaim) => (unit.model === null ? unit.naiveQuantity : modelled(unit));
  const unshared = sum(benefits.map(({ benefit }, b) => sum(standing.estimated[b]!.quantities) * benefit.value.likely));
  const estimated = sum(benefits.map(({ benefit }, b) => likelyAmount(benefit, standing.estimated[b]!.quantities)));
  const transition = sum(
    benefits.map(({ benefit, units }) =>
      likelyAmount(
        benefit,
        units.map((unit) => sum(transitionOf(unit))),
      ),
    ),
  );
  const net = benefits.map(({ benefit }, b) => {
    const columns = [standing.demonstrated[b]!, standing.transition[b]!];
    return likelyAmount(
      benefit,
      columns.map(({ quantities }) => sum(quantities)),
    );
  });
  const cash = sum(net.filter((_, b) => isCash(benefits[b]!.benefit)));
  const totals: [string, number][] = [
    ['before/after difference × volume × value', priced(naive)],
    ['trend and season', priced(crude)],
    ['case mix', priced(standardised)],
    ['blocked (not comparable, insufficient)', priced(modelled)],
    ['overlap', unshared],
    ['attribution', estimated],
    // The register declares no minimum usable blocks, so this step takes nothing.
    ['minimum block', estimated],
    ['transition', estimated + transition],
    ['not demonstrated', sum(net)],
    ['not cash', cash],
  ];
  const steps = totals.map(([step, total], i) => ({ step, amount: total - (totals[i - 1]?.[1] ?? 0) }));
  return [...steps, { step: 'financial benefit demonstrated', amount: cash }];
}

function modelled(unit: UnitClaim): number {
  return sum(likelyQuantities(unit));
}

function transitionOf(unit: UnitClaim): Float64Array {
  return unit.model === null ? new Float64Array(0) : likelyTransition(unit);
}
