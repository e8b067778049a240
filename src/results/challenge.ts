import { effectChallenges } from './challenge-effect.ts';
import { moneyChallenges } from './challenge-money.ts';
import { recordChallenges } from './challenge-record.ts';
import { claimWords } from './challenge-words.ts';
import { carriersOf, specificationShare } from './claim-carriers.ts';
import { isFinancial, type Money, npvMoney } from './money.ts';
import type { Results } from './schema.ts';
import { totalOf } from './totals.ts';

/** One way to attack the claim, with what it rests on, what it would take and what would answer it. */
export interface Challenge {
  id: string;
  /** The charge, in a sentence. */
  charge: string;
  /** What the run itself knows of it, as sentences. */
  facts: string[];
  /** What granting it takes off the cash that is claimed to date; null where it takes nothing that can be counted there. */
  takes: number | null;
  /** The evidence that would answer it. */
  answer: string;
}

/** The strongest honest case against a claim. */
export interface ChallengedClaim {
  /** Net cash to date, likely; null where the register claims none. */
  claim: number | null;
  /** What stands of it if the least favourable defensible choices are all granted at once. */
  left: number | null;
  /** The net present value of the financial case over its longest span. */
  npv: number | null;
  /** What is attacked, and what would be left of it, in a sentence or two. */
  said: string;
  /** What takes most first, then what takes nothing that can be counted. */
  challenges: Challenge[];
}

/**
 * What is the strongest honest case against the claim?
 *
 * Nothing is computed that the run did not find: the least favourable specification that counts, the drift and the placebo
 * dates at which the claim breaks, the lows of the register, the switching values, the checks that did not pass. The amounts
 * overlap and are never added; `left` grants the choices of method and register together.
 *
 * @example challengeClaim(results).challenges[0]?.charge
 */
export function challengeClaim(results: Results): ChallengedClaim {
  const financial = results.appraisal.filter(({ view }) => view === 'financial');
  const longest = financial.find(({ span }) => span === 'whole-life') ?? financial[0];
  const challenges = [...effectChallenges(results), ...moneyChallenges(results), ...recordChallenges(results)];
  const bear = {
    claim: totalOf(results, 'financial', 'net'),
    npv: longest === undefined ? NOTHING : npvMoney(longest.npv),
  };
  const found = {
    claim: bear.claim.likely,
    left: leftOf(results),
    npv: bear.npv.likely,
    challenges: challenges.sort((a, b) => (b.takes ?? -1) - (a.takes ?? -1)),
  };
  return { ...found, said: claimWords(found, bear, results.program.currency) };
}

const NOTHING: Money = { low: null, likely: null, high: null };

/** Gains that finance has tied out, by their weakest specification, at the low unit value and share; every loss in full. */
function leftOf(results: Results): number | null {
  const cash = results.benefits.filter((benefit) => isFinancial(benefit.class));
  if (cash.length === 0) return null;
  const gains = carriersOf(results)
    .filter(({ benefit }) => benefit.cash_status === 'cash')
    .map((carrier) => {
      const { value, attribution } = carrier.benefit;
      const low = value === null || value.likely === 0 ? 1 : value.low / value.likely;
      const share = attribution === null || attribution.share === 0 ? 1 : attribution.low / attribution.share;
      return carrier.amount * (specificationShare(carrier) ?? 1) * low * share;
    });
  const losses = cash.flatMap(({ units }) =>
    units.flatMap(({ demonstrated, transition }) => [Math.min(0, demonstrated ?? 0), Math.min(0, transition ?? 0)]),
  );
  return [...gains, ...losses].reduce((total, amount) => total + amount, 0);
}
