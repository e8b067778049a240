import { VERDICT_STYLES } from '../chart/verdict-style.ts';
import type { Block, Document, Figure, Inline, KeyFigures, Section, Table, Text } from '../report/document.ts';
import { escapeText } from './escape.ts';

/** A chart ready for a page: its words, and its picture for a wide page and for a phone. */
export interface PageChart {
  title: string;
  subtitle: string;
  wide: string;
  narrow: string;
}

type Charts = ReadonlyMap<string, PageChart>;

/**
 * The body of a report's page: every text escaped, heading levels by nesting, each chart with its numbers behind it.
 *
 * @param document  the report's tree
 * @param charts    by name; a figure whose chart is missing shows its table alone
 * @returns HTML for inside `<body>`; no scripts, no style attributes, no links but those within the page
 */
export function renderBody(document: Document, charts: Charts): string {
  const { title, subtitle, notice, sections } = document;
  const banner =
    notice === null
      ? ''
      : `<aside class="notice" aria-label="${escapeText(notice.title)}"><strong>${escapeText(notice.title)}</strong> ${escapeText(notice.text)}</aside>`;
  return [
    '<a class="skip" href="#report">Skip to the report</a>',
    banner,
    `<header class="masthead"><h1>${escapeText(title)}</h1><p>${inline(subtitle)}</p></header>`,
    `<div class="page">${contents(sections)}<main id="report">`,
    ...sections.map((section) => renderSection(section, 2, charts)),
    '</main></div>',
  ].join('\n');
}

function contents(sections: readonly Section[]): string {
  const link = ({ id, title }: Section) => `<a href="#${anchor(id)}">${escapeText(title)}</a>`;
  const inside = (section: Section) => {
    const children = section.blocks.filter((block): block is Section => block.kind === 'section');
    return children.length === 0 ? '' : `<ul>${children.map((child) => `<li>${link(child)}</li>`).join('')}</ul>`;
  };
  const items = sections.map((section) => `<li>${link(section)}${inside(section)}</li>`).join('');
  return `<nav aria-label="Contents"><ul>${items}</ul></nav>`;
}

/** Ids come from the program file; what HTML or a URL may not hold in an id is percent-encoded. */
function anchor(id: string): string {
  return escapeText(encodeURIComponent(id).replaceAll('%', '_'));
}

function renderSection({ id, title, blocks }: Section, level: number, charts: Charts): string {
  const name = `h${Math.min(6, level)}`;
  const inner = blocks.map((block) => renderBlock(block, level, charts)).join('\n');
  return `<section id="${anchor(id)}"><${name}>${escapeText(title)}</${name}>\n${inner}</section>`;
}

function renderBlock(block: Block, level: number, charts: Charts): string {
  switch (block.kind) {
    case 'section':
      return renderSection(block, level + 1, charts);
    case 'paragraph':
      return `<p${block.lead ? ' class="lead"' : ''}>${inline(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${inline(item)}</li>`).join('')}</ul>`;
    case 'facts':
      return `<dl class="facts">${block.facts.map(({ name, text }) => `<div><dt>${escapeText(name)}</dt><dd>${inline(text)}</dd></div>`).join('')}</dl>`;
    case 'key figures':
      return renderKeyFigures(block);
    case 'table':
      return renderTable(block);
    case 'figure':
      return renderFigure(block, charts);
    case 'details':
      return `<details><summary>${escapeText(block.summary)}</summary>${block.blocks.map((one) => renderBlock(one, level, charts)).join('\n')}</details>`;
  }
}

function renderKeyFigures({ groups }: KeyFigures): string {
  const figure = ({ name, value, note }: KeyFigures['groups'][number]['figures'][number]) =>
    `<div><dt>${escapeText(name)}</dt><dd><span class="value">${words(value)}</span><span class="note">${words(note)}</span></dd></div>`;
  const group = ({ title, figures }: KeyFigures['groups'][number]) =>
    `<div class="group"><h3>${escapeText(title)}</h3><dl>${figures.map(figure).join('')}</dl></div>`;
  return `<div class="key-figures">${groups.map(group).join('')}</div>`;
}

function renderFigure({ chart, data, open }: Figure, charts: Charts): string {
  const table = renderTable(data);
  const picture = charts.get(chart);
  if (picture === undefined) return table;
  const caption = `<figcaption><strong>${escapeText(picture.title)}</strong> <span>${escapeText(picture.subtitle)}</span></figcaption>`;
  const pictures = `<div class="wide">${picture.wide}</div><div class="narrow">${picture.narrow}</div>`;
  const numbers = open ? table : `<details><summary>The numbers behind this chart</summary>${table}</details>`;
  return `<figure>${caption}${pictures}</figure>\n${numbers}`;
}

/**
 * A table whose roles are written out: as cards on a phone its parts are no longer laid out as a table, and some browsers
 * would then forget that they are one. End tags that HTML lets one leave out are left out: a third of a long table.
 */
function renderTable({ caption, columns, rows, form }: Table): string {
  if (rows.length === 0) return `<p>${escapeText(caption)}: none.</p>`;
  const cards = form === 'cards';
  const role = (name: string) => (cards ? ` role="${name}"` : '');
  const head = columns.map(({ name }) => `<th scope="col"${role('columnheader')}>${escapeText(name)}`).join('');
  const cell = (text: Text, i: number) => {
    if (i === 0) return `<th scope="row"${role('rowheader')}>${inline(text)}`;
    if (!cards) return `<td>${inline(text)}`;
    return `<td role="cell" data-label="${escapeText(columns[i]!.name)}"><span>${inline(text)}</span>`;
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

function inline(text: Text): string {
  return typeof text === 'string' ? words(text) : text.map(inlinePart).join('');
}

/** Escaped words; browsers break a line between a minus and a currency sign unless told not to. */
function words(text: string): string {
  return escapeText(text).replace(/−[^\d\s]\S*/g, '<span class="amount">$&</span>');
}

function inlinePart(part: Inline): string {
  if (typeof part === 'string') return words(part);
  if ('strong' in part) return `<strong>${escapeText(part.strong)}</strong>`;
  if ('quiet' in part) return `<span class="quiet">${escapeText(part.quiet)}</span>`;
  if ('code' in part) return `<code>${escapeText(part.code)}</code>`;
  if ('severity' in part) return badge(SEVERITY[part.severity], part.severity, part.severity);
  if ('check' in part) return badge(CHECK[part.check], part.check === 'n/a' ? 'info' : part.check, part.check);
  return badge(VERDICT_STYLES[part.verdict].sign, part.verdict.replace(/[ ,]+/g, '-'), part.verdict);
}

const SEVERITY = { fail: '✗', warn: '▲', info: '○' };
const CHECK = { fail: '✗', warn: '▲', pass: '✓', 'n/a': '–' };

function badge(sign: string, kind: string, words: string): string {
  return `<span class="badge ${kind}"><span aria-hidden="true">${sign}</span> ${escapeText(words)}</span>`;
}
