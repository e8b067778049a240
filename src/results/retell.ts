import { localNumbers, type NumberWords } from './local-numbers.ts';
import { fillings, type Gap, hasGaps, type SentencePattern, sentencePattern } from './sentence-pattern.ts';

/** All words of one language: English sentence, with gaps or without, and what it is in that language. */
export interface Catalogue {
  numbers: NumberWords;
  /** By where they occur; the groups mean nothing to the machine. */
  sentences: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A retold text, and how many of its letters no catalogue knows: 0 where all is told. */
export interface Retold {
  text: string;
  unknown: number;
}

/**
 * Tells finished English texts in another language.
 *
 * The English sentence is its own key: looked up as it stands, then as a sentence with gaps, whose fillings are told in turn, the
 * one with most fixed letters first; then sentence by sentence. A text that the catalogue does not know stays as it is.
 *
 * @param own  texts that are somebody's own words: names, titles, owners
 * @returns a function that remembers what it told
 * @source GNU gettext, where the message in the source language is the key of its translation
 * @example reteller(german, new Set())('3 weeks')  // { text: '3 Wochen', unknown: 0 }
 */
export function reteller(catalogue: Catalogue, own: ReadonlySet<string>): (text: string) => Retold {
  const { exact, patterns } = compiled(catalogue);
  const known = new Map<string, string | null>();

  /** Null where a part of the text is unknown. */
  function whole(text: string): string | null {
    const before = known.get(text);
    if (before !== undefined) return before;
    const told = attempt(text);
    known.set(text, told);
    return told;
  }

  function attempt(text: string): string | null {
    if (own.has(text)) return text;
    const same = exact.get(text) ?? localNumbers(text, catalogue.numbers);
    if (same !== null && same !== undefined) return same;
    if (isCode(text) || isCutShort(text)) return text;
    for (const [first, others] of sentences(text)) {
      const before = whole(first);
      const after = before === null ? null : whole(others);
      if (after !== null) return `${before} ${after}`;
    }
    for (const pattern of patterns(text)) {
      for (const pieces of fillings(text, pattern, mayFill)) {
        const told = tellGaps(pieces, pattern);
        if (told !== null) return filled(pattern, told);
      }
    }
    const lower = decapitalized(text);
    const stopped = text.endsWith('.') ? whole(text.slice(0, -1)) : null;
    if (stopped !== null) return `${stopped}.`;
    const uncapitalized = lower === text ? null : whole(lower);
    return uncapitalized === null ? null : capitalized(uncapitalized);
  }

  /** No gap takes the end of one sentence and the begin of another, except where somebody wrote both. */
  function mayFill(piece: string, { kind }: Gap): boolean {
    return kind !== 'words' || own.has(piece) || piece.search(SENTENCE_END) < 0;
  }

  function tellGaps(pieces: readonly string[], { gaps }: SentencePattern): string[] | null {
    const told: string[] = [];
    for (const [i, piece] of pieces.entries()) {
      const one = tellGap(piece, gaps[i]!);
      if (one === null) return null;
      told.push(one);
    }
    return told;
  }

  function tellGap(piece: string, { kind }: Gap): string | null {
    return kind === 'one word' || kind === 'as it stands' ? piece : whole(piece);
  }

  /** Somebody's own words of which there was no room for all. */
  function isCutShort(text: string): boolean {
    const start = text.endsWith('…') ? text.slice(0, -1) : '';
    return start.length > 0 && [...own].some((one) => one.startsWith(start) || start.startsWith(`${one},`));
  }

  /** As much of the text as is known: of a sentence its frame, of several each that is. */
  function partly(text: string): Retold {
    const parts = text.split(SENTENCE_END);
    if (parts.length > 1) return sum(parts.map(retell));
    let best: Retold = { text, unknown: text.length };
    for (const pattern of patterns(text)) {
      const [pieces] = fillings(text, pattern, () => true);
      if (pieces === undefined) continue;
      const told = pieces.map((piece, i) => tellGap(piece, pattern.gaps[i]!));
      const unknown = pieces.reduce((letters, piece, i) => letters + (told[i] === null ? piece.length : 0), 0);
      if (unknown < best.unknown) {
        best = {
          text: filled(
            pattern,
            pieces.map((piece, i) => told[i] ?? piece),
          ),
          unknown,
        };
      }
    }
    return best;
  }

  function retell(text: string): Retold {
    const [, head, body, tail] = /^(\s*)(.*?)(\s*)$/s.exec(text) as unknown as [string, string, string, string];
    const told = whole(body);
    const { text: middle, unknown } = told === null ? partly(body) : { text: told, unknown: 0 };
    return { text: `${head}${middle}${tail}`, unknown };
  }
  return retell;
}

/** Between two sentences: a space behind what ends one, before anything but a small letter. */
const SENTENCE_END = /(?<=[.!?…]) (?=[^\p{Ll}])/gu;

function* sentences(text: string): Generator<[first: string, others: string]> {
  for (const { index } of text.matchAll(SENTENCE_END)) yield [text.slice(0, index), text.slice(index + 1)];
}

function sum(parts: readonly Retold[]): Retold {
  return {
    text: parts.map(({ text }) => text).join(' '),
    unknown: parts.reduce((letters, { unknown }) => letters + unknown, 0),
  };
}

function filled({ told, gaps }: SentencePattern, pieces: readonly string[]): string {
  const byName = new Map(gaps.map(({ name }, i) => [name, pieces[i]!]));
  return told.replace(/\{([a-z]+\d*)(?::([a-z]+))?\}/g, (_, name: string, form?: string) =>
    formed(byName.get(name) ?? '', form),
  );
}

function decapitalized(text: string): string {
  const [first = ''] = text;
  return first.toLowerCase() + text.slice(first.length);
}

function capitalized(text: string): string {
  const [first = ''] = text;
  return first.toUpperCase() + text.slice(first.length);
}

/** `dative`: a German plural behind a number takes an n: «3 Tage», «nach 3 Tagen». */
function formed(text: string, form: string | undefined): string {
  return form === 'dative' && !/^1 /.test(text) ? text.replace(/(\d \p{L}+e[lr]?)$/u, '$1n') : text;
}

/** Ids, grades, paths, hashes, instants and the like: no spaces, and a mark that no word has. */
function isCode(text: string): boolean {
  return (
    /^[A-Z]$|^[A-Z]+-\d+$|^[0-9a-f]{12,}$|^\d{4}-\d\d-\d\dT\S+$/.test(text) ||
    /^\S+[_/@\\.:]\S+$|^[_/@\\]\S+$/.test(text)
  );
}

interface Compiled {
  exact: ReadonlyMap<string, string>;
  /** The sentences with gaps that a text may be, those with most fixed letters first. */
  patterns: (text: string) => readonly SentencePattern[];
}

const COMPILED = new WeakMap<Catalogue, Compiled>();

function compiled(catalogue: Catalogue): Compiled {
  const before = COMPILED.get(catalogue);
  if (before !== undefined) return before;
  const entries = Object.values(catalogue.sentences).flatMap((group) => Object.entries(group));
  const exact = new Map(entries.filter(([key]) => !hasGaps(key)));
  const all = entries.filter(([key]) => hasGaps(key)).map(([key, told]) => sentencePattern(key, told));
  const byFirstWord = new Map<string, SentencePattern[]>();
  const others: SentencePattern[] = [];
  for (const pattern of all) {
    const [first, more] = pattern.literals[0]!.split(' ', 2) as [string, string | undefined];
    if (more === undefined) others.push(pattern);
    else byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), pattern]);
  }
  const patterns = (text: string) =>
    [...(byFirstWord.get(text.split(' ', 1)[0]!) ?? []), ...others.filter((pattern) => mayFit(text, pattern))].sort(
      (a, b) => b.weight - a.weight,
    );
  const made = { exact, patterns };
  COMPILED.set(catalogue, made);
  return made;
}

/** A cheap look before the search: the words at both ends, and those after the first gap. */
function mayFit(text: string, { literals }: SentencePattern): boolean {
  return text.startsWith(literals[0]!) && text.endsWith(literals.at(-1)!) && text.includes(literals[1]!);
}
