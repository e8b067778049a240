import type { Pointing } from '../chart/chart.ts';
import type { Explorable } from '../chart/explorer.ts';
import type {
  Block,
  Document,
  Figure,
  Inline,
  KeyFigures,
  Links,
  ReportLink,
  Section,
  Table,
  Text,
} from '../report/document.ts';
import { type Language, languageOf } from '../results/language.ts';
import { badgeOf } from './badge.ts';
import { escapeText } from './escape.ts';
import { panelButton, renderPanels } from './panels.ts';
import type { Logo } from './theme.ts';

/** A chart ready for a page: its words, and its picture for a wide page and for a phone. */
export interface PageChart {
  title: string;
  subtitle: string;
  wide: string;
  narrow: string;
  /** Its data, where a reader may look closer. */
  explore?: Explorable;
  /** Where a reader may point, in pixels along the axis of both pictures. */
  pointing?: Pointing & { wide: readonly number[]; narrow: readonly number[] };
}

/** What a page holds besides its document: the pictures, and the page's own words in the language of the document. */
interface Around {
  charts: ReadonlyMap<string, PageChart>;
  tell: Language['tell'];
  /** The report's name: its own sections are a jump away, those of others on another page. */
  name: string;
}

/**
 * The body of a report's page: every text escaped, heading levels by nesting, each chart with its numbers behind it.
 *
 * @param document  the report's tree
 * @param charts    by name; a figure whose chart is missing shows its table alone
 * @param logo      of the program's theme
 * @returns HTML for inside `<body>`; no scripts, no style attributes, no links but those within the page and to
 *                  the run's other reports, which lie beside it
 */
export function renderBody(document: Document, charts: Around['charts'], logo: Logo | null = null): string {
  const { tell } = languageOf(document.locale, []);
  const around = { charts, tell, name: document.name };
  const { report, title, subtitle, notice, sections } = document;
  const banner =
    notice === null
      ? ''
      : `<aside class="notice" aria-label="${escapeText(notice.title)}"><strong>${escapeText(notice.title)}</strong> ${escapeText(notice.text)}</aside>`;
  return [
    `<a class="skip" href="#report">${escapeText(tell('Skip to the report'))}</a>`,
    banner,
    reportsNav(document, tell),
    `<header class="masthead">${logoPicture(logo)}<p class="report">${escapeText(report)}</p><h1>${escapeText(title)}</h1><p>${inline(subtitle, around)}</p></header>`,
    `<div class="page">${contents(sections, tell)}<main id="report">`,
    ...sections.map((section) => renderSection(section, 2, around)),
    '</main></div>',
    renderPanels(document.panels, tell),
  ].join('\n');
}

function logoPicture(logo: Logo | null): string {
  if (logo === null) return '';
  const source = `data:image/svg+xml;base64,${Buffer.from(logo.svg).toString('base64')}`;
  return `<img class="logo" src="${source}" alt="${escapeText(logo.alternative)}" width="${Math.round(100 * logo.ratio)}" height="100">`;
}

/** The run's reports in one line; none where this is the only one. */
function reportsNav({ name, reports }: Document, tell: Around['tell']): string {
  if (reports.length < 2) return '';
  const items = reports.map((one) => {
    const current = one.name === name ? ' aria-current="page"' : '';
    return `<li><a href="${address(one.files[0]!)}"${current}>${escapeText(one.title)}</a></li>`;
  });
  return `<nav class="reports" aria-label="${escapeText(tell('Reports of this run'))}"><ul>${items.join('')}</ul></nav>`;
}

/** A file beside the page, as a relative address: it holds wherever the folder goes. */
function address(file: string): string {
  return escapeText(encodeURIComponent(file));
}

function contents(sections: readonly Section[], tell: Around['tell']): string {
  const link = ({ id, title }: Section) => `<a href="#${anchor(id)}">${escapeText(title)}</a>`;
  const inside = (section: Section) => {
    const children = section.blocks.filter((block): block is Section => block.kind === 'section');
    return children.length === 0 ? '' : `<ul>${children.map((child) => `<li>${link(child)}</li>`).join('')}</ul>`;
  };
  const items = sections.map((section) => `<li>${link(section)}${inside(section)}</li>`).join('');
  return `<nav class="contents" aria-label="${escapeText(tell('Contents'))}"><ul>${items}</ul></nav>`;
}

