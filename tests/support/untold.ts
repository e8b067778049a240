import { buildCharts } from '../../src/chart/index.ts';
import { retellChart } from '../../src/chart/retell-chart.ts';
import { newAlerts } from '../../src/delivery/alerts.ts';
import { gate } from '../../src/delivery/gate.ts';
import { alertMail, reportMail } from '../../src/delivery/mail.ts';
import { executive } from '../../src/report/executive.ts';
import { buildReports } from '../../src/report/index.ts';
import { retellDocument } from '../../src/report/retell-document.ts';
import { runSummary } from '../../src/report/run-summary.ts';
import { spoken } from '../../src/results/language.ts';
import type { Results } from '../../src/results/schema.ts';
import { withoutSmallCounts } from '../../src/results/small-counts.ts';
import { financeWorkbook } from '../../src/workbook/finance-workbook.ts';

/** The same results, told in German. */
export function inGerman(results: Results): Results {
  return { ...results, program: { ...results.program, locale: 'de' } };
}

/** Every text of all outputs of a run that has no German, as it stands in English. */
export function untoldInGerman(results: Results): string[] {
  const german = withoutSmallCounts(inGerman(results));
  const { results: named, language } = spoken(german);
  for (const document of buildReports(named)) retellDocument(document, language.tell);
  for (const layout of ['wide', 'narrow'] as const) {
    for (const chart of buildCharts(named, layout).values()) retellChart(chart, language);
  }
  for (const characters of [1000, 60]) {
    executive(named, { kpis: 99, items: 99, characters, tell: language.tell });
  }
  runSummary(german);
  // Made-up results have amounts without the workings that a workbook computes them from.
  if (german.benefits.length === 0 || german.workings.months.length > 0) financeWorkbook(german);
  const stale = { afterDays: 1, action: 'banner' as const };
  alertMail(german, newAlerts(german, stale, new Set()));
  reportMail(german, '<body>', gate({ results: german, failure: null, faults: [] }, stale).reasons, []);
  return [...language.untold].sort();
}
