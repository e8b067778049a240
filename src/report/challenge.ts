import { challengeClaim } from '../results/challenge.ts';
import { takesWords } from '../results/challenge-words.ts';
import type { Results } from '../results/schema.ts';
import { left, right, type Section, type Text } from './document.ts';

/** The strongest honest case against the claim: each charge, what it would take, and what would answer it. */
export function challenge(results: Results): Section | null {
  const case_ = challengeClaim(results);
  if (results.benefits.length === 0 || case_.challenges.length === 0) return null;
  const { currency } = results.program;
  return {
    kind: 'section',
    id: 'challenge',
    title: 'The strongest case against it',
    blocks: [
      { kind: 'paragraph', lead: true, text: case_.said },
      {
        kind: 'table',
        caption: 'Charges, by what granting each alone takes off the net cash to date',
        form: 'cards',
        columns: [left('Charge'), right('Alone it'), left('What would answer it')],
        rows: case_.challenges.map(({ charge, facts, takes, answer }): Text[] => [
          [{ strong: charge }, ' ', { quiet: facts.join(' ') }],
          takesWords(takes, currency),
          answer,
        ]),
      },
    ],
  };
}
