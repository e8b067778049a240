import { draftClaims } from '../valuation/claim-benefits.ts';
import { readMoneyTables } from '../valuation/money-tables.ts';
import type { OpenProgram } from './open-program.ts';
import { readChanges } from './read-changes.ts';

/**
 * Do the files beside program.yaml read, and does every unit value fit its KPI? Asked before the extracts are loaded, so that a
 * slip in costs.csv is told in a second and not after the load.
 *
 * @throws `valuation.table`, `valuation.units`, and what `readChanges` throws, each with every problem of its file
 */
export function checkSideFiles({ program, kpis, texts }: OpenProgram): void {
  const textOf = (name: string | null) => (name === null ? null : texts[name]!);
  if (program.changes !== null) readChanges(texts[program.changes]!, program.changes, program);
  readMoneyTables(program, {
    costs: textOf(program.costs),
    prices: textOf(program.prices),
    exchange: textOf(program.exchange),
  });
  draftClaims(program, kpis);
}
