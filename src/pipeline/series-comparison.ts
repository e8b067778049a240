import { type Phase, phaseOf } from '../baseline/windows.ts';
import type { Comparison, Estimate } from '../comparison/comparison.ts';
import type { Question } from '../comparison/estimate-series.ts';
import type { Direction } from '../kpi/kpi.ts';

/** One series before and after go-live: figures, verdict and reasons, as `--json` prints them. */
export interface SeriesComparison {
  file: string;
  label: string;
  unit: string | null;
  go_live: string;
  direction: Direction;
  minimum_important_change: number | null;
  series: {
    period: string;
    n_baseline: number;
    n_post: number;
    points: { period: string; value: number | null; phase: Phase }[];
  };
  /** `lower` and `upper` are lists, one for each of `periods`, where they follow the denominator. */
  limits: { chart: string; center: number; lower: Bound; upper: Bound; periods: string[] | null } | null;
  limits_post: SeriesComparison['limits'];
  signals: { period: string; rule: string; direction: string }[];
  effect: { method: string } & Record<
    'naive' | 'level' | 'slope' | 'average' | 'cumulative' | 'transition',
    Told | null
  >;
  /** What another method says of the same series; null unless asked for. It decides nothing. */
  other:
    | { method: string; name: string; estimate: number; low: number; high: number }
    | { method: string; reason: string }
    | null;
  p: number | null;
  breakdown_drift: number | null;
  placebo: { dates: number; false_improved: number } | null;
  specifications: { n: number; agree: number } | null;
  verdict: Comparison['verdict'];
  grade: Comparison['grade'];
  reasons: string[];
}

type Bound = number | number[] | null;

interface Told {
  estimate: number;
  standard_error: number | null;
  low: number;
  high: number;
}

/**
 * A comparison in the shape that `realized compare --json` promises.
 *
 * @param found     from compareSeries
 * @param question  that was asked
 * @param source    the file, go-live and periods as they were written
 * @example tellComparison(found, question, source).effect.average?.low
 */
export function tellComparison(
  found: Comparison,
  { series, windows, words, direction, minimumImportantChange }: Question,
  source: {
    file: string;
    goLive: string;
    written: ReadonlyMap<string, string>;
    other: SeriesComparison['other'];
  },
): SeriesComparison {
  const asWritten = (period: string) => source.written.get(period) ?? period;
  const limitsOf = (phase: 'baseline' | 'post') => {
    const limits = found.limits.find((one) => one.phase === phase);
    return limits === undefined
      ? null
      : {
          chart: limits.chart,
          center: limits.center,
          lower: limits.lower,
          upper: limits.upper,
          periods: limits.periods?.map(asWritten) ?? null,
        };
  };
  const { placebo, specifications, verdict, grade, reasons, p } = found;
  return {
    file: source.file,
    label: words.label,
    unit: series.unit === '' ? null : series.unit,
    go_live: source.goLive,
    direction,
    minimum_important_change: minimumImportantChange,
    series: {
      period: series.periodLength,
      n_baseline: found.nBaseline,
      n_post: found.nPost,
      points: series.cells.map(({ period, value }) => ({
        period: asWritten(period),
        value,
        phase: phaseOf(windows, period),
      })),
    },
    limits: limitsOf('baseline'),
    limits_post: limitsOf('post'),
    signals: found.signals.map(({ period, rule, direction: side }) => ({
      period: asWritten(period),
      rule,
      direction: side,
    })),
    effect: {
      method: found.method,
      naive: toldOf(found.naive),
      level: toldOf(found.level),
      slope: toldOf(found.slope),
      average: toldOf(found.average),
      cumulative: toldOf(found.cumulative),
      transition: toldOf(found.transition),
    },
    other: source.other,
    p,
    breakdown_drift: found.breakdownDrift,
    placebo: placebo === null ? null : { dates: placebo.dates, false_improved: placebo.falseImproved },
    specifications,
    verdict,
    grade,
    reasons,
  };
}

function toldOf(estimate: Estimate | null): Told | null {
  if (estimate === null) return null;
  return {
    estimate: estimate.estimate,
    standard_error: estimate.standardError,
    low: estimate.low,
    high: estimate.high,
  };
}
