import type { Block, Document, Inline, Panel, ReportLink, Section, Table, Text } from './document.ts';

type Tell = (text: string) => string;

/** A report's tree in the reader's language; code, addresses and files stay as they are. */
export function retellDocument(document: Document, tell: Tell): Document {
  const { report, title, subtitle, notice, reports, sections, panels } = document;
  return {
    ...document,
    report: tell(report),
    title: tell(title),
    subtitle: retellText(subtitle, tell),
    notice: notice === null ? null : { title: tell(notice.title), text: tell(notice.text) },
    reports: reports.map((one) => retellLink(one, tell)),
    sections: sections.map((section) => retellSection(section, tell)),
    panels: panels.map((panel) => retellPanel(panel, tell)),
  };
}

function retellSection(section: Section, tell: Tell): Section {
  return { ...section, title: tell(section.title), blocks: section.blocks.map((block) => retellBlock(block, tell)) };
}

function retellBlock(block: Block, tell: Tell): Block {
  switch (block.kind) {
    case 'section':
      return retellSection(block, tell);
    case 'paragraph':
      return { ...block, text: retellText(block.text, tell) };
    case 'list':
      return { ...block, items: block.items.map((item) => retellText(item, tell)) };
    case 'facts':
      return {
        ...block,
        facts: block.facts.map(({ name, text }) => ({ name: tell(name), text: retellText(text, tell) })),
      };
    case 'key figures':
      return {
        ...block,
        groups: block.groups.map(({ title, figures }) => ({
          title: tell(title),
          figures: figures.map(({ name, value, note, ...rest }) => ({
            ...{ name: tell(name), value: tell(value), note: tell(note) },
            ...rest,
          })),
        })),
      };
    case 'table':
      return retellTable(block, tell);
    case 'figure':
      return { ...block, data: retellTable(block.data, tell) };
    case 'details':
      return { ...block, summary: tell(block.summary), blocks: block.blocks.map((one) => retellBlock(one, tell)) };
    case 'code':
      return { ...block, caption: tell(block.caption) };
    case 'links':
      return { ...block, links: block.links.map((one) => retellLink(one, tell)) };
  }
}

function retellTable(table: Table, tell: Tell): Table {
  return {
    ...table,
    caption: tell(table.caption),
    columns: table.columns.map(({ name, align }) => ({ name: tell(name), align })),
    rows: table.rows.map((row) => row.map((cell) => retellText(cell, tell))),
  };
}

/** References are names; what was already said in a panel of its own is told there. */
function retellPanel({ reference, told, inputs, ends }: Panel, tell: Tell): Panel {
  const retold = <One extends { told: string }>(one: One): One => ({
    ...one,
    told: one.told === '' ? '' : tell(one.told),
  });
  return { reference, told: tell(told), inputs: inputs.map(retold), ends: ends.map(retold) };
}

function retellLink(link: ReportLink, tell: Tell): ReportLink {
  return { ...link, title: tell(link.title), about: tell(link.about) };
}

/** A stretch of words, each part told for itself. */
export function retellText(text: Text, tell: Tell): Text {
  return typeof text === 'string' ? tell(text) : text.map((part) => retellInline(part, tell));
}

function retellInline(part: Inline, tell: Tell): Inline {
  if (typeof part === 'string') return tell(part);
  if ('strong' in part) return { strong: tell(part.strong) };
  if ('quiet' in part) return { quiet: tell(part.quiet) };
  if ('code' in part) return part;
  if ('text' in part) return { ...part, text: tell(part.text) };
  if ('verdict' in part) return { ...part, said: tell(part.verdict) };
  if ('severity' in part) return { ...part, said: tell(part.severity) };
  return { ...part, said: tell(part.check) };
}
