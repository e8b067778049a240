import { spoken } from '../results/language.ts';
import { primaryComparisons, type ResultComparison } from '../results/lookup.ts';
import type { Results } from '../results/schema.ts';
import { type KpiRow, kpiStrip } from './executive-kpis.ts';
import { answer } from './headline.ts';
import { reportLinks } from './report-links.ts';

/** What a run says in a few lines: `summary.json`, from which the library page is made. */
export interface RunSummary {
  format: 2;
  run_id: string;
  as_of: string;
  program: { id: string; title: string; synthetic: string | null; locale: Results['program']['locale'] };
  /** The answer in one sentence. */
  answer: string;
  /** How many comparisons have each verdict, most first. */
  verdicts: { verdict: ResultComparison['verdict']; n: number }[];
  /** The KPIs that worsened or carry money first. */
  kpis: KpiRow[];
  /** The run's reports, by their first file. */
  reports: { title: string; file: string }[];
}

/** How many KPIs a summary shows. */
const KPIS = 3;

/** What does a run say, in a few lines for a list of runs, in the language of its program? */
export function runSummary(inEnglish: Results): RunSummary {
  const { results, language } = spoken(inEnglish);
  const { tell } = language;
  const counts = new Map<ResultComparison['verdict'], number>();
  for (const { verdict } of primaryComparisons(results)) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const { id, title, synthetic, locale } = results.program;
  return {
    format: 2,
    run_id: results.run_id,
    as_of: results.as_of,
    program: { id, title, synthetic, locale },
    answer: tell(answer(results)),
    verdicts: [...counts].map(([verdict, n]) => ({ verdict, n })).sort((a, b) => b.n - a.n),
    kpis: kpiStrip(results, { kpis: KPIS, items: 0, characters: 120, tell }).rows.map(rounded),
    reports: reportLinks(results).map(({ title: name, files }) => ({ title: tell(name), file: files[0]! })),
  };
}

/** A sparkline's points to a thousandth of its box: a list of runs holds many of them. */
function rounded(row: KpiRow): KpiRow {
  const round = (value: number) => Math.round(value * 1000) / 1000;
  const stretches = row.spark.stretches.map((points) => points.map(({ x, y }) => ({ x: round(x), y: round(y) })));
  const { goLive } = row.spark;
  return { ...row, spark: { stretches, goLive: goLive === null ? null : round(goLive) } };
}
