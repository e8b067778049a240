import { formatCount, formatDay, formatSigned } from '../results/format.ts';
import { addedSinceSeal, deploymentName, unitName } from '../results/lookup.ts';
import type { Results } from '../results/schema.ts';
import { type Block, left, right, type Section, type Table, type Text } from './document.ts';
import { sealHistory } from './seal-history.ts';

type Protocol = NonNullable<Results['seals']['protocol']>;
type Seal = Results['seals']['baselines'][number] | Protocol;

/** What was fixed when, what is otherwise today, and what that would be worth. */
export function seals(results: Results): Section {
  return {
    kind: 'section',
    id: 'seals',
    title: 'Seals, and what changed since',
    blocks: [
      { kind: 'paragraph', lead: true, text: sealSentence(results) },
      ...(results.changes.length === 0 ? [] : [effectsTable(results), changesTable(results), ...exceptions(results)]),
      ...sealsTable(results),
      ...sealHistory(results),
    ],
  };
}

/** When the rules were fixed and how much has moved since, in one sentence. */
export function sealSentence(results: Results): string {
  const { protocol } = results.seals;
  if (protocol === null) {
    return 'No protocol is sealed: nothing shows that definitions, windows and unit values were decided before the results were seen.';
  }
  const n = results.changes.length;
  const since =
    n === 0
      ? 'Nothing has changed since.'
      : `${n === 1 ? 'One thing has' : `${n} things have`} changed since; every figure here uses the sealed side.`;
  return `The protocol was sealed on ${sealDay(protocol)}, ${timing(protocol)}. ${since}`;
}

/** `3 days before the first go-live`. */
export function timing({ days_after_go_live: days }: Protocol): string {
  if (days === 0) return 'on the day of the first go-live';
  const size = Math.abs(days);
  return `${formatCount(size)} ${size === 1 ? 'day' : 'days'} ${days < 0 ? 'before' : 'after'} the first go-live`;
}

/** The day of a seal; one that a synthetic program declares says so. */
export function sealDay({ sealed_at, clock }: Seal): string {
  return `${formatDay(sealed_at.slice(0, 10))}${clock === 'declared' ? ' (declared)' : ''}`;
}

function effectsTable({ change_effects, program }: Results): Table {
  return {
    kind: 'table',
    caption: `What today’s side of each group of changes would do to the financial case, ${program.currency}`,
    form: 'cards',
    columns: [left('Changed'), right('Demonstrated to date'), right('NPV to date'), right('NPV, whole life')],
    rows: change_effects.map(({ group, demonstrated, npv, npv_whole_life }) => [
      group,
      formatSigned(demonstrated, 0),
      formatSigned(npv, 0),
      formatSigned(npv_whole_life, 0),
    ]),
  };
}

function changesTable({ changes }: Results): Table {
  return {
    kind: 'table',
    caption: 'What is otherwise today than it was sealed',
    form: 'cards',
    columns: [left('What'), left('Group'), left('Sealed, and used here'), left('Today')],
    rows: changes.map(({ path, group, sealed, now }): Text[] => [
      [{ code: path }],
      group,
      sealed ?? 'absent',
      now ?? 'absent',
    ]),
  };
}

/** Where the sealed side is not what counts. */
function exceptions(results: Results): Block[] {
  const has = (group: string) => results.changes.some((change) => change.group === group);
  const told = [
    ...(addedSinceSeal(results).length === 0
      ? []
      : [
          'What was added since is compared too, unsealed: no benefit counts that was not sealed, and no sealed window moves by it.',
        ]),
    ...(has('contracts') ? ['Contracts say how files are read: today’s are used, because the files follow them.'] : []),
    ...(has('rules') ? ['The rules of method are those of this version: it has no others.'] : []),
  ];
  return told.map((text) => ({ kind: 'paragraph', text }));
}

function sealsTable(results: Results): Block[] {
  const { protocol, baselines } = results.seals;
  const row = (name: string, seal: Seal): Text[] => [
    name,
    sealDay(seal),
    `${seal.version}`,
    seal.reason ?? '–',
    [{ code: seal.sha256 }],
  ];
  const rows = [
    ...(protocol === null ? [] : [row('Protocol', protocol)]),
    ...baselines.map((seal) =>
      row(`Baseline of ${deploymentName(results, seal.deployment)}, ${unitName(results, seal.unit)}`, seal),
    ),
  ];
  if (rows.length === 0) return [];
  const columns = [left('Seal'), left('Sealed'), left('Version'), left('Reason'), left('SHA-256')];
  return [{ kind: 'table', caption: 'Seals', form: 'cards', columns, rows }];
}