/** Ids come from the program file; what HTML or a URL may not hold in an id is percent-encoded. */
function anchor(id: string): string {
  return escapeText(encodeURIComponent(id).replaceAll('%', '_'));
}

function renderSection({ id, title, blocks }: Section, level: number, around: Around): string {
  const name = `h${Math.min(6, level)}`;
  const inner = blocks.map((block) => renderBlock(block, level, around)).join('\n');
  return `<section id="${anchor(id)}"><${name}>${escapeText(title)}</${name}>\n${inner}</section>`;
}

function renderBlock(block: Block, level: number, around: Around): string {
  switch (block.kind) {
    case 'section':
      return renderSection(block, level + 1, around);
    case 'paragraph':
      return `<p${block.lead ? ' class="lead"' : ''}>${inline(block.text, around)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${inline(item, around)}</li>`).join('')}</ul>`;
    case 'facts':
      return `<dl class="facts">${block.facts.map(({ name, text }) => `<div><dt>${escapeText(name)}</dt><dd>${inline(text, around)}</dd></div>`).join('')}</dl>`;
    case 'key figures':
      return renderKeyFigures(block, around);
    case 'table':
      return renderTable(block, around);
    case 'figure':
      return renderFigure(block, around);
    case 'code':
      return `<figure class="code"><figcaption>${escapeText(block.caption)}</figcaption><pre tabindex="0"><code>${escapeText(block.text)}</code></pre></figure>`;
    case 'links':
      return renderLinks(block);
    case 'details':
      return `<details><summary>${escapeText(block.summary)}</summary>${block.blocks.map((one) => renderBlock(one, level, around)).join('\n')}</details>`;
  }
}

function renderKeyFigures({ groups }: KeyFigures, around: Around): string {
  const figure = ({ name, value, note, figure: id }: KeyFigures['groups'][number]['figures'][number]) =>
    `<div><dt>${escapeText(name)}</dt><dd><span class="value">${id === undefined ? words(value) : inlinePart({ text: value, figure: id }, around)}</span><span class="note">${words(note)}</span></dd></div>`;
  const group = ({ title, figures }: KeyFigures['groups'][number]) =>
    `<div class="group"><h3>${escapeText(title)}</h3><dl>${figures.map(figure).join('')}</dl></div>`;
  return `<div class="key-figures">${groups.map(group).join('')}</div>`;
}

function renderLinks({ links }: Links): string {
  const item = ({ title, about, files: [first, ...others] }: ReportLink) => {
    const also = others
      .map((file) => ` <a class="also" href="${address(file)}">${escapeText(endingOf(file))}</a>`)
      .join('');
    return `<li><a href="${address(first!)}">${escapeText(title)}</a>${also}<span>${escapeText(about)}</span></li>`;
  };
  return `<ul class="links">${links.map(item).join('')}</ul>`;
}

/** What kind of file is it? `PDF`. */
function endingOf(file: string): string {
  return file.slice(file.lastIndexOf('.') + 1).toUpperCase();
}

function renderFigure({ chart, data, open }: Figure, around: Around): string {
  const table = renderTable(data, around);
  const picture = around.charts.get(chart);
  if (picture === undefined) return table;
  const caption = `<figcaption><strong>${escapeText(picture.title)}</strong> <span>${escapeText(picture.subtitle)}</span></figcaption>`;
  const { pointing } = picture;
  const at = (layout: 'wide' | 'narrow') => (pointing === undefined ? '' : ` data-at="${pointing[layout].join(' ')}"`);
  const pictures = `<div class="wide"${at('wide')}>${picture.wide}</div><div class="narrow"${at('narrow')}>${picture.narrow}</div>`;
  const numbers = open
    ? table
    : `<details><summary>${escapeText(around.tell('The numbers behind this chart'))}</summary>${table}</details>`;
  const explore = picture.explore === undefined || open ? '' : exploreAttribute(chart);
  const pointed = pointing === undefined ? '' : pointingAttributes(pointing, around);
  return `<figure${explore}${pointed}>${caption}${pictures}</figure>\n${numbers}`;
}

/** Begins what tells the page's script that it may be pointed at a chart. */
export const POINTED = ' data-along="';

function pointingAttributes({ along, places }: Pointing, { tell }: Around): string {
  const rows = places.map(([, row]) => row);
  // Most charts show the rows of their table as they stand in it.
  const told = rows.every((row, i) => row === i) ? '' : ` data-rows="${rows.join(' ')}"`;
  const keys = tell('Point at the chart, or read its numbers with the arrow keys');
  return `${POINTED}${along}"${told} data-keys="${escapeText(keys)}"`;
}

