import { formatCount, formatDay } from '../results/format.ts';
import type { Results } from '../results/schema.ts';
import { type Block, left, right, type Section, type Table } from './document.ts';

/** From which bytes and which tool this report was made: enough to make it again, and to notice when it differs. */
export function provenance(results: Results): Section {
  return {
    ...origin(results),
    blocks: [...origin(results).blocks, filesBlock(results), definitionsBlock(results)],
  };
}

/** The same in short: the program, the day, the run. */
export function origin(results: Results): Section {
  const { program } = results;
  return {
    kind: 'section',
    id: 'provenance',
    title: 'Provenance',
    blocks: [
      {
        kind: 'facts',
        facts: [
          { name: 'Program', text: [{ code: program.id }] },
          { name: 'Data judged as of', text: formatDay(results.as_of) },
          { name: 'Run', text: [{ code: results.run_id }] },
          {
            name: 'Ledger head before this run',
            text: results.ledger_head === null ? 'no ledger' : [{ code: results.ledger_head }],
          },
          { name: 'Made by', text: `realized ${results.tool_version}` },
          { name: 'Time zone', text: program.time_zone },
          { name: 'Small counts of people', text: privacyWords(program.privacy) },
          { name: 'Money', text: `${program.currency} at ${program.price_year} prices` },
        ],
      },
    ],
  };
}

function privacyWords({ smallest_count: smallest, reason }: Results['program']['privacy']): string {
  const rule =
    smallest === 1 ? 'all are shown' : smallest === 2 ? '1 is withheld' : `1 to ${smallest - 1} are withheld`;
  return reason === null ? rule : `${rule}: ${reason}`;
}

/** How many rows of hashes stand open; a longer list is folded. */
const OPEN_ROWS = 12;

function filesBlock({ inputs }: Results): Block {
  const table: Table = {
    kind: 'table',
    caption: 'Extract files by SHA-256',
    form: 'dense',
    columns: [left('File'), right('Bytes'), left('SHA-256')],
    rows: inputs.map(({ file, bytes, sha256 }) => [file, formatCount(bytes), [{ code: sha256 }]]),
  };
  return folded(table, `${formatCount(inputs.length)} extract files by SHA-256`);
}

function definitionsBlock({ kpis }: Results): Block {
  const table: Table = {
    kind: 'table',
    caption: 'KPI definitions by SHA-256',
    form: 'cards',
    columns: [left('KPI'), left('Definition'), left('SHA-256')],
    rows: kpis.map(({ label, definition, sha256 }) => [label, [{ code: definition }], [{ code: sha256 }]]),
  };
  return folded(table, `${formatCount(kpis.length)} KPI definitions by SHA-256`);
}

function folded(table: Table, summary: string): Block {
  return table.rows.length <= OPEN_ROWS ? table : { kind: 'details', summary, blocks: [table] };
}
