import { COLOURS } from '../chart/theme.ts';
import { familiesOf } from './font.ts';
import type { Palette, Theme } from './theme.ts';

/** The name of a colour as a CSS variable: `--concern-edge`. */
function variable(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function declarations(colours: Palette): string {
  return Object.entries(colours)
    .map(([name, value]) => `${variable(name)}:${value}`)
    .join(';');
}

/** A chart's SVG with its colours as the page's variables, so that it follows the page into the dark. */
export function themed(svg: string): string {
  return Object.entries(COLOURS).reduce(
    (themed, [name, value]) => themed.replaceAll(`="${value}"`, `="var(${variable(name)})"`),
    svg,
  );
}

/** Data with its colours as the page's variables, `var(--ink)`. */
export function themedData<T>(data: T): T {
  const names = new Map<unknown, string>(Object.entries(COLOURS).map(([name, value]) => [value, variable(name)]));
  const named = (_key: string, value: unknown) => (names.has(value) ? `var(${names.get(value)})` : value);
  return JSON.parse(JSON.stringify(data, named));
}

/**
 * The style sheet of a report's page: screen, phone, print, light and dark.
 *
 * @param fonts  `@font-face` rules of the typeface in its two weights
 */
export function styleSheet(fonts: string, { light, dark, typeface }: Theme): string {
  return `${fonts}
:root{color-scheme:light dark;${declarations(light)}}
@media screen and (prefers-color-scheme:dark){:root{${declarations(dark)}}}
${RULES.replace(familiesOf(null), familiesOf(typeface))}`;
}

/** The cells of number columns, which the table's class names by position. */
const NUMBERS = (before: string, after: string) =>
  Array.from({ length: 12 }, (_, i) => `.n${i + 1} ${before}tr>:nth-child(${i + 1})${after}`).join(',');

const RULES = `
*{box-sizing:border-box}
html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:400 17px/1.5 ${familiesOf(null)},system-ui,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
.logo{float:right;width:auto;height:3.2rem;max-width:40%;object-fit:contain;margin:0 0 .75rem 2rem}
@media screen and (prefers-color-scheme:dark){.logo{background:#fff;padding:.4rem;border-radius:4px}}
.skip{position:absolute;left:-99em}
.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.5rem 1rem;z-index:2}
a{color:inherit;text-decoration-color:var(--rule);text-underline-offset:.2em}
a:hover{text-decoration-color:currentColor}
:focus-visible{outline:3px solid var(--improvement);outline-offset:2px}
code{font:inherit;font-size:.9em;color:var(--muted);overflow-wrap:anywhere}
strong{font-weight:600}
.quiet{color:var(--muted)}
.amount{white-space:nowrap}

.notice{background:var(--concern-soft);border-bottom:2px solid var(--concern-edge);padding:.6rem 1.5rem;text-align:center}
.notice strong{text-transform:uppercase;letter-spacing:.06em;margin-right:.4em}
.masthead,.page{max-width:1200px;margin:0 auto;padding:0 1.5rem}
.masthead{padding-top:2.5rem;padding-bottom:1.25rem}
.masthead h1{font-size:2.1rem;line-height:1.15;margin:0 0 .5rem;max-width:28em;text-wrap:balance;letter-spacing:-.01em}
.masthead p{margin:0;color:var(--muted)}
.page{display:grid;grid-template-columns:210px minmax(0,1fr);gap:3rem;border-top:1px solid var(--rule);align-items:start}
main{min-width:0;max-width:900px;padding-bottom:6rem}

.reports{max-width:1200px;margin:0 auto;padding:.9rem 1.5rem 0;font-size:.92rem}
.reports ul{display:flex;flex-wrap:wrap;gap:.2rem 1.5rem;list-style:none;margin:0;padding:0 0 .6rem;border-bottom:1px solid var(--grid)}
.reports a{text-decoration:none;color:var(--muted);display:inline-block;padding:.2rem 0;overflow-wrap:anywhere}
.reports a:hover{text-decoration:underline}
.reports [aria-current]{color:var(--ink);font-weight:600;box-shadow:inset 0 -2px var(--improvement)}
.masthead .report{font-size:1.05rem;color:var(--ink);margin:0 0 .35rem}
.links{list-style:none;padding:0;max-width:none;display:grid;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr));gap:1rem}
.links li{border-top:3px solid var(--common);padding:.6rem 0 .3rem;margin:0}
.links a{font-size:1.08rem;font-weight:600}
.links .also{font-size:.85rem;font-weight:400;margin-left:.5em}
.links span{display:block;color:var(--muted);font-size:.95rem;line-height:1.35;margin-top:.2rem}
.code{margin:1rem 0}
pre{overflow-x:auto;margin:0;padding:.8rem 1rem;background:var(--baseline-wash);font-size:.82rem;line-height:1.45;tab-size:4}
pre code{font:inherit;font-family:ui-monospace,Menlo,Consolas,monospace;color:var(--ink);overflow-wrap:normal}

nav.contents{position:sticky;top:0;max-height:100vh;overflow-y:auto;padding:2rem 0;font-size:.88rem;line-height:1.35}
nav.contents ul{list-style:none;margin:0;padding:0}
nav.contents li{margin:0 0 .5rem}
nav.contents li ul{padding:.4rem 0 .2rem .8rem;border-left:1px solid var(--grid)}
nav.contents li li{margin:0 0 .35rem}
nav.contents a{text-decoration:none;color:var(--muted)}
nav.contents>ul>li>a{color:var(--ink);font-weight:600}
nav.contents a:hover{text-decoration:underline}

h1,h2,h3,h4,h5,h6{font-weight:600;line-height:1.25;text-wrap:balance}
h2{font-size:1.7rem;margin:0 0 1rem;letter-spacing:-.005em}
h3{font-size:1.25rem;margin:0 0 .6rem}
h4{font-size:1.05rem;margin:0 0 .5rem}
h5,h6{font-size:1rem;margin:0 0 .4rem}
main>section{padding-top:2rem}
main>section+section{border-top:3px solid var(--ink);margin-top:3.5rem}
section section{margin-top:2.25rem}
section section section{border-top:1px solid var(--rule);padding-top:1rem}
p,main ul{max-width:42em;margin:0 0 1rem}
main ul{padding-left:1.2em}
main li{margin-bottom:.4rem}
.lead{font-size:1.2rem;line-height:1.45;max-width:38em}
main>section:first-child .lead{font-size:1.6rem;line-height:1.35;max-width:34em;text-wrap:pretty}

.key-figures{display:grid;grid-template-columns:3fr 1.15fr;gap:1.5rem 2rem;margin:1.5rem 0}
.key-figures .group:only-child{grid-column:1/-1}
.key-figures h3{font-size:.95rem;margin:0;padding-top:.5rem;border-top:3px solid var(--improvement)}
.key-figures .group+.group h3{border-top-color:var(--common);border-top-style:double}
.key-figures dl{display:grid;grid-template-columns:repeat(3,1fr);gap:1rem;margin:.75rem 0 0}
.key-figures .group+.group dl{grid-template-columns:1fr}
.key-figures dt{color:var(--muted);font-size:.92rem}
.key-figures dd{margin:0}
.key-figures .value{display:block;font-size:1.5rem;font-weight:600;line-height:1.25}
.key-figures .note{display:block;color:var(--muted);font-size:.88rem;line-height:1.35}

.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:.6rem 1.5rem;margin:0 0 1.25rem}
.facts dt{color:var(--muted);font-size:.88rem}
.facts dd{margin:0}
.facts dt,.facts dd{overflow-wrap:anywhere}

figure{margin:1.25rem 0 .5rem}
figcaption{margin-bottom:.6rem;max-width:46em}
figcaption strong{display:block;font-size:1.05rem;line-height:1.35}
figcaption span{color:var(--muted);font-size:.9rem}
figure svg{display:block;width:100%;height:auto}
.narrow{display:none}

.badge{display:inline-block;white-space:nowrap;font-size:.86rem;font-weight:600;line-height:1.35;padding:.05em .5em;border:1px solid var(--common);border-radius:4px;background:var(--paper);color:var(--ink)}
.lead .badge{font-size:.75em;vertical-align:.1em;margin-right:.3em}
.badge.improved,.badge.pass{background:var(--improvement);border-color:var(--improvement);color:var(--paper)}
.badge.improved-size-uncertain{background:var(--improvement-soft);border-color:var(--improvement)}
.badge.worsened,.badge.fail{background:var(--concern);border-color:var(--concern-edge);color:var(--on-concern)}
.badge.no-material-change{background:var(--common-soft)}
.badge.not-comparable,.badge.warn{background:var(--concern-soft);border-color:var(--concern-edge)}

.scroll{overflow-x:auto;margin:0 0 1.25rem}
table{border-collapse:collapse;width:100%;font-size:.92rem;line-height:1.35}
table.slim{width:auto;min-width:min(100%,24em)}
caption{text-align:left;color:var(--muted);padding:.4rem 0;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .9rem .4rem 0;border-bottom:1px solid var(--grid)}
th:last-child,td:last-child{padding-right:0}
thead th{font-weight:600;color:var(--muted);border-bottom:1px solid var(--rule);vertical-align:bottom}
tbody th{font-weight:400;overflow-wrap:anywhere;min-width:7em}
${NUMBERS('', '')}{text-align:right;white-space:nowrap}
${NUMBERS('thead ', '')}{white-space:normal}
${NUMBERS('', ' .quiet')}{display:block;font-size:.92em}

button{font:inherit;color:inherit;cursor:pointer}
.figure{background:none;border:0;padding:0;text-align:inherit;white-space:inherit;text-decoration:underline dotted var(--common);text-underline-offset:.22em}
.figure:hover{text-decoration-style:solid;text-decoration-color:currentColor}
.panel{width:min(46rem,100vw - 2rem);max-height:80vh;overflow:auto;overflow-wrap:anywhere;padding:1.25rem 1.5rem;border:1px solid var(--common);border-radius:6px;background:var(--paper);color:var(--ink);font-size:.92rem}
.panel::backdrop{background:rgb(0 0 0/.35)}
.panel p{margin:0 0 .6rem}
.panel ul{margin:0 0 .8rem;padding-left:1.1em}
.panel .figure code{color:inherit}
.panel>button{padding:.3rem 1rem;border:1px solid var(--common);border-radius:4px;background:var(--paper)}
.explore,.controls button{font-size:.9rem;padding:.25rem .8rem;border:1px solid var(--common);border-radius:4px;background:var(--paper)}
.explore{margin:.4rem 0 .6rem}
.explore:hover,.controls button:hover,.panel>button:hover{border-color:var(--ink)}
.exploring>.wide,.exploring>.narrow{display:none}
.controls{display:flex;flex-wrap:wrap;gap:.5rem}
.canvas{min-height:320px;margin:.5rem 0;overflow:hidden;cursor:crosshair}
.tip{min-height:3em;font-size:.95rem}

.pointed{position:relative}
.pointer{position:absolute;inset:0;touch-action:pan-y}
.pointer .mark{position:absolute;inset:0;background:var(--common);opacity:.18;pointer-events:none}
.pointer .tip{position:absolute;z-index:1;min-height:0;width:max-content;max-width:min(24rem,100%);padding:.5rem .75rem;border:1px solid var(--common);border-radius:6px;background:var(--paper);color:var(--ink);font-size:.88rem;line-height:1.35;pointer-events:none;box-shadow:0 2px 10px rgb(0 0 0/.2)}
.tip b,.tip small{display:block;font-weight:600}
.tip small{font-weight:400;font-size:.9em;color:var(--muted)}
.tip .row{display:flex;justify-content:space-between;gap:1.5rem}
.tip .row span:first-child{color:var(--muted)}
.tip .row span:last-child{text-align:right}

details{margin:0 0 1.25rem}
summary{cursor:pointer;color:var(--muted);font-size:.95rem;padding:.3rem 0}
summary:hover{color:var(--ink)}
details[open]>summary{margin-bottom:.5rem}

@media (max-width:1000px){
.page{display:block}
nav.contents{position:static;max-height:none;padding:1rem 0 0}
nav.contents>ul{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem}
nav.contents li ul{display:none}
}
@media (max-width:720px){
body{font-size:16px}
th,td{padding-right:.5rem}
table.dense{font-size:.85rem}
.dense tbody th{min-width:0}
.masthead,.page,.reports{padding-left:1rem;padding-right:1rem}
.masthead{padding-top:1.5rem}
.masthead h1{font-size:1.6rem}
h2{font-size:1.4rem}
main>section:first-child .lead{font-size:1.3rem}
.key-figures{grid-template-columns:1fr}
.key-figures dl,.key-figures .group+.group dl{grid-template-columns:1fr 1fr}
.wide{display:none}
.narrow{display:block;max-width:480px}
.cards,.cards tbody,.cards tr,.cards th,.cards td,.cards caption{display:block}
.cards thead{position:absolute;left:-99em}
.cards tr{border-top:1px solid var(--rule);padding:.5rem 0}
.cards th,.cards td{border:0;padding:.12rem 0;white-space:normal}
.cards tbody th{font-weight:600}
.cards th .quiet{display:block;font-weight:400}
.cards td{display:flex;gap:1rem;justify-content:space-between;text-align:right}
.cards td>span{white-space:normal;overflow-wrap:anywhere}
.cards td::before{content:attr(data-label);color:var(--muted);text-align:left;flex:none;max-width:50%}
.facts{grid-template-columns:1fr 1fr}
.cards td:has(code){display:block;text-align:left}
.cards td:has(code)::before{display:block}
}
@media print{
@page{margin:16mm 14mm}
body{font-size:10.5pt}
nav,.skip,.panel,.explore,.explorer,.pointer{display:none}
.exploring>.wide{display:block}
.figure{text-decoration:none}
.page{display:block;border:0}
.masthead,.page{padding:0;max-width:none}
main{max-width:none;padding:0}
main>section{break-before:auto}
h2,h3,h4,h5,figcaption,caption,thead{break-after:avoid}
figure,tr,.key-figures{break-inside:avoid}
.notice{border:1px solid;margin-bottom:1rem}
.scroll{overflow:visible}
table{font-size:8.5pt}
${NUMBERS('', '')}{white-space:normal}
th,td{padding-right:.5rem}
details:not([open]){display:none}
a{text-decoration:none}
.badge,.notice{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
`;
