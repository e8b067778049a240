import { parentPort, workerData } from 'node:worker_threads';
import { namingFullDisk, RealizedError } from '../errors.ts';
import { PreviewRoom } from './preview-room.ts';
import type { ProduceOptions } from './produce-run.ts';

/** What the thread that serves asks of the one that works. */
export type Asked = { ask: 'run' } | { ask: 'report'; file: string };

/** What comes back: progress on the way, and in the end one answer to each question, in their order. */
export type Told =
  | { tell: 'progress'; stage: string; message: string }
  | { tell: 'done' }
  | { tell: 'report'; content: string | Uint8Array | null }
  | { tell: 'failed'; message: string; hint: string; code: string };

const port = parentPort!;
const room = new PreviewRoom({
  ...(workerData as Omit<ProduceOptions, 'progress'>),
  progress: (stage, message) => tell({ tell: 'progress', stage, message }),
});

let last: Promise<void> = Promise.resolve();
port.on('message', (asked: Asked) => {
  last = last.then(() => answer(asked)).catch((error: unknown) => tell(failure(error)));
});

async function answer(asked: Asked): Promise<void> {
  if (asked.ask === 'report') return tell({ tell: 'report', content: await room.report(asked.file) });
  await room.runAgain();
  tell({ tell: 'done' });
}

function failure(thrown: unknown): Told {
  const error = namingFullDisk(thrown);
  if (error instanceof RealizedError) {
    return { tell: 'failed', message: error.message, hint: error.hint, code: error.code };
  }
  const hint = 'this is a defect in realized, not in your data; please report it';
  return { tell: 'failed', message: error instanceof Error ? error.stack! : String(error), hint, code: 'defect' };
}

function tell(told: Told): void {
  port.postMessage(told);
}
