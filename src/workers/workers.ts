import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { carryOut, type Order } from './carry-out.ts';

/** Work that a thread can do: a function that its module exports under its own name, of values that can be copied. */
export interface Task<Item, Result> {
  /** `import.meta.url` of that module. */
  module: string;
  run: (item: Item) => Result | Promise<Result>;
}

/** Does one task for many items at a time; what comes out does not depend on how many threads there are. */
export interface Workers {
  /** @returns results in the order of the items; rejects with an item's error */
  map<Item, Result>(task: Task<Item, Result>, items: readonly Item[]): Promise<Result[]>;
  /** Ends the threads; idle ones would keep the process alive. */
  close(): Promise<void>;
}

/** Does everything in the calling thread, one item after another. */
export const HERE: Workers = {
  async map({ run }, items) {
    const results = [];
    for (const item of items) results.push(await run(item));
    return results;
  },
  async close() {},
};

/**
 * Threads for work that is too much for one core. They start with the first work that pays for it, and stay for more. The calling
 * thread works, too, as soon as it has nothing else to do: what it has loaded and learnt serves the next order.
 *
 * @param threads  at most so many, the calling one among them; with one, everything is done there
 * @example const workers = openWorkers(2); const charts = await workers.map(DRAWING, specs); await workers.close()
 */
export function openWorkers(threads: number): Workers {
  // Threads run compiled code only: where TypeScript is run as it stands, there are none.
  return threads > 1 && import.meta.url.endsWith('.js') ? new Threads(threads) : HERE;
}

/**
 * Work with threads, which end with it.
 *
 * @param threads  as for `openWorkers`; null for one per core
 */
export async function withWorkers<T>(threads: number | null, work: (workers: Workers) => Promise<T>): Promise<T> {
  const workers = openWorkers(threads ?? availableParallelism());
  try {
    return await work(workers);
  } finally {
    await workers.close();
  }
}

/** A thread loads the task's modules anew, which takes as long as some dozens of charts. */
const PAYS_FROM = 64;

/** Neighbours are alike, and what a thread has learnt from one serves it for the next; but the last portion is waited for. */
const PORTIONS = 32;

/** What a thread made of which items of an order; or what went wrong. */
export type Answer = { id: number; made: [number, unknown][] } | { id: number; error: unknown };

class Threads implements Workers {
  private readonly started: Worker[] = [];
  private orders = 0;

  constructor(private readonly threads: number) {}

  async map<Item, Result>(task: Task<Item, Result>, items: readonly Item[]): Promise<Result[]> {
    if (this.started.length === 0 && items.length < PAYS_FROM) return HERE.map(task, items);
    while (this.started.length < this.threads - 1) {
      this.started.push(new Worker(new URL('./thread.js', import.meta.url)));
    }
    const id = ++this.orders;
    const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const portion = Math.ceil(items.length / PORTIONS);
    const order: Order = { id, module: task.module, name: task.run.name, items, portion, next };
    const answers = await Promise.all([...this.started.map((thread) => ask(thread, order)), carryOut(order, task.run)]);
    const results = new Array<Result>(items.length);
    for (const [at, result] of answers.flat()) results[at] = result as Result;
    return results;
  }

  async close(): Promise<void> {
    await Promise.all(this.started.map((thread) => thread.terminate()));
  }
}

function ask(thread: Worker, order: Order): Promise<[number, unknown][]> {
  return new Promise((resolve, reject) => {
    const hear = (answer: Answer) => {
      if (answer.id !== order.id) return;
      thread.off('message', hear);
      thread.off('error', reject);
      if ('error' in answer) reject(answer.error);
      else resolve(answer.made);
    };
    thread.on('message', hear);
    thread.on('error', reject);
    thread.postMessage(order);
  });
}
