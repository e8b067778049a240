import type { ChallengedClaim } from './challenge.ts';
import { formatMoney } from './format.ts';
import { type Money, sayLike } from './money.ts';

/** What is attacked, and what would be left of it, in a sentence or two; amounts as their intervals bear. */
export function claimWords(
  { claim, left, npv, challenges }: Omit<ChallengedClaim, 'said'>,
  bear: { claim: Money; npv: Money },
  currency: string,
): string {
  const made = `${challenges.length === 1 ? 'One charge' : `${challenges.length} charges`} can be made`;
  if (claim === null || left === null) return `No cash is claimed. ${made} against the rest.`;
  const against = `${made} against the rest.`;
  const worth = npv === null ? '' : `, in a case whose net present value is ${sayLike(bear.npv, npv, currency)}`;
  if (claim <= 0)
    return `Net cash to date is ${sayLike(bear.claim, claim, currency)}${worth}: nothing is gained that could be taken away. ${against}`;
  return `${sayLike(bear.claim, claim, currency)} of net cash is claimed to date${worth}. By the least favourable defensible choices, with the register at its low and only what the ledger ties out, ${sayLike(bear.claim, left, currency)} is left. ${made}; their amounts overlap.`;
}

/** `takes $23,000 of it`, or nothing that can be counted in the cash to date. */
export function takesWords(takes: number | null, currency: string): string {
  return takes === null || Math.abs(takes) < 0.5 ? 'takes none of it' : `takes ${formatMoney(takes, currency)} of it`;
}
