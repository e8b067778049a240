import type { Challenge } from '../results/challenge.ts';
import { takesWords } from '../results/challenge-words.ts';
import { formatDay } from '../results/format.ts';
import type { ChallengeOutcome } from './challenge.ts';

/** The case as a terminal tells it. */
export interface ToldChallenge {
  claim: string;
  basis: string;
  charges: (Pick<Challenge, 'charge' | 'facts' | 'answer'> & { takes: string })[];
}

/** How is the case against a claim said in a terminal? */
export function tellChallenge(outcome: ChallengeOutcome): ToldChallenge {
  const { challenges, runId, asOf, folder, currency } = outcome;
  return {
    claim: outcome.said,
    basis: `run ${runId}, as of ${formatDay(asOf)}${folder === null ? ', made for this and not published' : `, ${folder}`}`,
    charges: challenges.map(({ charge, facts, answer, takes }, i) => ({
      charge: `${i + 1}. ${charge}`,
      facts,
      answer,
      takes: takesWords(takes, currency),
    })),
  };
}
