/**
 * A sentence with gaps, as a catalogue of words holds it: `{n} of {x} are sealed`.
 *
 * A gap named `n` (or `n2`, …) takes a number; one with `=` before its name a word that nobody retells, such as an id; one with
 * `*` anything that nobody retells; any other takes whatever the catalogue can say, a name or a number.
 */
export interface SentencePattern {
  /** The words between the gaps; one more than there are gaps, the outer ones may be empty. */
  literals: string[];
  gaps: Gap[];
  /** In the other language, with the same gaps. */
  told: string;
  /** Letters that are fixed: of two patterns that fit, the one that says more is meant. */
  weight: number;
}

export interface Gap {
  name: string;
  kind: 'number' | 'one word' | 'as it stands' | 'words';
}

const GAP = /\{([=*]?)([a-z]+)(\d*)(?::[a-z]+)?\}/;
const KINDS: Record<string, Gap['kind']> = { '=': 'one word', '*': 'as it stands', '': 'words' };
const NUMBER = /^[−+-]?\d[\d,]*(?:\.\d+)?$/;

/** Is a key of the catalogue a sentence with gaps? */
export function hasGaps(key: string): boolean {
  return GAP.test(key);
}

export function sentencePattern(key: string, told: string): SentencePattern {
  const parts = key.split(new RegExp(GAP.source, 'g'));
  const literals = parts.filter((_, i) => i % 4 === 0);
  const gaps = literals.slice(1).map((_, i): Gap => {
    const [mark, word, digits] = parts.slice(i * 4 + 1, i * 4 + 4) as [string, string, string];
    return { name: word + digits, kind: word === 'n' ? 'number' : KINDS[mark]! };
  });
  return { literals, gaps, told, weight: literals.join('').length };
}

/**
 * The ways in which a text fills the gaps of a pattern, shortest first gap first.
 *
 * @param wanted  whether a gap may be filled so; asked often, so it must be quick
 * @example [...fillings('a, b, c', sentencePattern('{x}, {y}', ''), () => true)]  // [['a', 'b, c'], ['a, b', 'c']]
 */
export function* fillings(
  text: string,
  { literals, gaps }: SentencePattern,
  wanted: (piece: string, gap: Gap) => boolean,
): Generator<string[]> {
  if (!text.startsWith(literals[0]!)) return;
  yield* fill(0, literals[0]!.length, []);

  function* fill(gap: number, from: number, before: string[]): Generator<string[]> {
    const next = literals[gap + 1]!;
    const last = gap === gaps.length - 1;
    if (last) {
      const end = text.length - next.length;
      if (end <= from || !text.endsWith(next)) return;
      const piece = text.slice(from, end);
      if (may(piece, gaps[gap]!)) yield [...before, piece];
      return;
    }
    for (let at = text.indexOf(next, from + 1); at >= 0; at = text.indexOf(next, at + 1)) {
      const piece = text.slice(from, at);
      if (may(piece, gaps[gap]!)) yield* fill(gap + 1, at + next.length, [...before, piece]);
    }
  }

  function may(piece: string, gap: Gap): boolean {
    return fits(piece, gap) && wanted(piece, gap);
  }
}

function fits(piece: string, { kind }: Gap): boolean {
  return kind === 'number' ? NUMBER.test(piece) : kind !== 'one word' || !piece.includes(' ');
}
