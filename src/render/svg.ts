import type { Runtime, View } from 'vega';
import type { Pointing, Spec } from '../chart/chart.ts';
import { COLOURS } from '../chart/theme.ts';
import type { Task } from '../workers/workers.ts';
import { compileChart } from './compile-chart.ts';
import { escapeText, withoutForbidden } from './escape.ts';
import { familiesOf, fontsOf, type Typeface, textWidth } from './font.ts';
import { minifySvg } from './minify-svg.ts';

/** A chart as SVG text: for a page that says the title itself, and for a file that stands alone. */
export interface ChartSvg {
  plain: string;
  titled: string;
  /** Of each place to point at, in order, how far along the axis it lies in `plain`, in its pixels. */
  places: number[];
}

/**
 * Draws a Vega-Lite specification, without a browser.
 *
 * Text is measured with the typeface's own metrics; the same specification gives the same bytes. The image has a
 * role, and the specification's description as its label.
 *
 * @param spec      made by `frame`: numeric width and height, a title with subtitle, a description, data inside
 * @param typeface  the theme's; null for the shipped one
 * @param pointing  where a reader may point
 * @throws Error with Vega's words when Vega or Vega-Lite warn of anything: a chart that may mislead is a defect
 */
export async function renderSvg(
  spec: Spec,
  typeface: Typeface | null = null,
  pointing: Pointing | null = null,
): Promise<ChartSvg> {
  const { vega, vegaLite } = await load();
  const { title, description, usermeta: _, ...picture } = withTypeface(spec, typeface);
  const logger = refusing() as never;
  const chart = compileChart(
    { ...picture, background: 'transparent' },
    (one) => vegaLite.compile(one as never, { logger }).spec,
  );
  const flow = flows.get(chart.vega) ?? vega.parse(chart.vega as never);
  flows.set(chart.vega, flow);
  const view = new vega.View(flow, { renderer: 'none', logger }).height(chart.height);
  for (const [name, value] of Object.entries(chart.signals)) view.signal(name, value);
  for (const [source, rows] of Object.entries(chart.rows)) view.data(source, rows);
  await view.runAsync();
  const places = pointing === null ? [] : placesOf(view, pointing);
  const body = minifySvg(withoutForbidden(await view.toSVG()));
  view.finalize();
  const { width, height } = spec as { width: number; height: number };
  const heading = headingOf(title as { text: string; subtitle: string }, width, typeface);
  const full = height + heading.height;
  const paper = `<path fill="${COLOURS.paper}" d="M0,0h${width}v${full}h-${width}z"/>`;
  const moved = `<g transform="translate(0,${heading.height})">${body}</g>`;
  const label = String(description);
  const families = familiesOf(typeface);
  return {
    plain: image(width, height, label, families, body),
    titled: image(width, full, label, families, paper + heading.svg + moved),
    places,
  };
}

/** Where the drawn axis has the places, to a tenth of a pixel. */
function placesOf(view: View, { along, places }: Pointing): number[] {
  const scale = view.scale(along) as (value: unknown) => number;
  const origin = view.origin()[along === 'x' ? 0 : 1]!;
  return places.map(([at]) => Number((origin + scale(typeof at === 'string' ? Date.parse(at) : at)).toFixed(1)));
}

/** What Vega makes of the specification that charts of one form share. */
const flows = new WeakMap<object, Runtime>();

/** A specification that names the typeface of its texts. */
export function withTypeface(spec: Spec, typeface: Typeface | null): Spec {
  if (typeface === null) return spec;
  const font = familiesOf(typeface);
  measured.set(font, typeface);
  return { ...spec, config: { ...(spec['config'] as Spec), font } };
}

/** The typefaces of the charts that are drawn, by the name that Vega asks for. */
const measured = new Map<unknown, Typeface>();

/** A chart to draw, in a typeface that may be the theme's. */
export interface DrawnChart {
  spec: Spec;
  typeface: Typeface | null;
  pointing?: Pointing | null;
}

export function drawChart({ spec, typeface, pointing = null }: DrawnChart): Promise<ChartSvg> {
  return renderSvg(spec, typeface, pointing);
}

/** `renderSvg` for many charts. */
export const DRAWING: Task<DrawnChart, ChartSvg> = { module: import.meta.url, run: drawChart };

type Vega = typeof import('vega');
let loading: Promise<{ vega: Vega; vegaLite: typeof import('vega-lite') }> | undefined;

/** Vega takes 0.2 s to load: only a run that draws pays for it. */
function load() {
  loading ??= Promise.all([import('vega'), import('vega-lite')]).then(([vega, vegaLite]) => {
    const { textMetrics } = vega as unknown as { textMetrics: { width: (item: TextItem, text: unknown) => number } };
    // Without a canvas Vega guesses 0.8 em a character, and lays out axes for texts half as wide again.
    textMetrics.width = ({ font, fontSize = 11, fontWeight }, text) =>
      textWidth(
        fontsOf(measured.get(font) ?? null, fontWeight === 'bold' || Number(fontWeight) >= 600 ? 600 : 400),
        String(text ?? '').trim(),
        fontSize,
      );
    return { vega, vegaLite };
  });
  return loading;
}

interface TextItem {
  font?: string;
  fontSize?: number;
  fontWeight?: string | number;
}

/** A Vega logger that lets nothing pass in silence. */
function refusing() {
  const refuse = (...words: unknown[]): never => {
    throw new Error(words.map(String).join(' '));
  };
  const logger = { level: () => logger, error: refuse, warn: refuse, info: () => logger, debug: () => logger };
  return logger;
}

const HEADING = {
  margin: 4,
  title: { size: 17, weight: 600, line: 22 },
  subtitle: { size: 13, weight: 400, line: 18 },
} as const;

/** Vega breaks no title into lines; here both are, by the typeface's own widths. */
function headingOf(
  { text, subtitle }: { text: string; subtitle: string },
  width: number,
  typeface: Typeface | null,
): { svg: string; height: number } {
  let y = HEADING.margin;
  const paragraph = (
    words: string,
    { size, weight, line }: typeof HEADING.title | typeof HEADING.subtitle,
    fill: string,
  ) =>
    wrapText(words, width, (part) => textWidth(fontsOf(typeface, weight), part, size))
      .map((part) => {
        y += line;
        return `<text y="${y - 5}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escapeText(part)}</text>`;
      })
      .join('');
  const svg = paragraph(text, HEADING.title, COLOURS.ink) + paragraph(subtitle, HEADING.subtitle, COLOURS.muted);
  return { svg, height: y + 2 * HEADING.margin };
}

/** Greedy lines; a word wider than the line stands alone. */
function wrapText(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && measure(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function image(width: number, height: number, label: string, families: string, content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeText(label)}" font-family="${families}, sans-serif">${content}</svg>`;
}