/** Marks a chart whose data is in the page, for the script that offers to look closer. */
export function exploreAttribute(chart: string): string {
  return ` data-explore="${escapeText(chart)}"`;
}

/**
 * A table whose roles are written out: as cards on a phone its parts are no longer laid out as a table, and some browsers
 * would then forget that they are one. End tags that HTML lets one leave out are left out: a third of a long table.
 */
function renderTable({ caption, columns, rows, form }: Table, around: Around): string {
  if (rows.length === 0) return `<p>${escapeText(`${caption}: ${around.tell('none.')}`)}</p>`;
  const cards = form === 'cards';
  const role = (name: string) => (cards ? ` role="${name}"` : '');
  const head = columns.map(({ name }) => `<th scope="col"${role('columnheader')}>${escapeText(name)}`).join('');
  const cell = (text: Text, i: number) => {
    if (i === 0) return `<th scope="row"${role('rowheader')}>${inline(text, around)}`;
    if (!cards) return `<td>${inline(text, around)}`;
    return `<td role="cell" data-label="${escapeText(columns[i]!.name)}"><span>${inline(text, around)}</span>`;
  };
  const body = rows.map((row) => `<tr${role('row')}>${row.map(cell).join('')}`).join('\n');
  const label = escapeText(caption);
  return `<div class="scroll" role="group" aria-label="${label}" tabindex="0"><table class="${tableClass(columns, form)}"${role('table')}><caption>${label}</caption><thead${role('rowgroup')}><tr${role('row')}>${head}</thead><tbody${role('rowgroup')}>\n${body}</tbody></table></div>`;
}

/** How a table is laid out, and which of its columns hold numbers: `n3` for the third. */
function tableClass(columns: Table['columns'], form: Table['form']): string {
  const numbers = columns.flatMap(({ align }, i) => (align === 'right' ? `n${i + 1}` : []));
  return [form === 'cards' ? 'cards' : columns.length < 3 ? 'slim' : 'dense', ...numbers].join(' ');
}

function inline(text: Text, around: Around): string {
  return typeof text === 'string' ? words(text) : text.map((part) => inlinePart(part, around)).join('');
}

/** Escaped words; browsers break a line between a minus and a currency sign unless told not to. */
function words(text: string): string {
  return escapeText(text).replace(/−[^\d\s]\S*/g, '<span class="amount">$&</span>');
}

function inlinePart(part: Inline, { name }: Around): string {
  if (typeof part === 'string') return words(part);
  if ('strong' in part) return `<strong>${escapeText(part.strong)}</strong>`;
  if ('quiet' in part) return `<span class="quiet">${escapeText(part.quiet)}</span>`;
  if ('figure' in part) return panelButton(`figure:${part.figure}`, words(part.text));
  if ('section' in part) {
    const page = part.report === name ? '' : address(`${part.report}.html`);
    return `<a href="${page}#${anchor(part.section)}">${words(part.text)}</a>`;
  }
  if ('code' in part) return `<code>${escapeText(part.code)}</code>`;
  const { words: told, kind, style } = badgeOf(part);
  return `<span class="badge ${kind}"><span aria-hidden="true">${style.sign}</span> ${escapeText(told)}</span>`;
}
