import type { ChallengedClaim } from './challenge.ts';
import { formatMoney } from './format.ts';

/** What is attacked, and what would be left of it, in a sentence or two. */
export function claimWords({ claim, left, npv, challenges }: ChallengedClaim, currency: string): string {
  const say = (amount: number) => formatMoney(amount, currency);
  const made = `${challenges.length === 1 ? 'One charge' : `${challenges.length} charges`} can be made`;
  if (claim === null || left === null) return `No cash is claimed. ${made} against the rest.`;
  const worth = npv === null ? '' : `, in a case whose net present value is ${say(npv)}`;
  return `${say(claim)} of net cash is claimed to date${worth}. By the least favourable defensible choices, with the register at its low and only what the ledger ties out, ${say(left)} is left. ${made}; their amounts overlap.`;
}

/** `takes $23,000 of it`, or nothing that can be counted in the cash to date. */
export function takesWords(takes: number | null, currency: string): string {
  return takes === null || Math.abs(takes) < 0.5 ? 'takes none of it' : `takes ${formatMoney(takes, currency)} of it`;
}
