/** As many items as there is room for, and how many there are besides. */
export interface Shortened<Item> {
  items: Item[];
  more: number;
}

/**
 * The first items of a list, and how many are left.
 *
 * @example shorten([1, 2, 3], 2, String)  // { items: ['1', '2'], more: 1 }
 */
export function shorten<From, To>(all: readonly From[], room: number, tell: (item: From) => To): Shortened<To> {
  return { items: all.slice(0, room).map(tell), more: Math.max(0, all.length - room) };
}

/**
 * A text of at most so many characters: shortened at a word where one ends in the last third, and then with «…».
 *
 * @example clip('Exam end to first final report', 20)  // 'Exam end to first…'
 */
export function clip(text: string, characters: number): string {
  const all = Array.from(text);
  const most = Math.floor(characters);
  if (all.length <= most) return text;
  const kept = all.slice(0, most - 1).join('');
  const word = kept.lastIndexOf(' ');
  return `${(word > (kept.length * 2) / 3 ? kept.slice(0, word) : kept).replace(/[\s,;:.]+$/, '')}…`;
}
