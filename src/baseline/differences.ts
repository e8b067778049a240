/** One place in which two values differ; undefined where one of them has nothing there. */
export interface Difference {
  /** Keys joined by dots; members of lists are named by their id, file or name. */
  path: string;
  sealed: unknown;
  now: unknown;
}

/**
 * Where do two plain values differ?
 *
 * Lists of things that have a name are compared by name, so that a new entry does not shift the rest.
 *
 * @returns one difference per leaf, in the order of the paths
 * @example differences({ a: [{ id: 'x', n: 1 }] }, { a: [{ id: 'x', n: 2 }] })  // [{ path: 'a.x.n', sealed: 1, now: 2 }]
 */
export function differences(sealed: unknown, now: unknown, path = ''): Difference[] {
  const [left, right] = [membersOf(sealed), membersOf(now)];
  if (left === null || right === null) {
    return JSON.stringify(sealed ?? null) === JSON.stringify(now ?? null) ? [] : [{ path, sealed, now }];
  }
  const keys = [...new Set([...left.keys(), ...right.keys()])];
  return keys.flatMap((key) => differences(left.get(key), right.get(key), path === '' ? key : `${path}.${key}`));
}

/**
 * A value as text: what has a name by its name; what is too long to print by its first line.
 *
 * @example toldValue({ id: 'pacs', title: 'PACS' }, 120)  // 'PACS'
 */
export function toldValue(value: unknown, longest: number): string {
  const { title, label, site, department } = value as Record<string, string | null | undefined>;
  const name = title ?? label ?? (site === undefined ? null : `${site} ${department}`);
  const text = name ?? (typeof value === 'string' ? value : JSON.stringify(value));
  const line = text.split('\n')[0]!;
  return line.length < text.length || line.length > longest ? `${line.slice(0, longest)} …` : line;
}

/** The named members of a mapping or list; null for a leaf. */
function membersOf(value: unknown): Map<string, unknown> | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  return new Map(value.map((member, i) => [nameOf(member) ?? String(i), member]));
}

function nameOf(member: unknown): string | null {
  if (typeof member !== 'object' || member === null) return null;
  for (const key of ['id', 'file', 'name']) {
    const name = (member as Record<string, unknown>)[key];
    if (typeof name === 'string') return name;
  }
  return null;
}
