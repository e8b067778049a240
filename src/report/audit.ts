import { CHALLENGES } from '../results/challenges.ts';
import type { Results } from '../results/schema.ts';
import { type Inline, left, type Section, type Text } from './document.ts';

type Check = Results['audit'][number];

/** How many pieces of evidence a row names; the rest is counted. */
const NAMED = 4;

/** The audit checks of the run, gravest first; absent where the run made none. */
export function audit(results: Results): Section | null {
  if (results.audit.length === 0) return null;
  const of = (gravity: Check['result']) => results.audit.filter(({ result }) => result === gravity);
  return {
    kind: 'section',
    id: 'audit',
    title: 'Audit checks',
    blocks: [
      {
        kind: 'paragraph',
        lead: true,
        text: `${of('fail').length} fail, ${of('warn').length} warn, ${of('pass').length} pass, ${of('n/a').length} cannot be answered.`,
      },
      {
        kind: 'table',
        caption: 'What an auditor would ask',
        form: 'cards',
        columns: [left('Challenge'), left('Result'), left('What to do, and on what evidence')],
        rows: [...of('fail'), ...of('warn'), ...of('n/a'), ...of('pass')].map((check) => [
          `${check.check} ${CHALLENGES[check.check - 1]}`,
          [{ check: check.result }],
          answerWords(check),
        ]),
      },
    ],
  };
}

function answerWords({ evidence, remedy }: Check): Text {
  const more = evidence.length - NAMED;
  const named = evidence.slice(0, NAMED).map((one): Inline => ({ code: `${one} ` }));
  const words: Inline[] = [...(remedy === '' ? [] : [`${remedy} `]), ...named];
  if (more > 0) words.push({ quiet: `and ${more} more` });
  return words.length === 0 ? '–' : words;
}
