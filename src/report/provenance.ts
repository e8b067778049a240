import { formatCount, formatDay } from '../results/format.ts';
import type { Results } from '../results/schema.ts';
import { left, right, type Section } from './document.ts';

/** From which bytes and which tool this report was made: enough to make it again, and to notice when it differs. */
export function provenance(results: Results): Section {
  const { program, inputs, kpis } = results;
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
          { name: 'Money', text: `${program.currency} at ${program.price_year} prices` },
        ],
      },
      {
        kind: 'table',
        caption: 'Extract files by SHA-256',
        form: 'cards',
        columns: [left('File'), right('Bytes'), left('SHA-256')],
        rows: inputs.map(({ file, bytes, sha256 }) => [file, formatCount(bytes), [{ code: sha256 }]]),
      },
      {
        kind: 'table',
        caption: 'KPI definitions by SHA-256',
        form: 'cards',
        columns: [left('KPI'), left('Definition'), left('SHA-256')],
        rows: kpis.map(({ label, definition, sha256 }) => [label, [{ code: definition }], [{ code: sha256 }]]),
      },
    ],
  };
}
