import { localNumbers, type NumberWords } from './local-numbers.ts';
import { fillings, hasGaps, type SentencePattern, sentencePattern } from './sentence-pattern.ts';

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
  const known = new Map<string, Retold>();

  function retell(text: string): Retold {
    const before = known.get(text);
    if (before !== undefined) return before;
    const retold = attempt(text);
    known.set(text, retold);
    return retold;
  }

  function attempt(text: string): Retold {
    const [, head, body, tail] = /^(\s*)(.*?)(\s*)$/s.exec(text) as unknown as [string, string, string, string];
    if (head !== '' || tail !== '') {
      const inner = retell(body);
      return { ...inner, text: `${head}${inner.text}${tail}` };
    }
    const whole = (told: string): Retold => ({ text: told, unknown: 0 });
    if (own.has(text)) return whole(text);
    const same = exact.get(text);
    if (same !== undefined) return whole(same);
    const numbers = localNumbers(text, catalogue.numbers);
    if (numbers !== null) return whole(numbers);
    if (isCode(text) || isCutShort(text)) return whole(text);
    const unknown: Retold = { text, unknown: text.length };
    return firstWhole(options(text), unknown);
  }

  /** Somebody's own words of which there was no room for all. */
  function isCutShort(text: string): boolean {
    const start = text.endsWith('…') ? text.slice(0, -1) : '';
    return start.length > 0 && [...own].some((one) => one.startsWith(start));
  }

  function* options(text: string): Generator<Retold> {
    for (const pattern of patterns(text)) yield* filled(text, pattern);
    yield* joined(text);
    const [first = ''] = text;
    const lower = first.toLowerCase();
    if (text.endsWith('.') && text.length > 1) yield withText(retell(text.slice(0, -1)), (told) => `${told}.`);
    if (lower !== first) yield withText(retell(lower + text.slice(1)), capitalized);
  }

  function* filled(text: string, pattern: SentencePattern): Generator<Retold> {
    for (const pieces of fillings(text, pattern)) {
      const retold = pieces.map((piece, i) =>
        pattern.gaps[i]!.kind === 'as it stands' ? { text: piece, unknown: 0 } : retell(piece),
      );
      const byName = new Map(pattern.gaps.map(({ name }, i) => [name, retold[i]!.text]));
      yield {
        text: pattern.told.replace(/\{=?([a-z]+\d*)(?::([a-z]+))?\}/g, (_, name: string, form?: string) =>
          formed(byName.get(name) ?? '', form),
        ),
        unknown: retold.reduce((sum, one) => sum + one.unknown, 0),
      };
    }
  }

  /** One sentence behind another. */
  function* joined(text: string): Generator<Retold> {
    for (const { index } of text.matchAll(/(?<=[.!?…]) (?=[\p{Lu}\d«−+◆])/gu)) {
      const [first, second] = [retell(text.slice(0, index)), retell(text.slice(index + 1))];
      yield { text: `${first.text} ${second.text}`, unknown: first.unknown + second.unknown };
    }
  }

  return retell;
}

/** The first that tells all; else the one that leaves least untold. */
function firstWhole(options: Iterable<Retold>, otherwise: Retold): Retold {
  let best = otherwise;
  for (const option of options) {
    if (option.unknown === 0) return option;
    if (option.unknown < best.unknown) best = option;
  }
  return best;
}

function withText(retold: Retold, change: (text: string) => string): Retold {
  return { ...retold, text: change(retold.text) };
}

function capitalized(text: string): string {
  const [first = ''] = text;
  return first.toUpperCase() + text.slice(first.length);
}

/** `dative`: a German plural behind a number takes an n: «3 Tage», «nach 3 Tagen». */
function formed(text: string, form: string | undefined): string {
  return form === 'dative' && !/^1 /.test(text) ? text.replace(/(\d \p{L}+e[lr]?)$/u, '$1n') : text;
}

/** Ids, grades, paths and the like: no spaces, and a mark that no word has. */
function isCode(text: string): boolean {
  return /^[A-Z]$|^[A-Z]+-\d+$|^[^\s]*[_/@\\][^\s]*$|^[^\s]+\.[a-z]{2,5}$/.test(text);
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
