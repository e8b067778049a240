import type { Panel } from '../report/document.ts';
import type { Language } from '../results/language.ts';
import { escapeText } from './escape.ts';

/**
 * A number, or the name of what it was made from, as a button that opens its panel.
 *
 * @param reference  of one of the document's panels
 * @param inner      HTML
 */
export function panelButton(reference: string, inner: string): string {
  return `<button class="figure" popovertarget="${panelId(reference)}">${inner}</button>`;
}

/**
 * The panels of a page: popovers, which a button opens by mouse or keyboard and Escape closes, all without a script.
 *
 * What they say is the ancestry that `realized explain` prints, told in the language of the page.
 */
export function renderPanels(panels: readonly Panel[], tell: Language['tell']): string {
  if (panels.length === 0) return '';
  const [madeFrom, interval, close] = ['Made from', 'Its interval', 'Close'].map((word) => escapeText(tell(word)));
  const code = (reference: string) => `<code>${nameOf(reference)}</code>`;
  const item = (name: string, told: string) => `<li>${name}${told === '' ? '' : ` ${escapeText(told)}`}`;
  const list = (title: string, lines: string[]) =>
    lines.length === 0 ? '' : `<p class="quiet">${title}</p><ul>${lines.join('')}</ul>`;
  const panel = ({ reference, told, inputs, ends }: Panel) => {
    const [id, name] = [panelId(reference), nameOf(reference)];
    const values = ends.map((end) => item(code(end.reference), end.told));
    const made = inputs.map((input) => {
      const isOwn = /^(figure|kpi|extract):/.test(input.reference);
      const name = code(input.reference);
      return item(isOwn ? panelButton(input.reference, name) : name, input.told);
    });
    return `<div popover id="${id}" class="panel" role="dialog" aria-label="${name}"><p>${code(reference)}</p><p>${escapeText(told)}</p>${list(interval!, values)}${list(madeFrom!, made)}<button popovertarget="${id}" popovertargetaction="hide">${close}</button></div>`;
  };
  return panels.map(panel).join('\n');
}

/** A figure is called by its id alone, as `realized explain` takes it. */
function nameOf(reference: string): string {
  return escapeText(reference.replace(/^figure:/, ''));
}

function panelId(reference: string): string {
  return escapeText(`from-${encodeURIComponent(reference).replaceAll('%', '_')}`);
}
