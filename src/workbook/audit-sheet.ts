import { CHALLENGES } from '../results/challenges.ts';
import type { Results } from '../results/schema.ts';
import { head, number, numberHead, row, text, word } from './cells.ts';
import { draftSheet, holdHead, SHEETS } from './sheet-draft.ts';
import type { Look } from './style.ts';
import type { Sheet } from './workbook.ts';

type Check = Results['audit'][number];

/** Where a check's result stands, for formulas that count them. */
export const RESULT_COLUMN = 3;

const LOOKS: Record<Check['result'], Look> = { pass: 'good', warn: 'concern', fail: 'concern', 'n/a': 'plain' };
/** Evidence beyond this is counted: the whole list stands in results.json. */
const NAMED = 8;

/** What would an auditor ask, what is the answer, and what would turn it to a pass? Gravest first. */
export function auditSheet(results: Results): Sheet {
  const lead =
    'Pass, warn, fail, or n/a where the question does not arise or cannot be answered. Evidence names figures of the sheet Figures, KPIs and files.';
  const draft = draftSheet(SHEETS.audit, [6, 34, 12, 62, 59], 'Audit checks', lead);
  draft.rows.push(
    row(numberHead('No.'), head('Challenge'), head('Result'), head('What would turn it to a pass'), head('Evidence')),
  );
  holdHead(draft, 2);
  const gravest = (['fail', 'warn', 'n/a', 'pass'] as const).flatMap((result) =>
    results.audit.filter((check) => check.result === result),
  );
  for (const { check, result, evidence, remedy } of gravest) {
    const more = evidence.length > NAMED ? [`and ${evidence.length - NAMED} more`] : [];
    draft.rows.push(
      row(
        number(check, 'count'),
        text(CHALLENGES[check - 1]!),
        word(result, LOOKS[result]),
        text(remedy === '' ? '–' : remedy),
        text([...evidence.slice(0, NAMED), ...more].join('\n') || '–', 'quiet'),
      ),
    );
  }
  return { ...draft, filter: { row: draft.frozen.rows, to: draft.rows.length } };
}
