import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
/** The compiled command's file. */
export const MAIN = join(root, 'build/src/cli/main.js');

/** The compiled command is what a user runs; `make test` builds it first. */
export const isBuilt = existsSync(MAIN);

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs `realized` with these words, as a shell would. */
export async function realized(words: readonly string[], environment: Record<string, string> = {}): Promise<Outcome> {
  return finished(start(words, environment));
}

/** Starts `realized` and lets the caller decide how it ends. */
export function start(words: readonly string[], environment: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [MAIN, ...words], { cwd: root, env: { ...process.env, ...environment } });
}

export function finished(child: ChildProcess): Promise<Outcome> {
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]!.setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  }
  return new Promise((done) => child.on('close', (code) => done({ code, ...texts })));
}

/** A fresh copy of a program folder of datasets/, with a place for its reports. */
export function copyOf(program: string): { directory: string; out: string } {
  const folder = mkdtempSync(join(tmpdir(), 'realized-end-'));
  const directory = join(folder, program);
  cpSync(join(root, 'datasets', program), directory, { recursive: true });
  return { directory, out: join(folder, 'reports') };
}
