import type { Locale } from '../program/program.ts';
import { monthFirst, type NumberWords, writtenDays } from './local-numbers.ts';
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

type Benefit = Results['benefits'][number];

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
    return { tag: locale, tell: (text) => (written.has(text) ? text : days(writtenDays(text))), numbers: null, untold };
  }
  const retell = reteller(catalogue, written);
  const tell = (text: string) => {
    const { text: told, unknown } = retell(written.has(text) ? text : writtenDays(text));
    if (unknown > 0) untold.add(text);
    // Half a sentence in each language serves nobody.
    return unknown * 2 > text.length ? text : told;
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
  const names = languageOf(locale, ownWords(results));
  const kpis = results.kpis.map((kpi) => ({ ...kpi, label: names.tell(kpi.label) }));
  for (const text of results.kpis.flatMap(definitionOf)) names.tell(text);
  // What no catalogue knows of a KPI is the program's own KPI, in its own words.
  const own = [...ownWords(results), ...kpis.map(({ label }) => label), ...names.untold];
  const made = { results: { ...results, kpis }, language: languageOf(locale, own) };
  SPOKEN.set(results, made);
  SPOKEN.set(made.results, made);
  return made;
}

/** What the file of a KPI says of it. */
function definitionOf({ unit, waterfall, about }: Results['kpis'][number]): string[] {
  const steps = waterfall.map(({ step }) => step);
  if (about === null) return [unit, ...steps];
  const { clock, grain, strata, source, pitfall, money } = about;
  return [unit, ...steps, clock, grain, ...strata, source, pitfall, money];
}

/** What a run holds in somebody's own words. */
function* ownWords(results: Results): Generator<string> {
  const {
    program,
    kpis,
    benefits,
    change_log: changes,
    changes: since,
    inputs,
    findings,
    workings,
    appraisal,
    seals,
  } = results;
  const { title, id, synthetic, privacy, units, deployments } = program;
  yield* [title, id, ...said(privacy.reason, synthetic, synthetic?.replace(/^synthetic data:\s*/i, ''))];
  for (const one of units) yield* [one.id, one.site, one.department, `${one.site} ${one.department}`];
  for (const one of deployments) yield* [one.id, one.title, ...said(one.owner)];
  for (const { id: kpi, definition, owner } of kpis) yield* [kpi, definition, ...said(owner)];
  for (const one of benefits)
    yield* [one.id, one.title, ...said(one.owner, one.mechanism, one.one_off), ...stated(one)];
  for (const { id: change, description } of changes) yield* [change, description];
  for (const { path, sealed, now } of since) yield* [path, ...said(sealed, now)];
  for (const { reason, by } of seals.replaced) yield* said(reason, by.reason);
  for (const { reason } of seals.baselines) yield* said(reason);
  yield* said(seals.protocol?.reason);
  for (const { kind, file, source, owner } of inputs) yield* [kind, file, ...said(source, owner)];
  for (const { owner, acknowledged } of findings) yield* said(owner, acknowledged);
  yield* said(workings.horizon?.reason, workings.optimism?.source);
  for (const { horizon } of workings.benefits) yield* said(horizon?.reason);
  for (const { rates } of appraisal) for (const { source } of rates) yield source;
}

/** What the register says of a benefit. */
function stated({ value, attribution, ledger, cash_conversion: conversion, minimum_block: block }: Benefit): string[] {
  return said(
    value?.source,
    attribution?.reason,
    ledger?.account,
    ledger?.cost_centre,
    ledger?.signed_off_by,
    conversion?.by,
    conversion?.evidence,
    block?.reason,
  );
}

function said(...texts: (string | null | undefined)[]): string[] {
  return texts.filter((text) => typeof text === 'string');
}
