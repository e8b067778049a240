import { formatDay } from '../results/format.ts';
import { deploymentName, unitName } from '../results/lookup.ts';
import type { Results } from '../results/schema.ts';
import { type Block, left, type Table, type Text } from './document.ts';

type Replaced = Results['seals']['replaced'][number];

/** Seals that were replaced, why, and what that changed: both sides stay for ever. Nothing where none was. */
export function sealHistory(results: Results): Block[] {
  const { replaced } = results.seals;
  if (replaced.length === 0) return [];
  const rows = replaced.map((seal): Text[] => [
    `${nameOf(results, seal)}, version ${seal.version}`,
    `${formatDay(seal.sealed_at.slice(0, 10))}, replaced ${formatDay(seal.by.sealed_at.slice(0, 10))}`,
    seal.by.reason ?? 'no reason given',
    `${seal.changes.length}`,
    [{ code: seal.sha256 }],
  ]);
  const columns = [left('Seal'), left('Sealed'), left('Why it was replaced'), left('Changes'), left('SHA-256')];
  const table: Table = { kind: 'table', caption: 'Seals that were replaced', form: 'cards', columns, rows };
  return [table, ...replaced.flatMap((seal) => changesOf(results, seal))];
}

function changesOf(results: Results, seal: Replaced): Block[] {
  if (seal.changes.length === 0) return [];
  const name = nameOf(results, seal);
  const summary = `What version ${seal.by.version} of ${name} changed`;
  const table: Table = {
    kind: 'table',
    caption: summary,
    form: 'cards',
    columns: [left('What'), left(`Version ${seal.version}`), left(`Version ${seal.by.version}`)],
    rows: seal.changes.map(({ path, sealed, now }) => [[{ code: path }], sealed ?? 'absent', now ?? 'absent']),
  };
  return [{ kind: 'details', summary, blocks: [table] }];
}

function nameOf(results: Results, { deployment, unit }: Replaced): string {
  if (deployment === null || unit === null) return 'the protocol';
  return `the baseline of ${deploymentName(results, deployment)}, ${unitName(results, unit)}`;
}
