import type { Challenge } from './challenge.ts';
import { type Carrier, carriersOf, specificationShare } from './claim-carriers.ts';
import { formatNumber, formatShare } from './format.ts';
import { kpiOf } from './lookup.ts';
import { measureOf } from './measure.ts';
import type { Results } from './schema.ts';

/** A method may claim an improvement at so many of its placebo dates by chance alone: half of its two-sided 5 %, doubled. */
const CHANCE = 0.05;

/** Charges against the effects that carry the claim: other choices, drift, placebo dates, size. */
export function effectChallenges(results: Results): Challenge[] {
  const carriers = carriersOf(results);
  if (carriers.length === 0) return [];
  return [weakestSpecification(results, carriers), drift(results, carriers), placebo(carriers), ...size(carriers)];
}

function weakestSpecification(results: Results, carriers: readonly Carrier[]): Challenge {
  const told = carriers.map((carrier) => ({ carrier, share: specificationShare(carrier) }));
  const facts = told.map(({ carrier, share }) => {
    const { average, specifications } = carrier.comparison;
    if (share === null) return `${carrier.name}: no other specification could be tried.`;
    const [ours, least] = [average!.estimate, specifications!.least!];
    const agreed = `${specifications!.agree} of ${specifications!.n} agree in direction`;
    if (share === 1) return `${carrier.name}: no other specification gives less; ${agreed}.`;
    return `${carrier.name}: ${sayEffect(results, carrier, least.estimate)} instead of ${sayEffect(results, carrier, ours)} with ${least.choices}; ${agreed}.`;
  });
  return {
    id: 'weakest-specification',
    charge: 'Another defensible choice of baseline, trend, season and method gives less.',
    facts,
    takes: sum(told.map(({ carrier, share }) => carrier.amount * (1 - (share ?? 1)))),
    answer:
      'A protocol that was sealed before go-live and names the specification; a comparator that never got the deployment.',
  };
}

/** The drift that would undo an effect, held against what the baseline itself says of its slope. */
function drift(results: Results, carriers: readonly Carrier[]): Challenge {
  const told = carriers.map((carrier) => {
    const { breakdown_drift: breakdown, baseline_drift: slope } = carrier.comparison;
    const { direction } = kpiOf(results, carrier.benefit.kpi);
    const plausible = slope === null ? null : direction === 'decrease' ? -slope.low : slope.high;
    return { carrier, breakdown, plausible };
  });
  const facts = told.map(({ carrier, breakdown, plausible }) => {
    if (breakdown === null) return `${carrier.name}: no drift that would undo it could be found.`;
    const undone = `${carrier.name}: a drift of ${sayEffect(results, carrier, breakdown)} a year the right way, unknown to the model, would undo it`;
    if (plausible === null) return `${undone}; the baseline does not say how it drifted by itself.`;
    return `${undone}; the baseline's own slope may have been up to ${sayEffect(results, carrier, Math.max(0, plausible))} a year that way.`;
  });
  const undone = told.filter(
    ({ breakdown, plausible }) => breakdown !== null && plausible !== null && plausible >= breakdown,
  );
  return {
    id: 'breakdown-drift',
    charge: 'It was getting better by itself.',
    facts,
    takes: undone.length === 0 ? null : sum(undone.map(({ carrier }) => carrier.amount)),
    answer: 'A longer baseline, or a unit without the deployment that shows the drift of the same time.',
  };
}

function placebo(carriers: readonly Carrier[]): Challenge {
  const failing = carriers.filter(
    ({ comparison: { placebo: one } }) => one !== null && one.dates > 0 && one.false_improved > CHANCE * one.dates,
  );
  const tried = carriers.some(({ comparison: { placebo: one } }) => one !== null && one.dates > 0);
  const calm = tried
    ? 'The method was tried on pretended go-lives of its own baseline only.'
    : 'The method was never tried where there can be no effect.';
  return {
    id: 'placebo',
    charge: failing.length > 0 ? 'The method finds improvements where there can be none.' : calm,
    facts: carriers.map(({ name, comparison: { placebo: one } }) =>
      one === null || one.dates === 0
        ? `${name}: the baseline is too short to pretend other go-lives in it.`
        : `${name}: at ${one.false_improved} of ${one.dates} pretended go-lives inside the baseline it claims an improvement (${formatShare(one.false_improved / one.dates, 0)}).`,
    ),
    takes: failing.length === 0 ? null : sum(failing.map(({ amount }) => amount)),
    answer: 'The same method on units, times and KPIs that the deployment cannot have touched.',
  };
}

function size(carriers: readonly Carrier[]): Challenge[] {
  const open = carriers.filter(({ comparison }) => comparison.verdict === 'improved, size uncertain');
  if (open.length === 0) return [];
  return [
    {
      id: 'size-uncertain',
      charge: 'Something moved, but nobody has shown that it moved by what would matter.',
      facts: open.map(({ name, comparison: { reasons } }) => reasons[0] ?? name),
      takes: sum(open.map(({ amount }) => amount)),
      answer: 'More periods, until the interval of the effect lies beyond the least change that matters.',
    },
  ];
}

function sayEffect(results: Results, { benefit }: Carrier, effect: number): string {
  const { factor, effectUnit } = measureOf(kpiOf(results, benefit.kpi));
  const value = effect * factor;
  const decimals = value === 0 ? 0 : Math.max(0, 1 - Math.floor(Math.log10(Math.abs(value))));
  return `${formatNumber(value, decimals)}${effectUnit === '' ? '' : ` ${effectUnit}`}`;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
