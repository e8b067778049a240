import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** What a piece of work took. */
export interface Usage {
  /** Seconds. */
  wall: number;
  cpu: number;
  /** Largest resident memory of its process. */
  peakMb: number;
}

/** Runs one task (task.ts) in a process of its own. */
export function measured(task: string, path: string, memoryLimit = '1GB'): Usage {
  const arguments_ = [join(import.meta.dirname, 'task.js'), task, path, memoryLimit];
  return JSON.parse(execFileSync(process.execPath, arguments_, { encoding: 'utf8', maxBuffer: 1 << 28 }));
}

/** Writes one row of a Markdown table. */
export function say(cells: readonly string[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}
