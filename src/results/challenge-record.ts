import { challengeOf } from '../valuation/audit-table.ts';
import type { Challenge } from './challenge.ts';
import { formatCount, formatMoney } from './format.ts';
import { isFinancial } from './money.ts';
import type { Results } from './schema.ts';

/** Checks whose charge is made elsewhere, with its own amount. */
const MADE_ELSEWHERE = [2, 9, 18];

/** Charges against the record: checks that did not pass, what was decided too late, what was changed since. */
export function recordChallenges(results: Results): Challenge[] {
  return [...checks(results), ...seals(results)];
}

/** A check that did not pass, and the cash of the benefits that it concerns. */
function checks(results: Results): Challenge[] {
  return results.audit
    .filter(({ check, result }) => (result === 'fail' || result === 'warn') && !MADE_ELSEWHERE.includes(check))
    .map(({ check, result, remedy }) => {
      const concerned = results.benefits.filter(
        (benefit) => isFinancial(benefit.class) && benefit.checks.some((one) => one.startsWith(`${result}: ${check} `)),
      );
      const amount = concerned.reduce((total, { demonstrated }) => total + Math.max(0, demonstrated.likely ?? 0), 0);
      return {
        id: `check-${check}`,
        charge: `Audit check ${check} does not pass: ${challengeOf(check)}.`,
        facts: [`Result: ${result}.`, ...concerned.map(({ title }) => `It concerns ${title}.`)],
        takes: amount > 0 ? amount : null,
        answer: remedy,
      };
    });
}

function seals(results: Results): Challenge[] {
  const { seals: sealed, changes, change_effects: effects, program } = results;
  const late = sealed.protocol === null ? null : sealed.protocol.days_after_go_live;
  const facts = [
    ...(sealed.protocol === null
      ? ['No protocol is sealed: nothing shows what was decided before the outcome was known.']
      : []),
    ...(late !== null && late > 0
      ? [`The protocol was sealed ${formatCount(late)} ${late === 1 ? 'day' : 'days'} after the first go-live.`]
      : []),
    ...(sealed.baselines.length === 0 ? ['No baseline is sealed.'] : []),
    ...effects.flatMap(({ group, demonstrated }) =>
      demonstrated === null || demonstrated === 0
        ? []
        : [
            `${group} changed since the seal; with today's, the demonstrated cash would move by ${formatMoney(demonstrated, program.currency)}.`,
          ],
    ),
    ...(changes.length > 0 && effects.length === 0
      ? [`${changes.length} settings are otherwise today than they were sealed.`]
      : []),
  ];
  if (facts.length === 0) return [];
  return [
    {
      id: 'seals',
      charge: 'The rules were made, or changed, after the outcome could be seen.',
      facts,
      takes: null,
      answer: 'A seal from before go-live, and the reason for every change since, by name and date.',
    },
  ];
}
