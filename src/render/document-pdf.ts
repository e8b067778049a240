import type { Chart } from '../chart/chart.ts';
import { COLOURS } from '../chart/theme.ts';
import { countWords } from '../count-words.ts';
import type { Block, Code, Document, Figure, Inline, Section, Table, Text } from '../report/document.ts';
import { clip } from '../report/shorten.ts';
import { type Language, languageOf } from '../results/language.ts';
import type { Task } from '../workers/workers.ts';
import { badgeOf } from './badge.ts';
import { DOCUMENT_TEMPLATE } from './document-template.ts';
import type { Typeface } from './font.ts';
import { recoloured, SHIPPED_THEME, type Theme } from './theme.ts';
import { printable, printableSvg, type TemplateData, TYPST_PAPER, typesetter, typstLanguage } from './typst.ts';

/** A chart as a printed page takes it. */
export type PrintChart = Pick<Chart, 'title' | 'subtitle' | 'description'> & { svg: string };

/** How many rows of a table are printed: of one that the page shows open, and of one that it folds away. */
const OPEN_ROWS = 200;
const FOLDED_ROWS = 16;

/** A chart that is higher than this many times its width would run off the page: its table is printed in its place. */
const TALLEST = 1.15;

/**
 * A report's tree and its charts as the data that the template sets. What the page folds away is printed where it is short;
 * a longer table says in which file it stands whole.
 *
 * @param charts  by name, drawn for a wide page in the theme's colours
 */
export function documentData(
  document: Document,
  charts: ReadonlyMap<string, PrintChart>,
  theme: Theme = SHIPPED_THEME,
): TemplateData {
  const { tag, tell } = languageOf(document.locale, []);
  const { report, title, subtitle, notice, sections, name, paper } = document;
  const layout = { charts, tell, page: `${name}.html`, typeface: theme.typeface };
  const data = {
    colours: COLOURS,
    ...typstLanguage(tag),
    paper: TYPST_PAPER[paper],
    words: { none: tell('none.') },
    footer: printable(clip(plainText(subtitle), 130)),
    document: {
      report: printable(report),
      title: printable(title),
      head: { title: printable(clip(title, 60)), report: printable(clip(report, 50)) },
      subtitle: parts(subtitle),
      notice: notice === null ? null : { title: printable(notice.title), text: printable(notice.text) },
      sections: sections.map((section) => sectionData(section, layout)),
    },
  };
  return { ...recoloured(data, theme), logo: theme.logo };
}

/** A report to print, in a typeface that may be the theme's. */
export interface PrintedDocument {
  /** From `documentData`. */
  data: TemplateData;
  typeface: Typeface | null;
}

/** A report as a PDF: tagged, with title and language, in the theme's and the shipped typeface alone. The same data give the same bytes. */
export async function printDocument({ data, typeface }: PrintedDocument): Promise<Uint8Array> {
  const press = await typesetter(typeface);
  return press.set(DOCUMENT_TEMPLATE, data).pdf();
}

/** `printDocument` for all reports of a run. */
export const PRINTING: Task<PrintedDocument, Uint8Array> = { module: import.meta.url, run: printDocument };

interface PrintLayout {
  charts: ReadonlyMap<string, PrintChart>;
  tell: Language['tell'];
  /** The file of the page that holds everything. */
  page: string;
  typeface: Typeface | null;
}

function sectionData({ title, blocks }: Section, layout: PrintLayout): TemplateData {
  return { kind: 'section', title: printable(title), blocks: blocks.map((block) => blockData(block, layout, false)) };
}

