import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Contract } from '../../src/contract/contract.ts';
import { parseContract } from '../../src/contract/parse-contract.ts';
import type { ExtractEntry, Program } from '../../src/program/program.ts';
import { Warehouse } from '../../src/warehouse/duckdb.ts';
import { type LoadReport, loadExtracts } from '../../src/warehouse/load.ts';

/** A program folder of its own, removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'realized-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function write(folder: string, files: Record<string, string | Uint8Array>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

export function entryOf(entry: Partial<ExtractEntry> & { kind: string }): ExtractEntry {
  const defaults = { index: 0, files: ['*.csv'], columns: {}, zone: null, delimiter: null, skip: [] };
  return { ...defaults, ifRefused: 'stop', until: null, source: null, owner: null, ...entry };
}

/** The part of a program that loading reads. */
export function loadingProgram(program: Partial<Program>): Program {
  const defaults = { timeZone: 'America/Chicago', roots: [], units: [], services: [], extracts: [] };
  return { ...defaults, ...program } as unknown as Program;
}

export interface Loaded extends LoadReport {
  /** Rows of a select over the warehouse; instants as `YYYY-MM-DD HH:MM:SS` in UTC. */
  rows(sql: string): Promise<Record<string, unknown>[]>;
}

/** Loads a folder in an instance of its own, and lets the test look at what came of it. */
export async function load(
  folder: string,
  program: Partial<Program>,
  contracts: readonly (Contract | string)[],
  asOf = '2026-11-24',
): Promise<Loaded> {
  const cache = join(folder, '.realized');
  mkdirSync(join(cache, 'tmp'), { recursive: true });
  const settings = { memoryLimit: '1GB', threads: 2, tempDirectory: join(cache, 'tmp') };
  const warehouse = await Warehouse.open(join(cache, 'warehouse.duckdb'), settings);
  try {
    const report = await loadExtracts(warehouse, {
      program: loadingProgram(program),
      programDirectory: folder,
      cache: join(folder, '.realized'),
      contracts: contracts.map((contract) =>
        typeof contract === 'string' ? parseContract(contract, 'c.yaml') : contract,
      ),
      asOf,
      report: () => undefined,
    });
    return { ...report, rows: (sql) => query(folder, sql) };
  } finally {
    await warehouse.close();
  }
}

/** Rows of a select over a folder's warehouse. */
export async function query(folder: string, sql: string): Promise<Record<string, unknown>[]> {
  const cache = join(folder, '.realized');
  const settings = { memoryLimit: '1GB', threads: 2, tempDirectory: join(cache, 'tmp') };
  const warehouse = await Warehouse.open(join(cache, 'warehouse.duckdb'), settings);
  try {
    const rows = await warehouse.rows<Record<string, unknown>>(sql);
    return rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, value instanceof Date ? instant(value) : value]),
      ),
    );
  } finally {
    await warehouse.close();
  }
}

function instant(value: Date): string {
  return value.toISOString().slice(0, 19).replace('T', ' ');
}
