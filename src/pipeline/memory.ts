import { createHash } from 'node:crypto';
import type { Recall } from '../recall.ts';

/**
 * What a process that runs a program again and again has worked out already.
 *
 * An answer is kept under a hash of everything that it depends on, so it holds as long as it is found. It is forgotten at the
 * end of a round that asked questions of its kind and not this one: no more is kept than what the last round used.
 *
 * @example memory.recall('double', [21], () => 42)  // 42; made once
 */
export class Memory {
  readonly #kinds = new Map<string, { now: Map<string, unknown>; before: ReadonlyMap<string, unknown> }>();
  /** Large parts are asked about again and again: each is hashed once. An answer has the hash of its question. */
  readonly #hashes = new WeakMap<object, string>();
  /** What the landed rows were loaded from. */
  landed: unknown = null;
  /** How the cache's database was left by this process; null before it was used. */
  cacheStamp: string | null = null;

  /** An answer that fails is asked for again. */
  readonly recall: Recall = (kind, depends, make) => {
    const { now, before } = this.#kinds.get(kind) ?? { now: new Map<string, unknown>(), before: new Map() };
    this.#kinds.set(kind, { now, before });
    const key = hashOf([kind, ...depends.map((part) => this.#hashOfPart(part))]);
    const known = now.get(key) ?? before.get(key);
    const answer = known === undefined ? make() : (known as ReturnType<typeof make>);
    now.set(key, answer);
    if (known !== undefined) return answer;
    if (!(answer instanceof Promise)) this.#name(answer, key);
    else {
      answer.then(
        (one) => this.#name(one, key),
        () => now.delete(key),
      );
    }
    return answer;
  };

  /** Forgets all answers of a kind. */
  forget(kind: string): void {
    this.#kinds.delete(kind);
  }

  /** Ends a round: of the kinds that it asked about, the answers that it asked for are kept. */
  nextRound(): void {
    for (const [kind, { now }] of this.#kinds) {
      if (now.size > 0) this.#kinds.set(kind, { now: new Map(), before: now });
    }
  }

  #hashOfPart(part: unknown): string {
    if (typeof part !== 'object' || part === null) return JSON.stringify(part);
    const known = this.#hashes.get(part);
    if (known !== undefined) return known;
    const hash = hashOf(part);
    this.#hashes.set(part, hash);
    return hash;
  }

  #name(answer: unknown, key: string): void {
    if (typeof answer === 'object' && answer !== null && !this.#hashes.has(answer)) this.#hashes.set(answer, key);
  }
}

function hashOf(data: unknown): string {
  return createHash('sha256').update(JSON.stringify(data)).digest('base64');
}
