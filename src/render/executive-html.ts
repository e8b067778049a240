import { COLOURS as C } from '../chart/theme.ts';
import { VERDICT_STYLES } from '../chart/verdict-style.ts';
import type { Text } from '../report/document.ts';
import type { Executive } from '../report/executive.ts';
import type { ClassBar } from '../report/executive-benefits.ts';
import type { Assurance, KpiRow, Sparkline } from '../report/executive-kpis.ts';
import type { ExecutiveWords } from '../report/executive-words.ts';
import { escapeText } from './escape.ts';
import { familiesOf } from './font.ts';
import { recolouredMarkup, SHIPPED_THEME, type Theme } from './theme.ts';

/** How a cell looks; mail programs keep inline styles and drop the rest. */
const CELL = `padding:5px 8px 5px 0;vertical-align:top;border-top:1px solid ${C.grid}`;
const NUMBER = `${CELL};text-align:right;white-space:nowrap`;
const HEAD = `padding:0 8px 3px 0;text-align:left;font-weight:400;font-size:12px;color:${C.muted}`;
const NUMBER_HEAD = `${HEAD};text-align:right;white-space:nowrap`;
/** On a phone the rows of a table become cards; a mail program that drops the sheet keeps the tables. */
const PHONE = `<style>@media (max-width:480px){
.cards,.cards>tbody,.cards>tbody>tr,.cards>tbody>tr>th,.cards>tbody>tr>td{display:block!important;width:auto!important;text-align:left!important;white-space:normal!important}
.cards>thead{display:none!important}
.cards>tbody>tr{border-top:1px solid ${C.rule}!important;padding:6px 0!important}
.cards>tbody>tr>th,.cards>tbody>tr>td{border:0!important;padding:2px 0!important}
.cards td[data-label]:before{content:attr(data-label) ": ";color:${C.muted}}
}</style>`;
const LAYOUT = 'role="presentation" cellpadding="0" cellspacing="0" border="0"';
const DATA =
  'class="cards" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;font-size:13px"';

/**
 * The executive page as the body of a mail: tables and inline styles, 600 px wide; no script, no picture, nothing loaded.
 *
 * @param page  what the page says, as its PDF says it
 */
export function executiveHtml(page: Executive, theme: Theme = SHIPPED_THEME): string {
  return recolouredMarkup(mailOf(page, familiesOf(theme.typeface)), theme);
}

