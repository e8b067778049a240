import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

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
 * Threads for work that is too much for one core. They start with the first work that pays for it, and stay for more.
 *
 * @param threads  at most so many; with one, everything is done in the calling thread
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

/** What a thread is asked to do: to take items, a few at a time, that no other thread has taken. */
export interface Order {
  module: string;
  name: string;
  items: readonly unknown[];
  /** How many it takes at a time. */
  portion: number;
  /** Holds the index of the next item. */
  next: Int32Array;
}

/** What it made of which items; or what went wrong. */
export type Answer = { made: [number, unknown][] } | { error: unknown };

class Threads implements Workers {
  private readonly started: Worker[] = [];
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly threads: number) {}

  /** An answer does not say to which order it is, so each order waits for the one before. */
  map<Item, Result>(task: Task<Item, Result>, items: readonly Item[]): Promise<Result[]> {
    const turn = this.last.then(() => this.carryOut(task, items));
    this.last = turn.catch(() => {});
    return turn;
  }

  private async carryOut<Item, Result>(task: Task<Item, Result>, items: readonly Item[]): Promise<Result[]> {
    if (this.started.length === 0 && items.length < PAYS_FROM) return HERE.map(task, items);
    while (this.started.length < this.threads) this.started.push(new Worker(new URL('./thread.js', import.meta.url)));
    const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const portion = Math.ceil(items.length / PORTIONS);
    const order: Order = { module: task.module, name: task.run.name, items, portion, next };
    const results = new Array<Result>(items.length);
    // The others' answers are awaited where one fails, lest they be taken for answers to the next order.
    for (const answer of await Promise.allSettled(this.started.map((thread) => ask(thread, order)))) {
      if (answer.status === 'rejected') throw answer.reason;
      for (const [at, result] of answer.value) results[at] = result as Result;
    }
    return results;
  }

  async close(): Promise<void> {
    await Promise.all(this.started.map((thread) => thread.terminate()));
  }
}

function ask(thread: Worker, order: Order): Promise<[number, unknown][]> {
  return new Promise((resolve, reject) => {
    thread.once('error', reject);
    thread.once('message', (answer: Answer) => {
      thread.off('error', reject);
      if ('error' in answer) reject(answer.error);
      else resolve(answer.made);
    });
    thread.postMessage(order);
  });
}
