import type { Results } from '../results/schema.ts';
import { left, type Section } from './document.ts';

/** What an auditor would ask, by number. */
const CHALLENGES = [
  'Moved baseline',
  'Cherry-picked window',
  'Regression to the mean',
  'Season, trend or concurrent change',
  'Changed definition or clock',
  'Dropped rows, censored items',
  'Case mix',
  'Double counting, attribution over 100 %',
  'Capacity booked as cash, minutes × wage',
  'Average for marginal cost',
  'One-off as recurring',
  'Disbenefits, dual running, legacy cost left out',
  'Real/nominal mix, horizon beyond contract',
  'No uncertainty, no switching value',
  'Only winners shown',
  'Decay',
  'Gaming',
  'Significant but below the important change',
  'Named owner missing',
  'Cannot be re-performed',
  'Small cells or identifiers exposed',
];

const GRAVITY: Results['audit'][number]['result'][] = ['fail', 'warn', 'pass', 'n/a'];

/** The audit checks of the run, gravest first; absent where the run made none. */
export function audit(results: Results): Section | null {
  if (results.audit.length === 0) return null;
  const ordered = GRAVITY.flatMap((gravity) => results.audit.filter(({ result }) => result === gravity));
  const count = (result: (typeof GRAVITY)[number]) => results.audit.filter((one) => one.result === result).length;
  return {
    kind: 'section',
    id: 'audit',
    title: 'Audit checks',
    blocks: [
      { kind: 'paragraph', lead: true, text: `${count('fail')} fail, ${count('warn')} warn, ${count('pass')} pass.` },
      {
        kind: 'table',
        caption: 'What an auditor would ask',
        form: 'cards',
        columns: [left('Challenge'), left('Result'), left('Evidence'), left('What to do')],
        rows: ordered.map(({ check, result, evidence, remedy }) => [
          `${check} ${CHALLENGES[check - 1]}`,
          [{ check: result }],
          evidence.join(' ') || '–',
          remedy || '–',
        ]),
      },
    ],
  };
}
