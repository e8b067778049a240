import type { Chart } from '../chart/chart.ts';
import { COLOURS } from '../chart/theme.ts';
import { countWords } from '../count-words.ts';
import type { Block, Code, Details, Document, Facts, Figure, Paragraph, Section, Table } from '../report/document.ts';
import { clip } from '../report/shorten.ts';
import { type Language, languageOf } from '../results/language.ts';
import type { Typeface } from './font.ts';
import { fitHalf, plainText, wordsOf } from './print-words.ts';
import { recoloured, SHIPPED_THEME, type Theme } from './theme.ts';
import { printable, printableSvg, type TemplateData, TYPST_PAPER, typstLanguage } from './typst.ts';

/** A chart as a printed page takes it: drawn for its whole width, and for half of it. */
export type PrintChart = Pick<Chart, 'title' | 'subtitle' | 'description'> & { svg: string; half: string };

/** How many rows of a table are printed, and how long one may be that the page folds away. */
const OPEN_ROWS = 200;
const FOLDED_ROWS = 16;

/** The most lines of code that stand in two columns on one page. */
const CODE_LINES = 110;

/** A chart that is higher than this many times its width would run off the page: its table is printed in its place. */
const TALLEST = 1.15;

/**
 * A report's tree and its charts as the data that the template sets. Of what the page folds away charts and words are printed,
 * and tables where they are short; the file in which the others stand is named once, at the front.
 *
 * @param charts  by name, in the theme's colours
 */
export function documentData(
  document: Document,
  charts: ReadonlyMap<string, PrintChart>,
  theme: Theme = SHIPPED_THEME,
): TemplateData {
  const { tag, tell } = languageOf(document.locale, []);
  const { report, title, subtitle, notice, sections, name, paper } = document;
  const page = `${name}.html`;
  const layout = { charts, tell, page, name, typeface: theme.typeface };
  const data = {
    colours: COLOURS,
    ...typstLanguage(tag),
    paper: TYPST_PAPER[paper],
    words: { none: tell('none.'), page: tell('p.') },
    footer: printable(shortened(plainText(subtitle))),
    document: {
      report: printable(report),
      title: printable(title),
      head: { title: printable(clip(title, 70)), report: printable(clip(report, 122 - clip(title, 70).length)) },
      subtitle: wordsOf(subtitle, layout.name),
      elsewhere: printable(tell(elsewhereWords(sections, page))),
      notice: notice === null ? null : { title: printable(notice.title), text: printable(notice.text) },
      sections: sections.map((section) => sectionData(section, layout)),
    },
  };
  return { ...recoloured(data, theme), logo: theme.logo };
}

/** Said once: what is not printed, and where it stands. */
function elsewhereWords(sections: readonly Section[], page: string): string {
  const rest = `Not all is printed: numbers behind charts, long tables and further tests stand in ${page}.`;
  const small = 'So does what lies behind the KPIs shown small, which show no effect and carry no money.';
  return sections.some(({ blocks }) => blocks.some(isBrief)) ? `${rest} ${small}` : rest;
}

function isBrief(block: Block): block is Section {
  return block.kind === 'section' && block.brief === true;
}

interface PrintLayout {
  charts: ReadonlyMap<string, PrintChart>;
  tell: Language['tell'];
  /** The file of the page that holds everything. */
  page: string;
  /** The report's. */
  name: string;
  typeface: Typeface | null;
}

function sectionData({ id, title, blocks }: Section, layout: PrintLayout): TemplateData {
  return { kind: 'section', id, title: printable(title), blocks: blocksData(blocks, layout, false) };
}

