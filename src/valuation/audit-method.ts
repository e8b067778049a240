import {
  type AuditEvidence,
  type AuditRule,
  type DemonstratedGain,
  demonstratedGains,
  findingsAbout,
  notApplicable,
  overall,
  whereOf,
} from './audit-evidence.ts';
import { LASTING, MANY_REJECTED, STRONG_AGREEMENT, WEAK_AGREEMENT } from './audit-table.ts';

/** Challenges to how the effect was found. */
export const METHOD_RULES: readonly AuditRule[] = [
  {
    check: 1,
    judge: (evidence) =>
      overall(
        demonstratedGains(evidence),
        ({ unit }) => (unit.comparison.sealed ? 'pass' : 'n/a'),
        (open) =>
          `No seal shows that the baseline stood still for ${whereOf(open, evidence)}: seal it with \`realized seal --baseline\`.`,
      ),
  },
  {
    check: 2,
    judge: (evidence) =>
      overall(
        demonstratedGains(evidence),
        ({ unit: { comparison } }) => agreement(comparison.specifications),
        (open, result) =>
          result === 'n/a'
            ? `No other defensible window or model could be tried for ${whereOf(open, evidence)}: a longer baseline would allow some.`
            : `Too few of the defensible windows and models agree for ${whereOf(open, evidence)}: show the whole curve, and say which window was decided before go-live.`,
      ),
  },
  {
    check: 3,
    judge: (evidence) =>
      overall(
        demonstratedGains(evidence),
        (gain) => {
          if (findingsAbout(evidence, gain, 'regression-to-the-mean').length > 0) return 'warn';
          return findingsAbout(evidence, gain, 'baseline-short-of-a-year').length > 0 ? 'n/a' : 'pass';
        },
        (open, result) =>
          result === 'n/a'
            ? `The baseline is shorter than a year, so that its long-run mean is not known, for ${whereOf(open, evidence)}: show more of the past before claiming the whole change.`
            : `The baseline ended badly for ${whereOf(open, evidence)}: compare with the long-run mean before claiming the whole change.`,
      ),
  },
  {
    check: 4,
    judge: (evidence) =>
      overall(
        demonstratedGains(evidence),
        ({ unit: { comparison } }) => {
          if (comparison.grade === 'A' || comparison.grade === 'B') return 'pass';
          return comparison.grade === 'C' ? 'warn' : 'fail';
        },
        (open, result) =>
          `Season, trend and other changes are not ruled out (grade ${result === 'fail' ? 'D' : 'C'}) for ${whereOf(open, evidence)}: add comparators or a longer baseline, and read the change log beside the chart.`,
      ),
  },
  {
    check: 5,
    judge: (evidence) =>
      overall(
        demonstratedGains(evidence),
        ({ claim, unit }) => {
          const accepted = evidence.findings.filter(
            ({ severity, acknowledged, at }) =>
              severity === 'fail' && acknowledged !== undefined && at.kpi === claim.kpi.entry && at.unit === unit.unit,
          );
          return accepted.length > 0 ? 'warn' : 'pass';
        },
        (open) =>
          `The instrument changed and the program accepts it for ${whereOf(open, evidence)}: read the reason it gives.`,
      ),
  },
  { check: 6, judge: judgeRows },
  { check: 7, judge: judgeCaseMix },
  {
    check: 16,
    judge: (evidence) =>
      overall(
        demonstratedGains(evidence),
        ({ unit: { comparison, model } }) => {
          if (comparison.slope === null || model === null) return 'n/a';
          const [first, last] = [model.level, model.level + model.slope * (model.times.at(-1) ?? 0)];
          return last / first >= LASTING ? 'pass' : 'warn';
        },
        (open, result) =>
          `${result === 'warn' ? 'The effect is fading' : 'The method cannot tell whether the effect lasts'} for ${whereOf(open, evidence)}: measure again at 6, 12 and 24 months and value what is left.`,
      ),
  },
  { check: 17, judge: judgeGaming },
  {
    check: 18,
    judge: (evidence) =>
      overall(
        demonstratedGains(evidence),
        ({ unit: { comparison } }) => (comparison.verdict === 'improved' ? 'pass' : 'warn'),
        (open) => importanceRemedy(open, evidence),
      ),
  },
];

