import { readdir, readFile, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { RealizedError } from '../errors.ts';
import { parseYaml } from '../yaml.ts';
import { PreviewServer, type PreviewState } from './preview-server.ts';
import type { Asked, Told } from './preview-worker.ts';
import type { RunOptions } from './run.ts';
import { watchFolders } from './watch-folders.ts';

export interface PreviewOptions extends RunOptions {
  /** 0 for a free one. */
  port: number;
}

export interface Preview {
  /** Where it is to be seen, such as `http://127.0.0.1:40123/`. */
  address: string;
  close: () => void;
}

/** How long to wait for another run that holds the program. */
const HELD_MS = 2000;

/**
 * A program's reports on a local page that follows its files.
 *
 * ```
 * a file changes ─ watchFolders ─┐                           ┌─ the frame: what is going on, or what is wrong and where
 *                                ├─ thread: runs what changed ┤
 * a page is asked for ───────────┘   (preview-room.ts)        └─ the report, drawn when it is looked at
 * ```
 *
 * Until the first run is there, the last published one is shown. Where the program does not run, the last good one stays.
 *
 * @throws `program.missing`; `usage.invalid` where the port cannot be had
 */
export async function preview(options: PreviewOptions): Promise<Preview> {
  const { directory, out, port, progress, ...run } = options;
  const declared = await declaredIn(directory);
  const published = await publishedRun(out, declared?.program ?? null);
  const state: PreviewState = { version: 0, words: 'Starting', problem: null };
  const drawn = new Map<string, string | Uint8Array | null>();
  const thread = new WorkingThread({ ...run, directory }, (stage, message) => {
    say(`Working: ${stage}, ${message}`);
  });

  const server = new PreviewServer({
    title: declared?.title ?? directory,
    state: () => state,
    report: async (file) => {
      if (state.version === 0) return published.has(file) ? readFile(published.get(file)!) : null;
      const known = drawn.get(file);
      if (known !== undefined) return known;
      const { version } = state;
      const content = await thread.ask({ ask: 'report', file });
      if (version === state.version) drawn.set(file, content);
      return content;
    },
  });
  const say = (words: string, problem = state.problem) => {
    Object.assign(state, { words, problem });
    server.tell();
  };

  let isRunning = false;
  let isStale = false;
  const runAgain = async () => {
    isStale = true;
    if (isRunning) return;
    isRunning = true;
    while (isStale) {
      isStale = false;
      await runOnce();
    }
    isRunning = false;
  };
  const runOnce = async () => {
    const began = performance.now();
    try {
      await thread.ask({ ask: 'run' });
      state.version += 1;
      drawn.clear();
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      say(`As the files were at ${now()}, found out in ${seconds} s. Neither published nor recorded.`, null);
    } catch (error) {
      const { message, code } = error as Failure;
      const shown =
        state.version > 0 ? 'the last good report' : published.size > 0 ? 'the last published run' : 'nothing';
      say(`Does not run as the files were at ${now()}; shown is ${shown}.`, message);
      if (code === 'warehouse.locked') setTimeout(runAgain, HELD_MS).unref();
    }
    progress('preview', state.problem ?? state.words);
  };

  const address = await server.listen(port).catch(async (error: unknown) => {
    await thread.end();
    throw error;
  });
  const unwatch = await watchFolders(await foldersOf(directory, declared?.roots ?? []), runAgain);
  void runAgain();
  const close = () => {
    unwatch();
    server.close();
    void thread.end();
  };
  return { address, close };
}

/** What stops a run, in words for the page. */
class Failure extends Error {
  readonly code: string;

  constructor({ message, hint, code }: Extract<Told, { tell: 'failed' }>) {
    super(`${message}\n\n${hint}`);
    this.code = code;
  }
}

/** The thread that works, so that the one that serves answers at once. */
class WorkingThread {
  readonly #worker: Worker;
  readonly #asked: { done: (content: string | Uint8Array | null) => void; fail: (error: Failure) => void }[] = [];

  constructor(workerData: Omit<PreviewOptions, 'progress' | 'out' | 'port'>, progress: PreviewOptions['progress']) {
    this.#worker = new Worker(new URL('./preview-worker.js', import.meta.url), { workerData });
    this.#worker.on('message', (told: Told) => {
      if (told.tell === 'progress') return progress(told.stage, told.message);
      const { done, fail } = this.#asked.shift()!;
      if (told.tell === 'failed') fail(new Failure(told));
      else done(told.tell === 'report' ? told.content : null);
    });
  }

  /** Answers come in the order of the questions. */
  ask(asked: Asked): Promise<string | Uint8Array | null> {
    return new Promise((done, fail) => {
      this.#asked.push({ done, fail });
      this.#worker.postMessage(asked);
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

const declaration = z.looseObject({
  program: z.string().regex(/^[a-z0-9_-]+(\/[a-z0-9_-]+)*$/),
  title: z.string(),
  roots: z.array(z.string()).default([]),
});

/** The little that must be known before the program is checked; null where not even that can be read. */
async function declaredIn(directory: string): Promise<z.infer<typeof declaration> | null> {
  const text = await readFile(join(directory, 'program.yaml'), 'utf8').catch((cause) => {
    throw new RealizedError('program.missing', { path: directory }, cause);
  });
  return parseYaml(text, 'program.yaml', declaration).value;
}

/** Reports of the last published run: name → path. */
async function publishedRun(out: string, program: string | null): Promise<ReadonlyMap<string, string>> {
  if (program === null) return new Map();
  const folder = join(out, program, 'latest');
  const names = await readdir(folder).catch(() => []);
  return new Map(names.filter((name) => /\.(html|pdf|xlsx)$/.test(name)).map((name) => [name, join(folder, name)]));
}

async function foldersOf(directory: string, roots: readonly string[]): Promise<string[]> {
  return Promise.all(
    [directory, ...roots.map((root) => resolve(directory, root))].map((folder) => realpath(folder).catch(() => folder)),
  );
}

function now(): string {
  return new Date().toTimeString().slice(0, 8);
}
