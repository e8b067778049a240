import { countWords } from '../count-words.ts';
import type { KpiRow, Sparkline } from '../report/executive-kpis.ts';
import type { RunSummary } from '../report/run-summary.ts';
import { formatDay, NO_NUMBER } from '../results/format.ts';
import { type Language, languageOf } from '../results/language.ts';
import { badgeOf } from './badge.ts';
import { escapeText } from './escape.ts';
import { htmlPage } from './page.ts';

/** A run and the folder that holds it, relative to the library page. */
export interface LibraryRun {
  folder: string;
  summary: RunSummary;
}

const SPARK = { width: 220, height: 44, margin: 3 };

const RULES = `
.library{max-width:1200px;margin:0 auto;padding:0 1.5rem}
.library main{max-width:1100px}
.library .program{border-top:3px solid var(--ink);padding-top:1.4rem;margin-top:2.5rem}
.library .program:first-child{margin-top:0}
.library h2{margin-bottom:.4rem}
.library .lead{margin-bottom:.9rem}
.library .meta{color:var(--muted);font-size:.92rem;margin-bottom:.6rem}
.library .counts{list-style:none;display:flex;flex-wrap:wrap;gap:.4rem 1rem;padding:0;max-width:none}
.library .counts li{margin:0}
.library .sparks{display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:1.2rem 2rem;list-style:none;padding:0;max-width:none;margin:1.2rem 0}
.library .sparks li{border-top:1px solid var(--rule);padding-top:.6rem;margin:0}
.library .sparks svg{display:block;width:100%;height:44px;margin:.35rem 0}
.library .sparks strong{display:block;line-height:1.3}
.library .open{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;list-style:none;padding:0;margin:.8rem 0 1.2rem;max-width:none}
.library .open li{margin:0}
.library .open li:first-child a{font-weight:600}
@media (max-width:720px){.library{padding:0 1rem}.library .sparks{grid-template-columns:1fr}}
`;

/**
 * The page that lists every program and run below a folder, newest first, each with its answer in a sentence.
 *
 * Every link is relative and below the page, so that the folder can be moved, zipped or mounted elsewhere.
 *
 * Each program is told in its own language; the page speaks it too where all have the same.
 *
 * @param programs  the runs of each program, newest first; at least one each
 */
export function libraryHtml(programs: readonly (readonly LibraryRun[])[]): string {
  const runs = programs.reduce((sum, { length }) => sum + length, 0);
  const locales = new Set(programs.map(([newest]) => newest!.summary.program.locale));
  const { tag, tell } = languageOf(locales.size === 1 ? [...locales][0]! : 'en-GB', []);
  const told = `${tell(countWords(programs.length, 'program'))}, ${tell(countWords(runs, 'run'))}`;
  const title = escapeText(tell('Reports'));
  const body = [
    `<a class="skip" href="#programs">${escapeText(tell('Skip to the programs'))}</a>`,
    `<header class="masthead"><h1>${title}</h1><p>${escapeText(told)}</p></header>`,
    `<div class="library"><main id="programs">${programs.map(programSection).join('\n')}</main></div>`,
  ].join('\n');
  return htmlPage(tell('Reports'), body, { lang: tag, rules: RULES });
}

function programSection([newest, ...earlier]: readonly LibraryRun[]): string {
  const { summary } = newest!;
  const { title, synthetic, locale } = summary.program;
  const language = languageOf(locale, []);
  const { tag, tell } = language;
  const note = synthetic === null ? '' : ` · <strong>${escapeText(tell('synthetic data'))}</strong>`;
  return [
    `<section class="program" lang="${tag}"><h2>${escapeText(title)}</h2>`,
    `<p class="meta">${escapeText(tell(`Data to ${formatDay(summary.as_of)}`))} · ${escapeText(tell('run'))} <code>${summary.run_id.slice(0, 12)}</code>${note}</p>`,
    `<p class="lead">${escapeText(summary.answer)}</p>`,
    `<ul class="counts">${summary.verdicts.map(({ verdict, n }) => `<li>${badge(verdict, tell(verdict))} ${n}</li>`).join('')}</ul>`,
    `<ul class="open">${summary.reports.map(({ title: name, file }) => `<li><a href="${link(newest!, file)}">${escapeText(name)}</a></li>`).join('')}</ul>`,
    summary.kpis.length === 0
      ? ''
      : `<ul class="sparks">${summary.kpis.map((row) => sparkItem(row, language)).join('')}</ul>`,
    earlierRuns(earlier, language),
    '</section>',
  ].join('\n');
}

function earlierRuns(runs: readonly LibraryRun[], { tell }: Language): string {
  if (runs.length === 0) return '';
  const rows = runs.map((run) => {
    const { as_of: asOf, run_id: id, answer, reports } = run.summary;
    const page = reports[0] === undefined ? '' : link(run, reports[0].file);
    return `<tr><th scope="row"><a href="${page}">${escapeText(tell(formatDay(asOf)))}</a></th><td>${escapeText(answer)}</td><td><code>${id.slice(0, 12)}</code></td></tr>`;
  });
  const heads = ['Data to', 'Answer', 'Run'].map((name) => `<th scope="col">${escapeText(tell(name))}</th>`);
  return `<details><summary>${escapeText(tell(countWords(runs.length, 'earlier run')))}</summary><div class="scroll"><table><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div></details>`;
}

function sparkItem({ label, unit, verdict, said, effect, interval, spark }: KpiRow, { tell }: Language): string {
  const hasEffect = effect !== NO_NUMBER;
  const alt = `${label}, ${unit}: ${said}${hasEffect ? `, ${tell('effect')} ${effect}` : ''}`;
  const numbers = hasEffect ? ` ${escapeText(effect)} <span class="quiet">(${escapeText(interval)})</span>` : '';
  return `<li><strong>${escapeText(label)}</strong><span class="quiet">${escapeText(unit)}</span>${sparkSvg(spark, alt)}${badge(verdict, said)}${numbers}</li>`;
}

/** A series without axes; the rule is go-live. */
function sparkSvg({ stretches, goLive }: Sparkline, alt: string): string {
  const { width, height, margin } = SPARK;
  const x = (at: number) => (margin + at * (width - 2 * margin)).toFixed(1);
  const y = (at: number) => (margin + (1 - at) * (height - 2 * margin)).toFixed(1);
  const line = stretches.map((points) => `M${points.map((p) => `${x(p.x)},${y(p.y)}`).join('L')}`).join('');
  const rule =
    goLive === null
      ? ''
      : `<line x1="${x(goLive)}" x2="${x(goLive)}" y1="0" y2="${height}" stroke="var(--ink)" stroke-width="1"/>`;
  return `<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img" aria-label="${escapeText(alt)}"><path d="${line}" fill="none" stroke="var(--common)" stroke-width="1.5" vector-effect="non-scaling-stroke"/>${rule}</svg>`;
}

function badge(verdict: KpiRow['verdict'], said: string): string {
  const { words, kind, style } = badgeOf({ verdict, said });
  return `<span class="badge ${kind}"><span aria-hidden="true">${style.sign}</span> ${words}</span>`;
}

function link({ folder }: LibraryRun, file: string): string {
  return escapeText([...folder.split('/'), file].map(encodeURIComponent).join('/'));
}