function blockData(block: Block, layout: PrintLayout, folded: boolean): TemplateData {
  switch (block.kind) {
    case 'section':
      return sectionData(block, layout);
    case 'paragraph':
      return { kind: 'paragraph', lead: block.lead === true, ...parts(block.text) };
    case 'list':
      return { kind: 'list', items: block.items.map((item) => parts(item)) };
    case 'facts':
      return { kind: 'facts', facts: block.facts.map(({ name, text }) => ({ name: printable(name), ...parts(text) })) };
    case 'key figures':
      return {
        kind: 'key figures',
        groups: block.groups.map(({ title, figures }) => ({
          title: printable(title),
          figures: figures.map(({ name, value, note }) => ({
            name: printable(name),
            value: printable(value),
            note: printable(note),
          })),
        })),
      };
    case 'table':
      return tableData(block, folded ? FOLDED_ROWS : OPEN_ROWS, layout);
    case 'figure':
      return figureData(block, layout);
    case 'code':
      return codeData(block);
    case 'links':
      return {
        kind: 'links',
        links: block.links.map(({ title, about, files }) => ({
          title: printable(title),
          about: printable(about),
          files: files.map(printable),
        })),
      };
    case 'details':
      return {
        kind: 'details',
        summary: printable(block.summary),
        blocks: block.blocks.map((one) => blockData(one, layout, true)),
      };
  }
}

function tableData({ caption, columns, rows }: Table, most: number, { page, tell }: PrintLayout): TemplateData {
  const more = rows.length - most;
  const run = runIn(columns.length);
  return {
    kind: 'table',
    caption: printable(caption),
    columns: columns.map(({ name, align }) => ({ name: printable(name, run), align })),
    rows: rows.slice(0, most).map((row) => row.map((cell) => parts(cell, run))),
    more: more > 0 ? printable(tell(`and ${countWords(more, 'more row')} in ${page}`)) : '',
  };
}

/** How many letters of a word stay together at least in the cells of a table of so many columns. */
function runIn(columns: number): number | undefined {
  return columns > 7 ? 8 : columns > 5 ? 10 : undefined;
}

function figureData({ chart, data, open }: Figure, layout: PrintLayout): TemplateData {
  const drawn = layout.charts.get(chart);
  const tall = drawn !== undefined && heightOverWidth(drawn.svg) > TALLEST;
  const shown = drawn === undefined || tall || open || data.rows.length <= FOLDED_ROWS;
  return {
    kind: 'figure',
    picture:
      drawn === undefined
        ? null
        : {
            title: printable(drawn.title),
            subtitle: tall ? '' : printable(drawn.subtitle),
            description: printable(drawn.description),
            svg: tall ? null : printableSvg(drawn.svg, layout.typeface),
          },
    table: shown ? tableData(data, OPEN_ROWS, layout) : null,
    where: printable(layout.tell(`The ${data.rows.length} rows behind this chart stand in ${layout.page}.`)),
  };
}

function heightOverWidth(svg: string): number {
  const [, width, height] = /viewBox="0 0 ([0-9.]+) ([0-9.]+)"/.exec(svg)!;
  return Number(height) / Number(width);
}

function codeData({ caption, text }: Code): TemplateData {
  const lines = text.split('\n').map((line) => {
    const code = line.trimStart();
    return { indent: line.length - code.length, text: printable(code) };
  });
  return { kind: 'code', caption: printable(caption), lines };
}

function parts(text: Text, run?: number): TemplateData {
  return { parts: (typeof text === 'string' ? [text] : text).map((one) => part(one, run)) };
}

function part(inline: Inline, run?: number): TemplateData {
  if (typeof inline === 'string') return { kind: 'plain', text: printable(inline, run) };
  if ('strong' in inline) return { kind: 'strong', text: printable(inline.strong, run) };
  if ('quiet' in inline) return { kind: 'quiet', text: printable(inline.quiet, run) };
  if ('figure' in inline) return { kind: 'plain', text: printable(inline.text, run) };
  if ('code' in inline) return { kind: 'code', text: printable(inline.code, run) };
  const { words, style } = badgeOf(inline);
  return { kind: 'badge', text: printable(words), style };
}

function plainText(text: Text): string {
  return typeof text === 'string'
    ? text
    : text.map((one) => (typeof one === 'string' ? one : Object.values(one)[0])).join('');
}
