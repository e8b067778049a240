import type { Locale } from '../program/program.ts';
import { monthFirst, type NumberWords } from './local-numbers.ts';
import { type Catalogue, reteller } from './retell.ts';
import type { Results } from './schema.ts';
import { GERMAN } from './words/german.ts';

/** How a report speaks: finished English texts in, texts of the reader's locale out. */
export interface Language {
  /** What HTML and PDF call it: `en-GB`. */
  tag: Locale;
  tell: (text: string) => string;
  /** How its numbers differ from English ones, for charts that write numbers themselves; null where they do not. */
  numbers: NumberWords | null;
  /** Texts that the catalogue of the language does not know whole; empty for English. */
  untold: ReadonlySet<string>;
}

/** A language that is not English: its catalogue of words. */
const CATALOGUES: Partial<Record<Locale, Catalogue>> = { de: GERMAN };

/**
 * In which language, and with which numbers and days, does a program report?
 *
 * @param own  texts that somebody wrote for this program: they stay as written
 * @example languageOf('de', []).tell('3 weeks')         // '3 Wochen'
 * @example languageOf('en-US', []).tell('1 Jul 2024')   // 'Jul 1, 2024'
 */
export function languageOf(locale: Locale, own: Iterable<string>): Language {
  const written = new Set(own);
  const untold = new Set<string>();
  const catalogue = CATALOGUES[locale];
  if (catalogue === undefined) {
    const days = locale === 'en-US' ? monthFirst : (text: string) => text;
    return { tag: locale, tell: (text) => (written.has(text) ? text : days(text)), numbers: null, untold };
  }
  const retell = reteller(catalogue, written);
  const tell = (text: string) => {
    const { text: told, unknown } = retell(text);
    if (unknown > 0) untold.add(text);
    return told;
  };
  return { tag: locale, tell, numbers: catalogue.numbers, untold };
}

/** A run's results with the names of its KPIs in the reader's language, and that language. */
export interface Spoken {
  results: Results;
  language: Language;
}

const SPOKEN = new WeakMap<Results, Spoken>();

/**
 * Results as their reports tell them. KPIs have their names in the reader's language from the start, so that whatever is broken
 * into lines or cut short is broken and cut in that language; every other text is told when it is finished.
 *
 * @returns the same for the same results: each text is told once for all outputs of a run
 */
export function spoken(results: Results): Spoken {
  const before = SPOKEN.get(results);
  if (before !== undefined) return before;
  const { locale } = results.program;
  const names = languageOf(locale, []);
  const kpis = results.kpis.map((kpi) => ({ ...kpi, label: names.tell(kpi.label) }));
  const own = [...ownWords(results), ...kpis.map(({ label }) => label)];
  const made = { results: { ...results, kpis }, language: languageOf(locale, own) };
  SPOKEN.set(results, made);
  SPOKEN.set(made.results, made);
  return made;
}

/** What a run holds in somebody's own words. */
function* ownWords(results: Results): Generator<string> {
  const { program, kpis, benefits, change_log: changes, inputs, findings } = results;
  yield* [program.title, program.id, program.synthetic ?? '', program.privacy.reason ?? ''];
  for (const { id, site, department } of program.units) yield* [id, site, department, `${site} ${department}`];
  for (const { id, title, owner } of program.deployments) yield* [id, title, owner ?? ''];
  for (const { id, definition, owner } of kpis) yield* [id, definition, owner ?? ''];
  for (const { id, title, owner } of benefits) yield* [id, title, owner ?? ''];
  for (const { id, description } of changes) yield* [id, description];
  for (const { kind, file, source, owner } of inputs) yield* [kind, file, source ?? '', owner ?? ''];
  for (const { owner, acknowledged } of findings) yield* [owner ?? '', acknowledged ?? ''];
}
