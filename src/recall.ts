/**
 * Gives the answer of a pure function: one worked out before under the same question, or made now.
 *
 * @param kind     names the question
 * @param depends  all that decides the answer, in parts: plain JSON data that nobody changes later, or answers themselves
 * @param make     the answer, or a promise of it
 */
export type Recall = <T>(kind: string, depends: readonly unknown[], make: () => T) => T;

/** Remembers nothing. */
export const afresh: Recall = (_kind, _depends, make) => make();
