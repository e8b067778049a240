import { createHash } from 'node:crypto';
import { phaseOf } from '../baseline/windows.ts';
import type { Comparison } from '../comparison/comparison.ts';
import type { Question } from '../comparison/estimate-series.ts';
import { renderPage } from '../render/write-report.ts';
import type { Document } from '../report/document.ts';
import { unitSection } from '../report/unit.ts';
import { counterfactualsOf, describeComparison } from '../results/describe-comparison.ts';
import { type Results, type ResultsInput, resultsSchema } from '../results/schema.ts';
import { TOOL_VERSION } from './run-identity.ts';

/**
 * One series as a page of its own: the charts and tables that a project report has for one KPI in one unit.
 *
 * @param found     the comparison
 * @param question  that was asked
 * @param source    the file's name and text
 * @returns HTML that loads nothing
 */
export async function comparePage(
  found: Comparison,
  question: Question,
  source: { file: string; text: string },
): Promise<string> {
  const results = resultsOf(found, question, source);
  const [kpi, comparison] = [results.kpis[0]!, results.comparisons[0]!];
  const { title, locale, paper } = results.program;
  const document: Document = {
    ...{ name: 'comparison', locale, paper, title },
    report: 'Comparison of one series',
    subtitle: [`Go-live ${question.windows.goLive} · from `, { code: source.file }, ` · realized ${TOOL_VERSION}`],
    notice: null,
    reports: [],
    sections: [unitSection(results, kpi, comparison)],
    // A series by itself has no program whose figures could be followed.
    panels: [],
  };
  return renderPage(results, document);
}

/** The results of a run with one KPI in one unit, for charts and sections to read. */
function resultsOf(found: Comparison, question: Question, source: { file: string; text: string }): Results {
  const { series, windows, words, deployment } = question;
  const sha256 = createHash('sha256').update(source.text).digest('hex');
  const { kpi, statistic, adjustment, unit } = found;
  const key = { kpi, statistic, adjustment, unit };
  const { goLive, baseline, stabilization, post } = windows;
  const asOf = series.cells.at(-1)!.period;
  return resultsSchema.parse({
    ...{ schema_version: 1, tool_version: TOOL_VERSION, run_id: sha256, as_of: asOf, ledger_head: null },
    program: {
      ...{
        id: 'series',
        title: `${words.label}, ${words.names[unit]!}`,
        // No money is shown: the code of ISO 4217 for «no currency».
        currency: 'XXX',
        time_zone: 'UTC',
        synthetic: null,
        // Whose data it is, nobody said: the page repeats what its reader handed in.
        privacy: { smallest_count: 1, reason: null },
      },
      ...{ price_year: Number(asOf.slice(0, 4)), period: series.periodLength },
      units: [{ id: unit, site: words.names[unit]!, department: '' }],
      deployments: [
        {
          ...{ id: deployment, title: words.without, owner: null },
          windows: [{ unit, comparator: false, go_live: goLive, baseline, stabilization, post }],
        },
      ],
    },
    seals: { protocol: null, baselines: [], replaced: [] },
    ...{ changes: [], change_effects: [], inputs: [], findings: [] },
    kpis: [
      {
        ...{ id: kpi, definition: kpi, label: words.label, family: 'series', nature: 'technical', unit: words.measure },
        ...{ direction: question.direction, statistic, deployment, period: series.periodLength },
        ...{ target: question.target, minimum_important_change: question.minimumImportantChange, owner: null, sha256 },
        ...{ waterfall: [], mixes: [], parameters: {}, kinds: [], people: null },
      },
    ],
    series: series.cells.map(({ period, n, value, numerator, denominator }) => ({
      ...{ ...key, period, n, value, numerator, denominator },
      phase: phaseOf(windows, period),
    })),
    limits: found.limits.map((limits) => ({ ...key, ...limits })),
    signals: found.signals.map(({ period, rule, direction }) => ({ ...key, period, rule, direction })),
    comparisons: [describeComparison(found)],
    counterfactuals: counterfactualsOf([found], [{ entry: kpi, statistic }]),
    ...{ benefits: [], appraisal: [], bridge: [], audit: [], figures: {} },
  } satisfies ResultsInput);
}
