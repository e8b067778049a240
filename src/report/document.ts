import type { ResultComparison } from '../results/lookup.ts';
import type { Results } from '../results/schema.ts';

/**
 * A report as a tree of what it says; how it looks is the renderer's affair. Texts are plain: nothing in them is markup.
 */
export interface Document {
  /** Its file's name without an ending, unique in a run: `finance`. */
  name: string;
  locale: Results['program']['locale'];
  paper: Results['program']['paper'];
  /** Whose report it is: «Finance report». */
  report: string;
  title: string;
  /** What stands under the title: the day, the seal, the run. */
  subtitle: Text;
  /** What a reader must know before any number; null for measured data without a caveat. */
  notice: { title: string; text: string } | null;
  /** All reports of the run, this one among them, in the order in which they are offered. */
  reports: ReportLink[];
  sections: Section[];
  /** What the figures in them were made from. */
  panels: Panel[];
}

/** What a figure, a KPI or an extract is, and what it was made from, as `realized explain` tells it. */
export interface Panel {
  /** `figure:<id>`, `kpi:<id>` or `extract:<kind>`. */
  reference: string;
  told: string;
  inputs: { reference: string; told: string }[];
  /** The ends of its interval. */
  ends: { reference: string; told: string }[];
}

/** One of a run's reports, as the others point to it: files that lie side by side. */
export interface ReportLink {
  name: string;
  title: string;
  /** For whom, and what it answers. */
  about: string;
  /** File names, the first the one to open. */
  files: string[];
}

/**
 * A stretch of words: plain, or with a part of it marked. What is `said` of a mark is its word in the reader's language; a `figure` leads to what it was made from,
 * a `section` to where more of it stands in the report of that name.
 */
export type Text = string | readonly Inline[];

export type Inline =
  | string
  | { strong: string }
  | { quiet: string }
  | { code: string }
  | { text: string; figure: string }
  | { text: string; section: string; report: string }
  | { verdict: ResultComparison['verdict']; said?: string }
  | { severity: Results['findings'][number]['severity']; said?: string }
  | { check: Results['audit'][number]['result']; said?: string };

/**
 * A heading and what stands under it; its level follows from where it lies. `id` is unique in the document. On paper a `brief`
 * one is told by its subsections' first paragraphs and charts alone, side by side.
 */
export interface Section {
  kind: 'section';
  id: string;
  title: string;
  blocks: Block[];
  brief?: true;
}

export type Block = Section | Paragraph | List | Facts | KeyFigures | Table | Figure | Details | Code | Links;

/** `lead` opens a section with its answer. */
export interface Paragraph {
  kind: 'paragraph';
  text: Text;
  lead?: true;
}

export interface List {
  kind: 'list';
  items: Text[];
}

/** Names and what they stand for. */
export interface Facts {
  kind: 'facts';
  facts: { name: string; text: Text }[];
}

/** The few numbers that matter, set large, in named groups that are never added up. */
export interface KeyFigures {
  kind: 'key figures';
  groups: { title: string; figures: KeyFigure[] }[];
}

export interface KeyFigure {
  name: string;
  value: string;
  note: string;
  /** The id of the figure that it is. */
  figure?: string;
}

/** The first column names the row. On a phone `cards` turn each row into a card; a `dense` table stays one. */
export interface Table {
  kind: 'table';
  caption: string;
  columns: Column[];
  rows: Text[][];
  form: 'cards' | 'dense';
}

export interface Column {
  name: string;
  align: 'left' | 'right';
}

/** A chart with the numbers behind it, folded away or open below it. On paper two `small` ones stand side by side. */
export interface Figure {
  kind: 'figure';
  chart: string;
  data: Table;
  open: boolean;
  small?: true;
}

/** What only some readers want; folded. On paper it is told, but for what is `pageOnly`. */
export interface Details {
  kind: 'details';
  summary: string;
  blocks: Block[];
  pageOnly?: true;
}

/** A program's text, line by line as it stands in its file. */
export interface Code {
  kind: 'code';
  caption: string;
  text: string;
}

/** Ways to the run's other reports. */
export interface Links {
  kind: 'links';
  links: ReportLink[];
}

/** A column of words. */
export function left(name: string): Column {
  return { name, align: 'left' };
}

/** A column of numbers. */
export function right(name: string): Column {
  return { name, align: 'right' };
}
