import type { Chart, Layout, Spec } from '../chart/chart.ts';
import { buildCharts } from '../chart/index.ts';
import { retellChart } from '../chart/retell-chart.ts';
import { chartsIn } from '../report/charts-in.ts';
import type { Document } from '../report/document.ts';
import { buildReports } from '../report/index.ts';
import { retellDocument } from '../report/retell-document.ts';
import { type Language, spoken } from '../results/language.ts';
import type { Results } from '../results/schema.ts';
import { HERE, type Workers } from '../workers/workers.ts';
import { documentData, type PrintChart } from './document-data.ts';
import { PRINTING, printDocument } from './document-pdf.ts';
import { explorerData, explorerScript } from './explorer.ts';
import { exploreAttribute, type PageChart, POINTED, renderBody } from './html.ts';
import { htmlPage } from './page.ts';
import { themed } from './style.ts';
import { type ChartSvg, DRAWING, withTypeface } from './svg.ts';
import { recoloured, recolouredMarkup, SHIPPED_THEME, type Theme } from './theme.ts';
import { TIPS_SCRIPT } from './tips-script.ts';

/** A run's charts, and the documents that show them, for `renderPages` and `renderPdfs`. */
export interface DrawnReports {
  documents: Document[];
  /** For `charts/<name>.vl.json` and `charts/<name>.svg`. */
  charts: { name: string; spec: Spec; svg: string }[];
  onPage: ReadonlyMap<string, PageChart>;
  inPrint: ReadonlyMap<string, PrintChart>;
  theme: Theme;
}

/**
 * The reports of a run with their charts drawn.
 *
 * The same results give the same bytes.
 *
 * @param inEnglish  what results.json holds, and nothing else; its program says in which language it is told
 * @param workers    who draws the charts
 * @param theme      how the program's reports look
 * @example const pages = await renderPages(await drawReports(results, HERE))
 */
export async function drawReports(
  inEnglish: Results,
  workers: Workers,
  theme: Theme = SHIPPED_THEME,
): Promise<DrawnReports> {
  const { results, language } = spoken(inEnglish);
  const wide = [...chartsOf(results, language, 'wide').values()];
  const drawing = drawCharts(wide, chartsOf(results, language, 'narrow'), workers, theme);
  // While the charts are drawn.
  const documents = buildReports(results).map((document) => retellDocument(document, language.tell));
  const { onPage, drawn } = await drawing;
  const charts = drawn.map(({ name, spec, titled }) => ({
    name,
    spec: recoloured(withTypeface(spec, theme.typeface), theme),
    svg: recolouredMarkup(titled, theme),
  }));
  return { documents, charts, onPage, inPrint: printCharts(drawn, theme), theme };
}

/** Pages that load nothing: each opens from a folder, a mail or a memory stick. */
export async function renderPages({
  documents,
  onPage,
  theme,
}: DrawnReports): Promise<{ path: string; content: string }[]> {
  const pages = [];
  for (const document of documents) {
    pages.push({ path: `${document.name}.html`, content: await pageOf(document, onPage, theme) });
  }
  return pages;
}

/** One document as a page, with the charts that it shows and no others drawn. */
export async function renderPage(
  inEnglish: Results,
  document: Document,
  workers: Workers = HERE,
  theme: Theme = SHIPPED_THEME,
): Promise<string> {
  const { results, language } = spoken(inEnglish);
  const shown = chartsIn(document);
  const [wide, narrow] = (['wide', 'narrow'] as const).map((layout) => chartsOf(results, language, layout, shown));
  const { onPage } = await drawCharts([...wide!.values()], narrow!, workers, theme);
  return pageOf(retellDocument(document, language.tell), onPage, theme);
}

type DrawnChart = Chart & ChartSvg & { phone: ChartSvg };

