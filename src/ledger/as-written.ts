import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LedgerEntry } from '../baseline/ledger-entry.ts';
import { LEDGER_FILE } from './ledger.ts';
import { SEALS_FOLDER } from './seals.ts';

/**
 * Which record files are not byte for byte as they were written?
 *
 * The hashes of ledger and seals cover what they say. A byte can change without changing that (`1e5` and `1E5` are one
 * number), so the files are also held against their own text written again.
 *
 * @param ledger  as read, its chain whole and its seals as recorded
 * @returns paths below the program folder; none where every byte stands
 */
export async function notAsWritten(programDirectory: string, ledger: readonly LedgerEntry[]): Promise<string[]> {
  const seals = ledger
    .filter(({ kind }) => kind.endsWith('-seal'))
    .map(({ data }) => `${SEALS_FOLDER}/${data['file']}`);
  const wrong: string[] = [];
  if (ledger.length > 0) {
    const written = ledger.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    if ((await textOf(LEDGER_FILE)) !== written) wrong.push(LEDGER_FILE);
  }
  for (const file of seals) {
    const text = await textOf(file);
    if (text !== `${JSON.stringify(JSON.parse(text), null, 2)}\n`) wrong.push(file);
  }
  return wrong;

  function textOf(file: string): Promise<string> {
    return readFile(join(programDirectory, file), 'utf8');
  }
}
