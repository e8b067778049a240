import { parentPort } from 'node:worker_threads';
import { carryOut, type Order } from './carry-out.ts';
import type { Answer } from './workers.ts';

/** The other side of workers.ts. */
parentPort!.on('message', async (order: Order) => {
  const answer: Answer = await import(order.module)
    .then(({ [order.name]: run }) => carryOut(order, run))
    .then((made) => ({ id: order.id, made }))
    .catch((error: unknown) => ({ id: order.id, error }));
  parentPort!.postMessage(answer);
});