function mailOf(page: Executive, families: string): string {
  const { words: told } = page;
  const body = [
    notice(page),
    `<h1 style="margin:0 0 2px;font-size:22px;line-height:27px">${escapeText(page.title)}</h1>`,
    `<p style="margin:0 0 12px;font-size:12px;color:${C.muted}">${words(page.subtitle)}</p>`,
    `<p style="margin:0 0 8px;font-size:18px;line-height:24px;font-weight:600">${amounts(page.answer)}</p>`,
    page.beside === null ? '' : paragraph(amounts(page.beside)),
    benefits(page.benefits, told),
    kpis(page.kpis, told),
    heading(told['Not claimed, and why']),
    list(
      page.notClaimed,
      ({ name, why }) => `<strong>${escapeText(name)}</strong>: ${escapeText(why)}`,
      told['Nothing registered is left unclaimed.'],
    ),
    heading(told['Audit checks']),
    paragraph(escapeText(page.audit.summary)),
    list(page.audit, ({ result, name }) => `<strong>${escapeText(told[result])}</strong>: ${escapeText(name)}`, ''),
    heading(told['Decisions needed']),
    list(
      page.decisions,
      ({ what, owner, due }) => `${escapeText(what)} → <strong>${escapeText(owner)}</strong>, ${escapeText(due)}`,
      told['None: nothing fails, nothing worsened, nothing warns.'],
      'ol',
    ),
    ...(page.since === null
      ? []
      : [
          heading(told['Since the last report']),
          paragraph(amounts(page.since.summary)),
          list(page.since, escapeText, ''),
        ]),
    heading(told['Changed since the seal']),
    paragraph(escapeText(page.changes.summary)),
    list(page.changes, escapeText, ''),
    `<p style="margin:18px 0 0;font-size:12px;color:${C.muted}">${escapeText(told['Effects: against what would have been without the change, with 95 % intervals. Money: to date, with P5–P95; benefits by class: without the stabilization weeks.'])}</p>`,
  ];
  return `<!doctype html>
<html lang="${page.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(page.title)}</title>
${PHONE}
</head>
<body style="margin:0;padding:0;background:${C.paper}">
<table ${LAYOUT} width="100%"><tr><td align="center">
<table ${LAYOUT} width="600" style="width:100%;max-width:600px"><tr><td style="padding:16px;text-align:left;word-break:break-word;font-family:${families},Arial,Helvetica,sans-serif;font-size:14px;line-height:20px;color:${C.ink}">
${body.filter((part) => part !== '').join('\n')}
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
}

function notice({ notice: text, words: told }: Executive): string {
  if (text === null) return '';
  return `<p style="margin:0 0 14px;padding:6px 8px;font-size:13px;background:${C.concernSoft}"><strong>${escapeText(told['Synthetic data'])}</strong> ${escapeText(text)}</p>`;
}

function heading(text: string): string {
  return `<h2 style="margin:18px 0 5px;font-size:15px;line-height:20px">${escapeText(text)}</h2>`;
}

/** Escaped words in which a minus stays with its amount. */
function amounts(text: string): string {
  return escapeText(text).replace(/−[^\d\s]\S*/g, '<span style="white-space:nowrap">$&</span>');
}

function paragraph(html: string): string {
  return `<p style="margin:0 0 4px">${html}</p>`;
}

function words(text: Text): string {
  const parts = typeof text === 'string' ? [text] : text;
  return parts
    .map((part) => {
      if (typeof part === 'string') return escapeText(part);
      const inner = escapeText(String(Object.values(part)[0]));
      return 'strong' in part ? `<strong style="color:${C.ink}">${inner}</strong>` : inner;
    })
    .join('');
}

function list<Item>(
  { items, rest: left }: { items: readonly Item[]; rest: string },
  tell: (item: Item) => string,
  none: string,
  tag: 'ul' | 'ol' = 'ul',
): string {
  if (items.length === 0) return none === '' ? '' : paragraph(escapeText(none));
  const rest = left === '' ? '' : paragraph(`<span style="color:${C.muted}">${escapeText(left)}</span>`);
  const inner = items.map((item) => `<li style="margin:0 0 4px">${tell(item)}</li>`).join('');
  return `<${tag} style="margin:0 0 4px;padding:0 0 0 20px">${inner}</${tag}>${rest}`;
}

function benefits({ title: name, rows, scale }: Executive['benefits'], told: ExecutiveWords): string {
  if (rows.length === 0) return '';
  const names = [told.Demonstrated, told['P5–P95'], told.Planned];
  const head = `<th scope="col" style="${HEAD}">${escapeText(told.Class)}</th><th scope="col" class="scale" style="${HEAD};width:34%">${escapeText(told['Demonstrated; line: P5–P95; upright: planned'])}</th>${names.map((one) => `<th scope="col" style="${NUMBER_HEAD}">${escapeText(one)}</th>`).join('')}`;
  const title = heading(name);
  const body = rows.map((row) => classRow(row, scale.zero, told)).join('');
  return `${title}<table ${DATA}><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

function classRow(
  { name, cash, demonstrated, interval, planned, bar, plannedAt }: ClassBar,
  zero: number,
  told: ExecutiveWords,
): string {
  const note = cash ? '' : ` <span style="color:${C.muted}">(${escapeText(told['not cash'])})</span>`;
  const number = (label: string, html: string) =>
    `<td data-label="${escapeText(label)}" style="${NUMBER}">${html}</td>`;
  return `<tr><th scope="row" style="${CELL};text-align:left;font-weight:400">${escapeText(name)}${note}</th><td class="scale" style="${CELL}">${barOf({ bar, plannedAt, cash, zero })}</td>${number(told.Demonstrated, `<strong>${escapeText(demonstrated)}</strong>`)}${number(told['P5–P95'], escapeText(interval))}${number(told.Planned, escapeText(planned))}</tr>`;
}

/** The bar, its interval and the plan as three strips of table cells on the scale that all classes share. */
function barOf({
  bar,
  plannedAt,
  cash,
  zero,
}: Pick<ClassBar, 'bar' | 'plannedAt' | 'cash'> & { zero: number }): string {
  const strips: string[] = [];
  if (bar !== null) {
    const fill = bar.likely < zero ? C.concern : cash ? C.improvement : C.common;
    strips.push(strip(Math.min(zero, bar.likely), Math.max(zero, bar.likely), 8, fill));
    if (bar.low !== null && bar.high !== null) strips.push(strip(bar.low, bar.high, 2, C.ink));
  }
  if (plannedAt !== null) strips.push(strip(plannedAt - 0.006, plannedAt + 0.006, 5, C.ink));
  return strips.join('');
}

function strip(from: number, to: number, height: number, fill: string): string {
  const [left, right] = [from, to].map((at) => Math.round(Math.min(1, Math.max(0, at)) * 1000) / 10) as [
    number,
    number,
  ];
  const cell = (width: number, colour: string) =>
    width <= 0
      ? ''
      : `<td style="width:${width.toFixed(1)}%;height:${height}px;padding:0;font-size:0;line-height:${height}px${colour}"></td>`;
  const cells = `${cell(left, '')}${cell(Math.max(0.8, right - left), `;background:${fill}`)}${cell(100 - right, '')}`;
  return `<table ${LAYOUT} width="100%" aria-hidden="true" style="table-layout:fixed;margin:0 0 1px"><tr>${cells}</tr></table>`;
}

function kpis({ rows, more }: Executive['kpis'], told: ExecutiveWords): string {
  if (rows.length === 0) return '';
  const names = [told['Verdict, KPI, unit'], told.Series, told['Target met lately']];
  const head = `${names.map((name) => `<th scope="col" style="${HEAD}">${escapeText(name)}</th>`).join('')}<th scope="col" style="${NUMBER_HEAD}">${escapeText(told['Effect, 95 % interval'])}</th>`;
  const title = heading(told['KPIs, those that worsened or carry money first']);
  return `${title}<table ${DATA}><thead><tr>${head}</tr></thead><tbody>${rows.map((row) => kpiRow(row, told)).join('')}</tbody></table>${more === '' ? '' : paragraph(`<span style="color:${C.muted}">${escapeText(more)}</span>`)}`;
}

function kpiRow(
  { label, unit, verdict, said, spark, assurance, effect, interval }: KpiRow,
  told: ExecutiveWords,
): string {
  const { sign, fill, edge, ink } = VERDICT_STYLES[verdict];
  const badge = `<span style="display:inline-block;width:16px;line-height:16px;text-align:center;font-size:12px;font-weight:600;background:${fill};border:1px solid ${edge};color:${ink}">${sign}</span>`;
  return `<tr><th scope="row" style="${CELL};text-align:left;font-weight:400">${badge} <strong>${escapeText(said)}</strong><br>${escapeText(label)} <span style="color:${C.muted}">${escapeText(unit)}</span></th><td style="${CELL}">${dots(spark)}</td><td data-label="${escapeText(told['Target met lately'])}" style="${CELL}">${ring(assurance)}</td><td data-label="${escapeText(told.Effect)}" style="${NUMBER}"><strong>${escapeText(effect)}</strong><br>${escapeText(interval)}</td></tr>`;
}

/** A full ring: met in every period; half: in some; empty: in none. */
function ring({ kind, words }: Assurance): string {
  const fill = { met: C.ink, chance: `linear-gradient(90deg,${C.ink} 50%,${C.paper} 50%)`, missed: C.paper, none: '' }[
    kind
  ];
  const circle = `<span style="display:inline-block;width:9px;height:9px;border:1px solid ${C.ink};border-radius:50%;background:${fill}"></span> `;
  return `<span style="white-space:nowrap">${kind === 'none' ? '' : circle}${escapeText(words)}</span>`;
}

/** How many dots a series is drawn with: the mean of each stretch of time; mail programs draw no curves. */
const DOTS = 26;

/** A series as dots in the cells of a table without axes; the rule between them is go-live. */
function dots({ stretches, goLive }: Sparkline): string {
  const points = stretches.flat();
  const cells = Array.from({ length: DOTS }, (_, i) => {
    const own = points.filter(({ x }) => Math.min(DOTS - 1, Math.floor(x * DOTS)) === i);
    const mean = own.reduce((total, { y }) => total + y, 0) / own.length;
    const rule = goLive !== null && Math.floor(goLive * DOTS) === i ? `;border-left:1px solid ${C.ink}` : '';
    const dot =
      own.length === 0
        ? ''
        : `<div style="width:3px;height:3px;line-height:3px;font-size:0;background:${C.muted}"></div>`;
    const top = own.length === 0 ? 0 : Math.round((1 - mean) * 21);
    return `<td style="width:3px;height:${24 - top}px;vertical-align:top;padding:${top}px 0 0${rule}">${dot}</td>`;
  });
  return `<table ${LAYOUT} aria-hidden="true"><tr>${cells.join('')}</tr></table>`;
}
