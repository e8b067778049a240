import { createHash } from 'node:crypto';

/**
 * What a process that runs a program again and again has worked out already.
 *
 * An answer is kept under a hash of everything that it depends on, so it holds as long as it is found. It is forgotten at the
 * end of a round that asked questions of its kind and not this one.
 *
 * @example memory.recall('double', 21, () => 42)  // 42; made once
 */
export class Memory {
  readonly #kinds = new Map<string, { now: Map<string, unknown>; before: ReadonlyMap<string, unknown> }>();
  /** What the landed rows were loaded from. */
  landed: unknown = null;
  /** How the cache's database was left by this process; null before it was used. */
  cacheStamp: string | null = null;

  /**
   * @param kind     tells questions of different kinds apart
   * @param depends  plain JSON data: all that decides the answer
   * @param make     the answer, or a promise of it; one that fails is asked for again
   */
  recall<T>(kind: string, depends: unknown, make: () => T): T {
    const { now, before } = this.#kinds.get(kind) ?? { now: new Map<string, unknown>(), before: new Map() };
    this.#kinds.set(kind, { now, before });
    const key = createHash('sha256').update(JSON.stringify(depends)).digest('base64');
    const known = now.get(key) ?? before.get(key);
    const answer = known === undefined ? make() : (known as T);
    now.set(key, answer);
    if (known === undefined && answer instanceof Promise) answer.catch(() => now.delete(key));
    return answer;
  }

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
}
