import { unitName } from '../results/lookup.ts';
import type { Results } from '../results/schema.ts';
import { columnLetters } from './address.ts';
import { banner, computed, GAP, head, number, numberHead, row, text, word } from './cells.ts';
import { draftSheet, SHEETS, type SheetDraft } from './sheet-draft.ts';
import type { Sheet } from './workbook.ts';

const COLUMNS = [38, 28, 12, 12, 12, 12, 12, 70];

/** From which bytes, which seals and which tool was this workbook made? Enough to make it again, and to notice when it differs. */
export function provenanceSheet(results: Results): Sheet {
  const draft = draftSheet(
    SHEETS.provenance,
    COLUMNS,
    'Provenance',
    '`realized verify` makes this workbook again from the program folder and compares the bytes.',
  );
  addFacts(draft, results);
  addSeals(draft, results);
  addFiles(draft, results);
  addDefinitions(draft, results);
  return draft;
}

function addFacts({ rows }: SheetDraft, { program, run_id, as_of, ledger_head, tool_version }: Results): void {
  const facts = [
    ['Program', program.id],
    ['Data judged as of', as_of],
    ['Run', run_id],
    ['Ledger head before this run', ledger_head ?? 'no ledger'],
    ['Made by', `realized ${tool_version}`],
    ['Time zone', program.time_zone],
    ['Money', `${program.currency} at ${program.price_year} prices`],
  ];
  for (const [name, value] of facts) rows.push(row(word(name!), word(value!)));
}

function addSeals(draft: SheetDraft, results: Results): void {
  const { protocol, baselines } = results.seals;
  const { rows } = draft;
  rows.push(GAP, banner(text('Seals', 'section')));
  if (protocol === null && baselines.length === 0) {
    rows.push(banner(text('Nothing was sealed: the definitions, windows and values above are those of today.')));
    return;
  }
  rows.push(row(head('Sealed'), head('On'), numberHead('Version'), null, null, null, null, head('SHA-256')));
  const sealRow = (what: string, seal: { sealed_at: string; version: number; sha256: string }) =>
    row(text(what), word(seal.sealed_at), number(seal.version, 'count'), null, null, null, null, word(seal.sha256));
  if (protocol !== null) rows.push(sealRow('Protocol', protocol));
  for (const seal of baselines) rows.push(sealRow(`Baseline of ${unitName(results, seal.unit)}`, seal));
  for (const { group, path, sealed, now } of results.changes) {
    rows.push(
      row(
        text(`Changed since: ${group}`),
        text(path),
        null,
        null,
        null,
        null,
        null,
        text(`${sealed ?? 'absent'} → ${now ?? 'absent'}`),
      ),
    );
  }
}

function addFiles({ rows }: SheetDraft, { inputs }: Results): void {
  rows.push(GAP, banner(text('Extract files', 'section')));
  const counts = ['Bytes', 'Records', 'Loaded', 'Rejected', 'Skipped'];
  rows.push(row(head('File'), head('Kind'), ...counts.map(numberHead), head('SHA-256')));
  const first = rows.length + 1;
  for (const input of inputs) {
    const { file, kind, bytes, records, loaded, rejected, skipped, sha256 } = input;
    const numbers = [bytes, records, loaded, rejected, skipped].map((count) => number(count, 'count'));
    rows.push(row(text(file), text(kind), ...numbers, word(sha256)));
  }
  if (inputs.length === 0) return;
  const last = rows.length;
  const sums = (['bytes', 'records', 'loaded', 'rejected', 'skipped'] as const).map((key, i) => {
    const column = columnLetters(3 + i);
    const total = inputs.reduce((sum, one) => sum + one[key], 0);
    return computed(`SUM(${column}${first}:${column}${last})`, total, 'count', 'total');
  });
  rows.push(row(word('All files', 'total'), word('', 'total'), ...sums, word('', 'total')));
  const at = rows.length;
  rows.push(
    row(
      text('Records that are neither loaded, rejected nor skipped'),
      null,
      null,
      computed(`D${at}-E${at}-F${at}-G${at}`, 0, 'count'),
    ),
  );
}

function addDefinitions({ rows }: SheetDraft, { kpis }: Results): void {
  rows.push(GAP, banner(text('KPI definitions', 'section')));
  rows.push(row(head('KPI'), head('Definition'), null, null, null, null, null, head('SHA-256')));
  for (const { label, definition, sha256 } of kpis) {
    rows.push(row(text(label), word(definition), null, null, null, null, null, word(sha256)));
  }
}
