import { parentPort } from 'node:worker_threads';
import type { Answer, Order } from './workers.ts';

/** The other side of workers.ts: one order at a time. */
parentPort!.on('message', async (order: Order) => {
  const answer: Answer = await carryOut(order).catch((error: unknown) => ({ error }));
  parentPort!.postMessage(answer);
});

async function carryOut({ module, name, items, next }: Order): Promise<Answer> {
  const { [name]: run } = await import(module);
  const made: [number, unknown][] = [];
  for (let at = Atomics.add(next, 0, 1); at < items.length; at = Atomics.add(next, 0, 1)) {
    made.push([at, await run(items[at])]);
  }
  return { made };
}
