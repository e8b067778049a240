import { setImmediate } from 'node:timers/promises';

/** What each thread is asked to do: to take items, a few at a time, that no other has taken. */
export interface Order {
  /** Orders may overlap: an answer says to which it is. */
  id: number;
  module: string;
  name: string;
  items: readonly unknown[];
  /** How many it takes at a time. */
  portion: number;
  /** Holds the index of the next item. */
  next: Int32Array;
}

/**
 * A thread's part of an order.
 *
 * @param run  the task
 * @returns results with the index of their item
 */
export async function carryOut(
  { items, portion, next }: Order,
  run: (item: never) => unknown,
): Promise<[number, unknown][]> {
  const made: [number, unknown][] = [];
  for (;;) {
    // Other work that this thread has at hand comes first.
    await setImmediate();
    const from = Atomics.add(next, 0, portion);
    if (from >= items.length) return made;
    for (const [at, item] of items.slice(from, from + portion).entries())
      made.push([from + at, await run(item as never)]);
  }
}