/** Blocks in order; small charts that follow each other stand side by side, one alone beside its words, and so does what is told in brief. */
function blocksData(blocks: readonly Block[], layout: PrintLayout, folded: boolean): TemplateData[] {
  const set: TemplateData[] = [];
  for (let i = 0; i < blocks.length; i++) {
    const [left, right] = [smallChart(blocks[i], layout), smallChart(blocks[i + 1], layout)];
    const brief = blocks.slice(i).findIndex((block) => !isBrief(block) || !fitsCells(block, layout));
    if (left !== null && right !== null) {
      set.push({ kind: 'pair', pictures: [halfData(left, layout), halfData(right, layout)] });
      i++;
    } else if (left !== null) {
      set.push({ kind: 'beside', picture: halfData(left, layout) });
    } else if (brief !== 0) {
      const end = brief < 0 ? blocks.length : i + brief;
      set.push({ kind: 'briefs', cells: blocks.slice(i, end).flatMap((one) => briefCells(one as Section, layout)) });
      i = end - 1;
    } else if (!isOnPageOnly(blocks[i]!)) {
      set.push(blockData(blocks[i]!, layout, folded));
    }
  }
  return set.map((block, i) => ({ ...block, sticky: leadsOn(block['kind'], set[i + 1]?.['kind']) }));
}

/** What says what comes next does not stay behind at the foot of a page, nor do a section's first charts without its parts. */
function leadsOn(kind: unknown, next: unknown): boolean {
  if (kind === 'paragraph' || kind === 'facts') {
    return next === 'figure' || next === 'pair' || next === 'beside' || next === 'table' || next === 'section';
  }
  return kind === 'pair' && next === 'section';
}

function isOnPageOnly(block: Block): boolean {
  return block.kind === 'details' && block.pageOnly === true;
}

/** Has each of its subsections room in half the width? */
function fitsCells({ title, blocks }: Section, layout: PrintLayout): boolean {
  return blocks.every((part) => {
    if (part.kind !== 'section') return true;
    const { paragraph, figure } = firstOf(part);
    const drawn = figure === undefined ? undefined : layout.charts.get(figure.chart);
    return (
      fitHalf(title, part.title, plainText(paragraph?.text ?? '')) &&
      (drawn === undefined || smallChart(figure, layout) !== null)
    );
  });
}

/** What a section says first, and its first chart, which is small. */
function firstOf({ blocks }: Section): { paragraph: Paragraph | undefined; figure: Figure | undefined } {
  const paragraph = blocks.find((block) => block.kind === 'paragraph');
  const figure = blocks.find((block) => block.kind === 'figure');
  return { paragraph, figure: figure === undefined ? undefined : { ...figure, small: true } };
}

/** A section's subsections: each with its heading, what it says first and its chart. */
function briefCells({ title, blocks }: Section, layout: PrintLayout): TemplateData[] {
  const parts = blocks.filter((block): block is Section => block.kind === 'section');
  return parts.map((part) => {
    const { paragraph, figure } = firstOf(part);
    const drawn = smallChart(figure, layout);
    return {
      id: part.id,
      title: printable(parts.length === 1 ? title : `${title} · ${part.title}`),
      ...wordsOf(paragraph?.text ?? '', layout.name),
      picture: drawn === null ? null : halfData(drawn, layout),
    };
  });
}

/** A small chart that half the width of the page has room for; null for what is none. */
function smallChart(block: Block | undefined, { charts }: PrintLayout): PrintChart | null {
  const drawn = block?.kind === 'figure' && block.small ? charts.get(block.chart) : undefined;
  if (drawn === undefined || heightOverWidth(drawn.half) > 2 * TALLEST) return null;
  return fitHalf(drawn.title, drawn.subtitle) ? drawn : null;
}

function halfData(drawn: PrintChart, { typeface }: PrintLayout): TemplateData {
  return { ...captionOf(drawn), svg: printableSvg(drawn.half, typeface) };
}