function importanceRemedy(open: readonly DemonstratedGain[], evidence: AuditEvidence): string {
  const declared = ({ claim }: DemonstratedGain) =>
    evidence.program.kpis.find(({ id }) => id === claim.kpi.entry)!.minimumImportantChange !== null;
  const [small, silent] = [open.filter(declared), open.filter((gain) => !declared(gain))];
  return [
    ...(small.length === 0
      ? []
      : [`Better, but not surely by what would matter, for ${whereOf(small, evidence)}: wait for more periods.`]),
    ...(silent.length === 0
      ? []
      : [
          `Nothing says which change would matter for ${whereOf(silent, evidence)}: declare \`minimum_important_change\`.`,
        ]),
  ].join(' ');
}

function agreement(specifications: { n: number; agree: number } | null): 'pass' | 'warn' | 'fail' | 'n/a' {
  if (specifications === null || specifications.n === 0) return 'n/a';
  const share = specifications.agree / specifications.n;
  if (share >= STRONG_AGREEMENT) return 'pass';
  return share >= WEAK_AGREEMENT ? 'warn' : 'fail';
}

function judgeRows({ inputs }: AuditEvidence): ReturnType<AuditRule['judge']> {
  if (inputs.length === 0) return notApplicable('No extract was loaded.');
  const lost = inputs.filter(({ records, loaded, rejected, skipped }) => records !== loaded + rejected + skipped);
  const many = inputs.filter(({ records, rejected }) => rejected > MANY_REJECTED * records);
  const about = (files: typeof inputs) => files.map(({ file }) => `«${file}»`).join(', ');
  if (lost.length > 0) {
    return { result: 'fail', evidence: [], benefits: [], remedy: `Records are unaccounted for in ${about(lost)}.` };
  }
  if (many.length > 0) {
    const remedy = `More than ${MANY_REJECTED * 100} % of the records of ${about(many)} were rejected: mend them at the source and load again.`;
    return { result: 'warn', evidence: [], benefits: [], remedy };
  }
  return { result: 'pass', evidence: [], benefits: [], remedy: '' };
}

function judgeCaseMix(evidence: AuditEvidence): ReturnType<AuditRule['judge']> {
  const mixed = demonstratedGains(evidence).filter(({ claim }) => claim.kpi.strata.length > 0);
  if (mixed.length === 0) return notApplicable('No KPI behind a demonstrated gain names strata whose mix could shift.');
  return overall(
    mixed,
    (gain) => {
      if (findingsAbout(evidence, gain, 'sign-depends-on-mix').length > 0) return 'fail';
      return gain.unit.comparison.adjustment === 'standardised' ? 'pass' : 'n/a';
    },
    (open, result) =>
      result === 'fail'
        ? `At a constant mix of cases the sign turns for ${whereOf(open, evidence)}: value the standardised series.`
        : `No series at a constant mix of cases is valued for ${whereOf(open, evidence)}: show how the mix of cases moved.`,
  );
}

function judgeGaming(evidence: AuditEvidence): ReturnType<AuditRule['judge']> {
  const { program, comparisons } = evidence;
  const paired = demonstratedGains(evidence).filter(({ claim }) => claim.kpi.counter !== null);
  if (paired.length === 0) return notApplicable('No KPI behind a demonstrated gain names a counter-measure.');
  return overall(
    paired,
    ({ claim, unit }) => {
      const counters = program.kpis.filter(({ definition }) => definition === claim.kpi.counter).map(({ id }) => id);
      const verdicts = comparisons
        .filter((c) => counters.includes(c.kpi) && c.unit === unit.unit)
        .map((c) => c.verdict);
      if (verdicts.includes('worsened')) return 'fail';
      const told = verdicts.some((verdict) => verdict !== 'insufficient data' && verdict !== 'not comparable');
      return told ? 'pass' : 'warn';
    },
    (open, result) => {
      const counters = [...new Set(open.map(({ claim }) => claim.kpi.counter))].join(', ');
      return result === 'fail'
        ? `The paired counter-measure worsened for ${whereOf(open, evidence)}: read ${counters} first.`
        : `The paired counter-measure is not measured for ${whereOf(open, evidence)}: put ${counters} on the program's list and read it first.`;
    },
  );
}
