import { likelyAmount } from './amounts.ts';
import { type Claims, cashPart, likelyQuantities, likelyTransition, type UnitClaim } from './claim.ts';
import { type StandingClaims, sum } from './standing-claims.ts';
import { usable } from './usable.ts';

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
 * 4 blocked comparisons out · 5 overlap out · 6 attribution · 7 whole blocks only · 8 the stabilization weeks in · 9 what is
 * not demonstrated out · 10 what is not cash out · the financial benefit that is demonstrated.
 *
 * @param claims    of the register
 * @param standing  which of them stand
 * @returns eleven steps at the likely values, in the program's currency
 * @example claimBridge(claims, standing).at(-1)  // { step: 'financial benefit demonstrated', amount: … }
 */
export function claimBridge({ benefits, months }: Claims, standing: StandingClaims): BridgeStep[] {
  const priced = (quantityOf: (unit: UnitClaim) => number) =>
    sum(benefits.map(({ benefit, units }) => sum(units.map(quantityOf)) * benefit.value.likely));
  const naive = ({ naiveQuantity }: UnitClaim) => naiveQuantity;
  const crude = (unit: UnitClaim) =>
    unit.model === null ? unit.naiveQuantity : (unit.crudeQuantity ?? modelled(unit));
  const standardised = (unit: UnitClaim) => (unit.model === null ? unit.naiveQuantity : modelled(unit));
  const unshared = benefits.map(({ benefit }, b) => sum(standing.estimated[b]!.quantities) * benefit.value.likely);
  const attributed = sum(
    benefits.map(({ benefit }, b) => likelyAmount({ ...benefit, minimumBlock: null }, standing.estimated[b]!)),
  );
  const estimated = sum(benefits.map(({ benefit }, b) => likelyAmount(benefit, standing.estimated[b]!)));
  const transition = sum(
    benefits.map(({ benefit: { value, attribution, minimumBlock }, units }) => {
      const quantities = units.flatMap((unit) => (unit.model === null ? [] : [...likelyTransition(unit)]));
      return value.likely * sum(quantities.map((q) => usable(q, attribution.share, minimumBlock?.size ?? null)));
    }),
  );
  const net = benefits.map(({ benefit }, b) => {
    const cash = Float64Array.from(months, (month) => cashPart(benefit, month));
    const columns = [standing.demonstrated[b]!, standing.transition[b]!];
    return {
      all: sum(columns.map((column) => likelyAmount(benefit, column))),
      cash: sum(columns.map((column) => likelyAmount(benefit, column, cash))),
    };
  });
  const stands = sum(net.map(({ cash }) => cash));
  const totals: [string, number][] = [
    ['before/after difference × volume × value', priced(naive)],
    ['trend and season', priced(crude)],
    ['case mix', priced(standardised)],
    ['blocked (not comparable, insufficient)', priced(modelled)],
    ['overlap', sum(unshared)],
    ['attribution', attributed],
    ['minimum block', estimated],
    ['transition', estimated + transition],
    ['not demonstrated', sum(net.map(({ all }) => all))],
    ['not cash', stands],
  ];
  const steps = totals.map(([step, total], i) => ({ step, amount: total - (totals[i - 1]?.[1] ?? 0) }));
  return [...steps, { step: 'financial benefit demonstrated', amount: stands }];
}

function modelled(unit: UnitClaim): number {
  return sum(likelyQuantities(unit));
}
