import type { Inline, Text } from '../report/document.ts';
import { badgeOf } from './badge.ts';
import { fontsOf, textWidth } from './font.ts';
import { printable, type TemplateData } from './typst.ts';

/**
 * A stretch of words as the template takes it.
 *
 * @param report  the name of the report that they stand in: links lead to its own sections alone
 * @param run     how many letters of a word stay together
 */
export function wordsOf(text: Text, report: string, run?: number): TemplateData {
  return { parts: (typeof text === 'string' ? [text] : text).map((one) => part(one, report, run)) };
}

function part(inline: Inline, report: string, run?: number): TemplateData {
  if (typeof inline === 'string') return { kind: 'plain', text: printable(inline, run) };
  if ('strong' in inline) return { kind: 'strong', text: printable(inline.strong, run) };
  if ('quiet' in inline) return { kind: 'quiet', text: printable(inline.quiet, run) };
  if ('code' in inline) return { kind: 'code', text: printable(inline.code, run) };
  if ('text' in inline) {
    const text = printable(inline.text, run);
    return 'section' in inline && inline.report === report
      ? { kind: 'link', text, section: inline.section }
      : { kind: 'plain', text };
  }
  const { words, style } = badgeOf(inline);
  return { kind: 'badge', text: printable(words), style };
}

/** Do these words stand in half the width of a page, and leave a chart its room below them? */
export function fitHalf(...texts: readonly string[]): boolean {
  return textWidth(fontsOf(null, 400), texts.join(' '), 9) <= LONGEST;
}

/** In points: some twenty lines of half a page. */
const LONGEST = 4800;

/** The words alone, without their marks. */
export function plainText(text: Text): string {
  return typeof text === 'string'
    ? text
    : text.map((one) => (typeof one === 'string' ? one : Object.values(one)[0])).join('');
}
