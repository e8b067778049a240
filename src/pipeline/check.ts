import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countWords } from '../count-words.ts';
import type { Finding } from '../finding.ts';
import { keyFindings } from '../warehouse/key-findings.ts';
import { checkSideFiles } from './check-side-files.ts';
import { openProgram } from './open-program.ts';
import { loadProgram, measureProgram, type WarehouseOptions, withPreparedWarehouse } from './use-warehouse.ts';

export interface CheckOutcome {
  program: string;
  asOf: string;
  files: number;
  records: number;
  rejected: number;
  /** Observations by KPI entry. */
  kpis: { id: string; observations: number }[];
  findings: Finding[];
}

/**
 * Is a program right, from its configuration to the last KPI? Nothing of it is written.
 *
 * The extracts are loaded whole into a folder that is thrown away, so that every finding of a run is there before the run.
 *
 * @throws what `run` would: `program.invalid` with every problem, `valuation.table` for a table beside program.yaml,
 *         `extract.refused` with every file
 */
export async function check(options: {
  directory: string;
  asOf: string | null;
  progress: WarehouseOptions['progress'];
}): Promise<CheckOutcome> {
  const open = await openProgram(options.directory, options.asOf);
  checkSideFiles(open);
  const cache = await mkdtemp(join(tmpdir(), 'realized-check-'));
  try {
    const work = { memoryLimit: '2GB', threads: null, cache, progress: options.progress };
    const loaded = await loadProgram(open, work);
    const { measured, findings } = await measureProgram(open, work);
    const keys = await withPreparedWarehouse(open, work, (warehouse) => keyFindings(warehouse, open.catalogue));
    const sum = (key: 'records' | 'rejected') => loaded.inputs.reduce((total, input) => total + input[key], 0);
    return {
      program: open.program.id,
      asOf: open.asOf,
      files: loaded.inputs.length,
      records: sum('records'),
      rejected: sum('rejected'),
      kpis: measured.map(({ kpi, waterfall }) => ({ id: kpi, observations: waterfall.at(-1)?.n ?? 0 })),
      findings: [...loaded.findings, ...findings, ...keys],
    };
  } finally {
    await rm(cache, { recursive: true, force: true });
  }
}

/** What a check has found, for a terminal: findings that forbid or weaken a claim one by one, the rest as a count. */
export function checkSummary({ program, asOf, files, records, rejected, kpis, findings }: CheckOutcome): string {
  const grave = findings.filter(({ severity }) => severity !== 'info');
  const place = ({ at }: Finding) => [at.file, at.line, at.kpi, at.unit, at.period].filter(Boolean).join(' ');
  return [
    `${program}, as of ${asOf}: ${countWords(files, 'file')}, ${countWords(records, 'record')}, ${rejected} rejected with their reasons`,
    ...kpis.map(({ id, observations }) => `  ${id}: ${countWords(observations, 'observation')}`),
    ...grave.map((finding) => `${finding.severity}  ${finding.code}  ${place(finding)}  ${finding.message}`),
    `${grave.length} to look at, ${findings.length - grave.length} for the record`,
  ].join('\n');
}
