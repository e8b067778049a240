import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe } from 'vitest';

const folder = resolve(import.meta.dirname, '../../../shared/reference');

/** Tests that need the reference values beside the repository; skipped, by name, where they are absent. */
export function describeWithReference(name: string, body: () => void): void {
  if (existsSync(folder)) describe(name, body);
  else describe.skip(`${name} (skipped: ../shared/reference is absent)`, body);
}

// biome-ignore lint/suspicious/noExplicitAny: reference files are read as they are, each test knows its own
export function referenceJson(path: string): any {
  return existsSync(folder) ? JSON.parse(readFileSync(join(folder, path), 'utf8')) : {};
}

/** A CSV without embedded commas, as columns by name. */
export function referenceColumns(path: string): Record<string, string[]> {
  if (!existsSync(folder)) return {};
  const [head, ...rows] = readFileSync(join(folder, path), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(',').map((cell) => cell.replace(/^"(.*)"$/, '$1')));
  return Object.fromEntries(head!.map((name, column) => [name, rows.map((row) => row[column]!)]));
}

/** A CSV without a header, as rows of numbers. */
export function referenceMatrix(path: string): number[][] {
  if (!existsSync(folder)) return [];
  return readFileSync(join(folder, path), 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(',').map(Number));
}
