import type { Chart, Layout, Spec } from '../chart/chart.ts';
import { buildCharts } from '../chart/index.ts';
import { retellChart } from '../chart/retell-chart.ts';
import type { Document } from '../report/document.ts';
import { buildReports } from '../report/index.ts';
import { retellDocument } from '../report/retell-document.ts';
import { type Language, spoken } from '../results/language.ts';
import type { Results } from '../results/schema.ts';
import { documentPdf, type PrintChart } from './document-pdf.ts';
import { type PageChart, renderBody } from './html.ts';
import { htmlPage } from './page.ts';
import { themed } from './style.ts';
import { renderSvg } from './svg.ts';
import { recoloured, recolouredMarkup, SHIPPED_THEME, type Theme } from './theme.ts';
import { typesetter } from './typst.ts';

/** A run's charts and pages, as the files that a run writes. */
export interface RenderedPages {
  /** Pages that load nothing: each opens from a folder, a mail or a memory stick. */
  pages: { path: string; content: string }[];
  /** For `charts/<name>.vl.json` and `charts/<name>.svg`. */
  charts: { name: string; spec: Spec; svg: string }[];
  /** What the PDFs print, for `renderPdfs`. */
  print: { documents: Document[]; charts: ReadonlyMap<string, PrintChart>; theme: Theme };
}

/**
 * The reports of a run as self-contained pages without scripts, and its charts.
 *
 * The same results give the same bytes.
 *
 * @param inEnglish  what results.json holds, and nothing else; its program says in which language it is told
 * @param theme      how the program's reports look
 * @example const { pages } = await renderPages(results)
 */
export async function renderPages(inEnglish: Results, theme: Theme = SHIPPED_THEME): Promise<RenderedPages> {
  const { results, language } = spoken(inEnglish);
  const charts: RenderedPages['charts'] = [];
  const onPage = new Map<string, PageChart>();
  const inPrint = new Map<string, PrintChart>();
  const narrow = chartsOf(results, language, 'narrow');
  for (const { name, title, subtitle, description, spec } of chartsOf(results, language, 'wide').values()) {
    const { plain, titled } = await renderSvg(spec);
    charts.push({ name, spec: recoloured(spec, theme), svg: recolouredMarkup(titled, theme) });
    const phone = await renderSvg(narrow.get(name)!.spec);
    onPage.set(name, { title, subtitle, wide: themed(plain), narrow: themed(phone.plain) });
    inPrint.set(name, { title, subtitle, description, svg: recolouredMarkup(plain, theme) });
  }
  const documents = buildReports(results).map((document) => retellDocument(document, language.tell));
  const pages = documents.map((document) => ({
    path: `${document.name}.html`,
    content: pageOf(document, onPage, theme),
  }));
  return { pages, charts, print: { documents, charts: inPrint, theme } };
}

/** One document as a page of its own, with the charts that it shows. */
export async function renderPage(inEnglish: Results, document: Document): Promise<string> {
  const { results, language } = spoken(inEnglish);
  const charts = new Map<string, PageChart>();
  const narrow = chartsOf(results, language, 'narrow');
  for (const { name, title, subtitle, spec } of chartsOf(results, language, 'wide').values()) {
    const [wide, phone] = [await renderSvg(spec), await renderSvg(narrow.get(name)!.spec)];
    charts.set(name, { title, subtitle, wide: themed(wide.plain), narrow: themed(phone.plain) });
  }
  return pageOf(retellDocument(document, language.tell), charts, SHIPPED_THEME);
}

function chartsOf(results: Results, language: Language, layout: Layout): Map<string, Chart> {
  const charts = [...buildCharts(results, layout)];
  return new Map(charts.map(([name, chart]) => [name, retellChart(chart, language)]));
}

function pageOf(document: Document, charts: ReadonlyMap<string, PageChart>, theme: Theme): string {
  const body = renderBody(document, charts, theme.logo);
  return htmlPage(`${document.report}, ${document.title}`, body, { lang: document.locale, theme });
}

/** The same reports on paper: those that offer a PDF. */
export async function renderPdfs({ print }: RenderedPages): Promise<{ path: string; content: Uint8Array }[]> {
  const press = await typesetter();
  return print.documents.flatMap((document) => {
    const path = `${document.name}.pdf`;
    const offered = document.reports.some(({ files }) => files.includes(path));
    return offered ? [{ path, content: documentPdf(press, document, print.charts, print.theme) }] : [];
  });
}