/** Every chart in both layouts: as a page takes it, and as it is drawn wide. */
async function drawCharts(
  wide: readonly Chart[],
  narrow: ReadonlyMap<string, Chart>,
  workers: Workers,
  { typeface }: Theme,
): Promise<{ onPage: Map<string, PageChart>; drawn: DrawnChart[] }> {
  const both = [...wide, ...wide.map(({ name }) => narrow.get(name)!)];
  // What Vega does not look at is left out: a chart that was drawn in another run is the same.
  const svgs = await workers.map(
    DRAWING,
    both.map(({ spec: { usermeta: _, ...spec }, pointing = null }) => ({ spec, typeface, pointing })),
  );
  const drawn = wide.map((chart, i) => ({ ...chart, ...svgs[i]!, phone: svgs[wide.length + i]! }));
  const onPage = drawn.map(({ name, title, subtitle, plain, places, phone, explore, pointing }) => {
    const closer = {
      ...(explore === undefined ? {} : { explore }),
      ...(pointing === undefined ? {} : { pointing: { ...pointing, wide: places, narrow: phone.places } }),
    };
    return [name, { title, subtitle, wide: themed(plain), narrow: themed(phone.plain), ...closer }] as const;
  });
  return { onPage: new Map(onPage), drawn };
}

function chartsOf(
  results: Results,
  language: Language,
  layout: Layout,
  only: ReadonlySet<string> | null = null,
): Map<string, Chart> {
  const charts = [...buildCharts(results, layout, only)];
  return new Map(charts.map(([name, chart]) => [name, retellChart(chart, language)]));
}

async function pageOf(document: Document, drawn: ReadonlyMap<string, PageChart>, theme: Theme): Promise<string> {
  // A page that stands alone is of one series: one chart is not worth a script of half a megabyte.
  const charts = document.reports.length === 0 ? stillPictures(drawn) : drawn;
  const body = renderBody(document, charts, theme.logo);
  const title = `${document.report}, ${document.title}`;
  const look = { lang: document.locale, theme };
  const explored = [...charts].flatMap(([name, { explore }]) =>
    explore === undefined || !body.includes(exploreAttribute(name)) ? [] : [[name, explore] as const],
  );
  const tips = body.includes(POINTED) ? TIPS_SCRIPT : '';
  if (explored.length === 0) return htmlPage(title, body, tips === '' ? look : { ...look, script: tips });
  const data = await explorerData(new Map(explored), document.locale, theme);
  const block = `<script type="application/json" id="explorer">${data}</script>`;
  return htmlPage(title, `${body}\n${block}`, { ...look, script: `${explorerScript()}${tips}` });
}

function stillPictures(charts: ReadonlyMap<string, PageChart>): Map<string, PageChart> {
  return new Map([...charts].map(([name, { explore: _, pointing: __, ...picture }]) => [name, picture]));
}

/** One document on paper, likewise. */
export async function renderPdf(
  inEnglish: Results,
  document: Document,
  workers: Workers,
  theme: Theme,
): Promise<Uint8Array> {
  const { results, language } = spoken(inEnglish);
  const shown = chartsIn(document);
  const [wide, narrow] = (['wide', 'narrow'] as const).map((layout) => chartsOf(results, language, layout, shown));
  const { drawn } = await drawCharts([...wide!.values()], narrow!, workers, theme);
  const data = documentData(retellDocument(document, language.tell), printCharts(drawn, theme), theme);
  return printDocument({ data, typeface: theme.typeface });
}

function printCharts(drawn: readonly DrawnChart[], theme: Theme): Map<string, PrintChart> {
  const charts = drawn.map(({ name, title, subtitle, description, plain, phone }) => {
    const [svg, half] = [recolouredMarkup(plain, theme), recolouredMarkup(phone.plain, theme)];
    return [name, { title, subtitle, description, svg, half }] as const;
  });
  return new Map(charts);
}

/** The same reports on paper: those that offer a PDF. */
export async function renderPdfs(
  { documents, inPrint, theme }: DrawnReports,
  workers: Workers,
): Promise<{ path: string; content: Uint8Array }[]> {
  const offered = documents.filter(({ name, reports }) => reports.some(({ files }) => files.includes(`${name}.pdf`)));
  const printed = await workers.map(
    PRINTING,
    offered.map((document) => ({ data: documentData(document, inPrint, theme), typeface: theme.typeface })),
  );
  return offered.map(({ name }, i) => ({ path: `${name}.pdf`, content: printed[i]! }));
}
