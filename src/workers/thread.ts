import { parentPort } from 'node:worker_threads';
import type { Answer, Order } from './workers.ts';

/** The other side of workers.ts: one order at a time. */
parentPort!.on('message', async (order: Order) => {
  const answer: Answer = await carryOut(order).catch((error: unknown) => ({ error }));
  parentPort!.postMessage(answer);
});

async function carryOut({ module, name, items, portion, next }: Order): Promise<Answer> {
  const { [name]: run } = await import(module);
  const made: [number, unknown][] = [];
  const take = () => Atomics.add(next, 0, portion);
  for (let from = take(); from < items.length; from = take()) {
    for (const [at, item] of items.slice(from, from + portion).entries()) made.push([from + at, await run(item)]);
  }
  return { made };
}
