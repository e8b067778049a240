import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** A cell as an .xlsx file holds it; an error such as `#N/A` is a text that begins with `#`. */
export interface HeldCell {
  value: string | number | null;
  formula: string | null;
}

/** Cells by sheet and address. */
export type HeldCells = Record<string, Record<string, HeldCell>>;

/** Is there a spreadsheet here that computes? */
export const hasOffice = (() => {
  try {
    execFileSync('soffice', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** What stands in the cells of an .xlsx file, as far as this needs no spreadsheet: values, formulas, shared texts. */
export function readCells(bytes: Uint8Array): HeldCells {
  const files = unzipSync(bytes);
  const part = (path: string) => strFromU8(files[path]!);
  const texts =
    files['xl/sharedStrings.xml'] === undefined ? [] : items(part('xl/sharedStrings.xml'), 'si').map(textOf);
  const targets = new Map(
    [...part('xl/_rels/workbook.xml.rels').matchAll(/<Relationship [^>]*>/g)].map(([tag]) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target').replace(/^\/xl\//, ''),
    ]),
  );
  const sheets = [...part('xl/workbook.xml').matchAll(/<sheet [^>]*>/g)].map(([tag]) => ({
    name: unescapeXml(attribute(tag, 'name')),
    xml: part(`xl/${targets.get(attribute(tag, 'r:id'))}`),
  }));
  return Object.fromEntries(sheets.map(({ name, xml }) => [name, cellsOf(xml, texts)]));
}

/** New values of cells, by `Sheet!B3` or by a defined name. */
export type Changes = Record<string, number | string>;

/**
 * The same workbook after a spreadsheet has computed every formula anew, once for each set of changes.
 *
 * What the formulas came to is taken out before, so that nothing stored can pass for computed.
 */
export function recalculated(bytes: Uint8Array, ...changes: Changes[]): HeldCells[] {
  const folder = mkdtempSync(join(tmpdir(), 'realized-office-'));
  try {
    const books = changes.map((change, i) => {
      const path = join(folder, `book-${i}.xlsx`);
      writeFileSync(path, withoutResults(bytes, change));
      return path;
    });
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const convert = ['--headless', '--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', join(folder, 'out')];
    execFileSync('soffice', [profile, ...convert, ...books], { stdio: 'ignore', timeout: 600_000 });
    return changes.map((_, i) => readCells(readFileSync(join(folder, `out/book-${i}.xlsx`))));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function withoutResults(bytes: Uint8Array, changes: Changes): Uint8Array {
  const files = unzipSync(bytes);
  const workbook = strFromU8(files['xl/workbook.xml']!);
  const names = [...workbook.matchAll(/<sheet [^>]*>/g)].map(([tag]) => unescapeXml(attribute(tag, 'name')));
  const unknown = Object.keys(changes).filter((where) => !names.includes(placeOf(where, workbook).sheet));
  if (unknown.length > 0) throw new Error(`no sheet has the cells ${unknown.join(', ')}`);
  const placed = Object.entries(changes).map(([where, value]) => [placeOf(where, workbook), value] as const);
  const parts = Object.entries(files).map(([path, content]) => {
    const sheet = /^xl\/worksheets\/sheet(\d+)\.xml$/.exec(path);
    if (sheet === null) return [path, content];
    let xml = strFromU8(content).replace(/(<f>[^<]*<\/f>)<v>[^<]*<\/v>/g, '$1');
    for (const [{ sheet: changed, cell }, value] of placed) {
      if (changed !== names[Number(sheet[1]) - 1]) continue;
      const pattern = new RegExp(`<c r="${cell}"( s="\\d+")?(?: t="\\w+")?>(?:<v>[^<]*</v>)</c>`);
      if (!pattern.test(xml)) throw new Error(`${changed}!${cell} holds no value that could be changed`);
      const held = typeof value === 'number' ? `><v>${value}</v>` : ` t="inlineStr"><is><t>${value}</t></is>`;
      xml = xml.replace(pattern, `<c r="${cell}"$1${held}</c>`);
    }
    return [path, strToU8(xml)];
  });
  return zipSync(Object.fromEntries(parts));
}

function placeOf(where: string, workbook: string): { sheet: string; cell: string } {
  const named = new RegExp(`<definedName name="${where}">([^<]*)<`).exec(workbook)?.[1] ?? where;
  const at = unescapeXml(named);
  const sheet = at.slice(0, at.lastIndexOf('!')).replace(/^'(.*)'$/, '$1');
  return { sheet: sheet.replaceAll("''", "'"), cell: at.slice(at.lastIndexOf('!') + 1).replaceAll('$', '') };
}

function cellsOf(xml: string, texts: readonly string[]): Record<string, HeldCell> {
  const cells: Record<string, HeldCell> = {};
  for (const [, tag = '', inner = ''] of xml.matchAll(/(<c [^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
    const formula = /<f[^>]*>(.*?)<\/f>/s.exec(inner)?.[1] ?? null;
    const held = /<v>(.*?)<\/v>/s.exec(inner)?.[1] ?? null;
    cells[attribute(tag, 'r')] = {
      formula: formula === null ? null : unescapeXml(formula),
      value: heldValue(attribute(tag, 't'), held, texts),
    };
  }
  return cells;
}

function heldValue(type: string, held: string | null, texts: readonly string[]): string | number | null {
  if (held === null) return type === 'str' ? '' : null;
  if (type === 's') return texts[Number(held)]!;
  return type === 'str' || type === 'e' ? unescapeXml(held) : Number(held);
}

function items(xml: string, tag: string): string[] {
  return [...xml.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))].map(([, inner]) => inner!);
}

function textOf(xml: string): string {
  return [...xml.matchAll(/<t[^>]*>(.*?)<\/t>/gs)]
    .map(([, text]) => unescapeXml(text!))
    .join('')
    .replace(/_x005F_(?=x)/g, '_');
}

function attribute(tag: string, name: string): string {
  return new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
}

function unescapeXml(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&#10;/g, '\n')
    .replace(/&amp;/g, '&');
}
