import { countWords } from '../count-words.ts';
import type { Finding, Place, Severity } from '../finding.ts';
import type { ExtractEntry, LoadedProgram } from '../program/program.ts';
import type { RefusedFile } from './check-extracts.ts';
import type { Kind, LoadedFile } from './loaded-inputs.ts';
import { type ExpressionColumns, type PlannedFile, sqlOf } from './plan-file.ts';

/** Above this share of rejected records the rest may no longer be a fair picture. */
const REJECTED_SHARE = 0.05;

const DAY_MS = 86_400_000;

/** Names in a message before the rest is only counted. */
const NAMES_SHOWN = 10;

export interface LoadEvidence {
  program: LoadedProgram;
  refused: readonly RefusedFile[];
  files: readonly LoadedFile[];
  kinds: readonly Kind[];
  expressions: ExpressionColumns;
  /** First instant after the as-of day. */
  end: Date;
}

/**
 * What should a reader know of the extracts before believing a figure that is made from them?
 *
 * @returns refused files, then each file's own findings, duplicates, stale extracts, units without rows
 */
export function loadFindings(evidence: LoadEvidence): Finding[] {
  const { refused, files, kinds, expressions } = evidence;
  return [
    ...refused.map(({ entry, file, reason, detail }) =>
      finding('refused-file', 'fail', `is refused (${reason}): ${detail}`, { file }, entry),
    ),
    ...files.flatMap((file) => [...rowFindings(file), ...shapeFindings(file, expressions)]),
    ...kinds.flatMap(duplicateFindings),
    ...staleFindings(evidence),
    ...idleUnits(evidence),
  ];
}

function finding(code: string, severity: Severity, message: string, at: Place, entry?: ExtractEntry): Finding {
  return { code, severity, message, at, ...(entry?.owner ? { owner: entry.owner } : {}) };
}

function rowFindings({ entry, planned, input }: LoadedFile): Finding[] {
  if (planned === null) return [];
  const at = { file: input.file };
  const { records, rejected, flagged } = input;
  if (records === 0) return [finding('empty-extract', 'warn', 'holds a header and no records', at, entry)];
  const findings: Finding[] = [];
  const share = rejected / records;
  if (share > REJECTED_SHARE) {
    const message = `${rejected} of ${countWords(records, 'record')} ${areWord(rejected)} rejected (${percent(share)}): ${counted(input.rejects)}`;
    findings.push(finding('many-rejects', 'warn', message, at, entry));
  }
  if (flagged > 0) {
    const message = `${flagged} of ${countWords(records, 'record')} ${areWord(flagged)} kept with a flag: ${counted(input.flags)}`;
    findings.push(finding('flagged-rows', 'info', message, at, entry));
  }
  return findings;
}

function shapeFindings({ entry, planned, input }: LoadedFile, expressions: ExpressionColumns): Finding[] {
  if (planned === null) return [];
  const at = { file: input.file };
  const findings: Finding[] = [];
  const read = new Set(sqlOf(entry).flatMap((sql) => expressions.get(sql)!.map((name) => name.toLowerCase())));
  const unread = planned.bound.extra.filter((column) => !read.has(column.toLowerCase()));
  if (unread.length > 0)
    findings.push(finding('extra-columns', 'info', `columns not read: ${names(unread)}`, at, entry));
  const { absent } = planned.bound;
  if (absent.length > 0) findings.push(finding('absent-columns', 'info', `has no ${names(absent)}`, at, entry));
  if (endsOpen(planned)) {
    const message = 'the last line has no line end; a file that was cut can look like this';
    findings.push(finding('no-final-newline', 'info', message, at, entry));
  }
  return findings;
}

function endsOpen({ checked, records }: PlannedFile): boolean {
  return !checked.endsWithNewline && records > 0;
}

function duplicateFindings({ contract, duplicates }: Kind): Finding[] {
  const { groups, differing } = duplicates;
  if (differing === 0) return [];
  const message =
    `${differing} of ${countWords(groups, 'repeated key')} of ${contract.kind} ${differing === 1 ? 'comes' : 'come'} with different contents; ` +
    'of each the row in the latest state stands, then the fullest';
  return [finding('duplicates-differ', 'warn', message, {})];
}

function staleFindings({ program, files, kinds, end }: LoadEvidence): Finding[] {
  const spans = kinds.flatMap((kind) => kind.spans);
  return program.extracts.flatMap((entry) => {
    const days = kinds.find(({ contract }) => contract.kind === entry.kind)?.contract.staleAfterDays ?? null;
    const own = files.filter((file) => file.entry.index === entry.index && file.planned !== null);
    const ids = new Set(own.map(({ planned }) => planned!.fileId));
    const times = spans.filter((span) => ids.has(span.file_id)).map(({ newest }) => newest);
    const known = times.filter((time) => time !== null);
    if (days === null || known.length === 0) return [];
    const newest = Math.max(...known);
    const age = Math.floor((end.getTime() - newest) / DAY_MS);
    if (age <= days) return [];
    const message = `the newest record of ${entry.kind} is ${countWords(age, 'day')} old; more than ${countWords(days, 'day')} is stale`;
    return [finding('stale-extract', 'warn', message, { file: own.at(-1)!.input.file }, entry)];
  });
}

function idleUnits({ program, kinds }: LoadEvidence): Finding[] {
  const bearing = kinds.some(
    ({ contract, files }) => files.length > 0 && contract.fields.some((field) => field.isUnit),
  );
  if (!bearing) return [];
  const seen = new Set(kinds.flatMap(({ spans }) => spans.map(({ unit }) => unit)));
  return program.units
    .filter(({ id }) => !seen.has(id))
    .map(({ id }) => finding('unit-without-rows', 'warn', 'no row of any extract names this unit', { unit: id }));
}

function areWord(n: number): string {
  return n === 1 ? 'is' : 'are';
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}

function counted(counts: Record<string, number>): string {
  const rules = Object.entries(counts).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return rules.map(([rule, n]) => `${n} ${rule}`).join(', ');
}

function names(list: readonly string[]): string {
  const shown = list.slice(0, NAMES_SHOWN).map((name) => `«${name}»`);
  const rest = list.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}