function blockData(block: Block, layout: PrintLayout, folded: boolean): TemplateData {
  switch (block.kind) {
    case 'section':
      return sectionData(block, layout);
    case 'paragraph':
      return { kind: 'paragraph', lead: block.lead === true, ...wordsOf(block.text, layout.name) };
    case 'list':
      return { kind: 'list', items: block.items.map((item) => wordsOf(item, layout.name)) };
    case 'facts':
      return factsData(block, layout);
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
      return folded && block.rows.length > FOLDED_ROWS ? elsewhere(block.caption, layout) : tableData(block, layout);
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
      if (isLongTable(block)) return elsewhere(block.summary, layout);
      return {
        kind: 'details',
        summary: printable(block.summary),
        blocks: blocksData(block.blocks, layout, true),
      };
  }
}

/** Names and what they stand for, two a line where both are short. */
function factsData({ facts }: Facts, layout: PrintLayout): TemplateData {
  const short = ({ name, text }: Facts['facts'][number]) => name.length + plainText(text).length <= SHORT_FACT;
  const lines: TemplateData[][] = [];
  for (let i = 0; i < facts.length; i++) {
    const both = facts.slice(i, i + 2);
    const line = both.length === 2 && both.every(short) ? both : both.slice(0, 1);
    lines.push(line.map(({ name, text }) => ({ name: printable(name), ...wordsOf(text, layout.name) })));
    i += line.length - 1;
  }
  return { kind: 'facts', lines };
}

/** Letters of a name and its fact that have room on half a line. */
const SHORT_FACT = 46;

function tableData({ caption, columns, rows }: Table, layout: PrintLayout): TemplateData {
  const { page, tell } = layout;
  const more = rows.length - OPEN_ROWS;
  const run = runIn(columns.length);
  return {
    kind: 'table',
    caption: printable(caption),
    columns: columns.map(({ name, align }) => ({ name: printable(name, run === undefined ? run : run + 2), align })),
    rows: rows.slice(0, OPEN_ROWS).map((row) => row.map((cell) => wordsOf(cell, layout.name, run))),
    more: more > 0 ? printable(tell(`and ${countWords(more, 'more row')} in ${page}`)) : '',
  };
}

/** A long table that the page folds away: half of it would serve nobody. */
function elsewhere(name: string, layout: PrintLayout): TemplateData {
  const where = layout.tell(`in ${layout.page}`);
  return { kind: 'paragraph', lead: false, ...wordsOf([`${name}: `, where], layout.name) };
}

function isLongTable({ blocks: [first, ...others] }: Details): boolean {
  return first?.kind === 'table' && others.length === 0 && first.rows.length > FOLDED_ROWS;
}

/** How many letters of a word stay together at least in the cells of a table of so many columns. */
function runIn(columns: number): number | undefined {
  return columns > 7 ? 8 : columns > 5 ? 10 : undefined;
}

function figureData({ chart, data, open, small }: Figure, layout: PrintLayout): TemplateData {
  const drawn = layout.charts.get(chart);
  const tall = drawn !== undefined && heightOverWidth(drawn.svg) > TALLEST;
  const shown = drawn === undefined || tall || open || (!small && data.rows.length <= FOLDED_ROWS);
  return {
    kind: 'figure',
    picture:
      drawn === undefined
        ? null
        : tall
          ? { ...captionOf(drawn), subtitle: '', svg: null }
          : { ...captionOf(drawn), svg: printableSvg(drawn.svg, layout.typeface) },
    table: shown ? tableData(data, layout) : null,
  };
}

function captionOf({ title, subtitle, description }: PrintChart): Record<'title' | 'subtitle' | 'description', string> {
  return { title: printable(title), subtitle: printable(subtitle), description: printable(description) };
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
  return {
    kind: 'code',
    caption: printable(caption),
    lines,
    half: lines.length > CODE_LINES ? null : Math.ceil(lines.length / 2),
  };
}

/** As many of the masthead's parts as have room in a line. */
function shortened(subtitle: string): string {
  const parts = subtitle.split(' · ');
  while (parts.length > 1 && parts.join(' · ').length > 130) parts.pop();
  return clip(parts.join(' · '), 130);
}
