import { createHash } from 'node:crypto';
import { COLOURS as C } from '../chart/theme.ts';
import { countWords } from '../count-words.ts';
import type { DeliveredReport } from '../program/delivery.ts';
import { escapeText } from '../render/escape.ts';
import { familiesOf } from '../render/font.ts';
import { recolouredMarkup, SHIPPED_THEME, type Theme } from '../render/theme.ts';
import { formatDay } from '../results/format.ts';
import { type Language, languageOf, spoken } from '../results/language.ts';
import type { Results } from '../results/schema.ts';
import type { Alert } from './alerts.ts';
import { plainText } from './plain-text.ts';

/** A mail before it has an address: the plain text says what the HTML says. */
export interface Mail {
  subject: string;
  html: string;
  text: string;
  /** Files of the run that go along, by their path in it. */
  attachments: string[];
}

/** What goes along with the mail of each report. HTML is left to the folder: many mail servers refuse it. */
const ATTACHED: Record<DeliveredReport, RegExp> = {
  executive: /^executive\.pdf$/,
  project: /^project-[^/]*\.pdf$/,
  finance: /^finance\.(pdf|xlsx)$/,
  full: /^report\.html$/,
  alerts: /^(?!)/,
};

/** What lies in the folder of a report that is dropped there. */
const DROPPED: Record<DeliveredReport, RegExp> = {
  ...ATTACHED,
  executive: /^executive\.(pdf|html)$/,
  project: /^project-[^/]*\.(pdf|html)$/,
  finance: /^finance\.(pdf|html|xlsx)$/,
};

/** Which of a run's files make up a report, as `mail` or in a `folder`? Empty where the run has none of it. */
export function filesOf(report: DeliveredReport, files: readonly string[], by: 'mail' | 'folder'): string[] {
  return files.filter((file) => (by === 'mail' ? ATTACHED : DROPPED)[report].test(file)).sort();
}

/**
 * The mail of a report: the executive page as its body, the report as its attachments, and what the reader must know
 * before any number as a banner above it.
 *
 * @param executiveHtml  the run's executive page for mail
 * @param reasons        sentences of the banner; none for no banner
 * @param theme          in which the run wrote the page
 */
export function reportMail(
  results: Results,
  executiveHtml: string,
  reasons: readonly string[],
  attachments: string[],
  theme: Theme = SHIPPED_THEME,
): Mail {
  const { tell } = spoken(results).language;
  const html =
    reasons.length === 0
      ? executiveHtml
      : executiveHtml.replace(/<body[^>]*>/, (body) => `${body}\n${banner(reasons, tell, theme)}`);
  const caution = reasons.length === 0 ? '' : ` ${tell('(read the note first)')}`;
  const subject = `${results.program.title}, ${tell(`to ${formatDay(results.as_of)}`)}${caution}`;
  return { subject, html, text: plainText(html), attachments };
}

/** The mail of what is new, in the theme of the program. */
export function alertMail(results: Results, alerts: readonly Alert[], theme: Theme = SHIPPED_THEME): Mail {
  const { program, as_of: asOf } = results;
  const { language } = spoken(results);
  const { tell } = language;
  const items = alerts.map(
    ({ title, text, owner }) =>
      `<li style="margin:0 0 8px"><strong>${escapeText(tell(title))}</strong><br>${escapeText(tell(text))}${owner === null ? '' : ` → <strong>${escapeText(owner)}</strong>`}</li>`,
  );
  const told = tell(`${countWords(alerts.length, 'thing')} to look at`);
  const html = letter(language, theme, {
    title: program.title,
    headline: `${told}, ${tell(`data to ${formatDay(asOf)}`)}`,
    body: `<ul style="margin:0;padding:0 0 0 20px">${items.join('')}</ul>`,
    foot: tell('Each is told once; a benefit below its plan once a month.'),
    note: program.synthetic,
  });
  return { subject: `${program.title}: ${told}`, html, text: plainText(html), attachments: [] };
}

/** The mail to the owner of a delivery that did not go out, in the language of its program: what, why and what to do now. */
export function ownerMail(
  { title, locale }: Pick<Results['program'], 'title' | 'locale'>,
  { delivery, what, reasons, remedy }: { delivery: string; what: string; reasons: readonly string[]; remedy: string },
): Mail {
  const language = languageOf(locale, [title]);
  const { tell } = language;
  const items = reasons.map((reason) => `<li style="margin:0 0 6px">${escapeText(tell(reason))}</li>`).join('');
  const body = `<ul style="margin:0;padding:0 0 0 20px">${items}</ul>`;
  const headline = tell(`The delivery «${delivery}» ${what}`);
  const html = letter(language, SHIPPED_THEME, { title, headline, body, foot: tell(remedy), note: null });
  return {
    subject: `${title}: ${tell(`the delivery «${delivery}» ${what}`)}`,
    html,
    text: plainText(html),
    attachments: [],
  };
}

/**
 * The Message-ID of a mail: the same run, report and recipient give the same one, so that a mail program or a person knows a
 * duplicate when one arrives.
 *
 * @param what  what tells one mail from another: run, report and recipient; or delivery, due time and recipient
 * @param from  the sender's address, whose host the id carries
 */
export function messageId(what: readonly string[], from: string): string {
  const hash = createHash('sha256').update(JSON.stringify(what)).digest('hex');
  return `<${hash.slice(0, 32)}.realized@${from.slice(from.lastIndexOf('@') + 1)}>`;
}

function banner(reasons: readonly string[], tell: Language['tell'], theme: Theme): string {
  const items = reasons.map((reason) => `<p style="margin:4px 0 0">${escapeText(tell(reason))}</p>`).join('');
  const html = `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:12px 16px 0"><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px"><tr><td style="padding:10px 12px;text-align:left;font-family:${familiesOf(theme.typeface)},Arial,Helvetica,sans-serif;font-size:14px;line-height:20px;color:${C.ink};background:${C.concernSoft};border-left:4px solid ${C.concernEdge}"><strong>${escapeText(tell('Read this first'))}</strong>${items}</td></tr></table></td></tr></table>`;
  return recolouredMarkup(html, theme);
}

/** What a mail of the product says; `body` is HTML, all else text. */
interface Letter {
  title: string;
  headline: string;
  body: string;
  foot: string;
  note: string | null;
}

function letter({ tag }: Language, theme: Theme, { title, headline, body, foot, note: said }: Letter): string {
  const note = said === null ? '' : `<p style="margin:0 0 12px;color:${C.muted}">${escapeText(said)}</p>`;
  const html = `<!doctype html>
<html lang="${tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeText(title)}</title>
</head>
<body style="margin:0;padding:0;background:${C.paper}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px"><tr><td style="padding:16px;text-align:left;word-break:break-word;font-family:${familiesOf(theme.typeface)},Arial,Helvetica,sans-serif;font-size:14px;line-height:20px;color:${C.ink}">
<h1 style="margin:0 0 2px;font-size:22px;line-height:27px">${escapeText(title)}</h1>
<p style="margin:0 0 12px;font-size:16px;line-height:22px;font-weight:600">${escapeText(headline)}</p>
${note}${body}
<p style="margin:16px 0 0;font-size:12px;color:${C.muted}">${escapeText(foot)}</p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
  return recolouredMarkup(html, theme);
}
