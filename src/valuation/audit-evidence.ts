import type { Comparison } from '../comparison/comparison.ts';
import type { Figures } from '../figure.ts';
import type { Finding } from '../finding.ts';
import type { MeasuredKpi, ResolvedKpi } from '../kpi/kpi.ts';
import type { Program } from '../program/program.ts';
import { unitName } from '../program/unit-name.ts';
import type { AppraisalDetail } from './appraise.ts';
import { type BenefitClaim, type Claims, demonstrates, type UnitClaim } from './claim.ts';
import { benefitFigure } from './figure-entry.ts';
import type { CostLine } from './read-costs.ts';
import { type StandingClaims, sum } from './standing-claims.ts';
import type { BenefitRow } from './value-benefits.ts';

/** All that the audit may look at. */
export interface AuditEvidence {
  program: Program;
  kpis: readonly ResolvedKpi[];
  comparisons: readonly Comparison[];
  measured: readonly MeasuredKpi[];
  /** Whether the rows of a KPI are about people, or its numbers count them; null for neither. */
  peopleIn: (kpi: ResolvedKpi) => 'rows' | 'sums' | null;
  findings: readonly Finding[];
  inputs: readonly { file: string; records: number; loaded: number; rejected: number; skipped: number }[];
  claims: Claims;
  standing: StandingClaims;
  rows: readonly BenefitRow[];
  asOf: string;
  appraisals: readonly AppraisalDetail[];
  /** Null when the program names no costs file. */
  costs: readonly CostLine[] | null;
  figures: Figures;
}

/** What is not a pass, gravest first. */
const OPEN_RESULTS = ['fail', 'warn', 'n/a'] as const;
export type OpenResult = (typeof OPEN_RESULTS)[number];

/** How one challenge was met: what it rests on, whom it concerns, and what to do. */
export interface Judgement {
  result: 'pass' | 'warn' | 'fail' | 'n/a';
  /** Ids of figures. */
  evidence: string[];
  /** The next act, as sentences; empty where there is nothing to do. */
  remedy: string;
  /** Ids of the benefits that the result concerns. */
  benefits: string[];
}

/** A challenge that auditors put to benefit claims, and how this run answers it. */
export interface AuditRule {
  /** Its number; `audit-table.ts` says what it asks and by which rule. */
  check: number;
  judge(evidence: AuditEvidence): Judgement;
}

/** A unit in which a gain is demonstrated: what an auditor attacks. */
export interface DemonstratedGain {
  claim: BenefitClaim;
  unit: UnitClaim;
}

/** The gains that carry demonstrated money. */
export function demonstratedGains({ claims, standing }: AuditEvidence): DemonstratedGain[] {
  return claims.benefits.flatMap((claim, b) => {
    const { units, quantities } = standing.demonstrated[b]!;
    return sum(quantities) <= 0
      ? []
      : units.filter(({ comparison }) => demonstrates(comparison.verdict)).map((unit) => ({ claim, unit }));
  });
}

/**
 * The verdict over a list of cases: the worst of them, with those it concerns.
 *
 * @param gains   what is judged; without any, nothing is claimed and the check does not apply
 * @param worst   result of each case
 * @param remedy  what to do about cases that share a result other than pass
 * @example overall(gains, ({ unit }) => (unit.comparison.sealed ? 'pass' : 'warn'), () => 'Seal the baseline.')
 */
export function overall(
  gains: readonly DemonstratedGain[],
  worst: (gain: DemonstratedGain) => Judgement['result'],
  remedy: (open: readonly DemonstratedGain[], result: OpenResult) => string,
): Judgement {
  if (gains.length === 0) return notApplicable('No gain is demonstrated, so there is no claim to attack.');
  const results = gains.map((gain) => ({ gain, result: worst(gain) }));
  const having = (result: Judgement['result']) =>
    results.filter((one) => one.result === result).map(({ gain }) => gain);
  const found = OPEN_RESULTS.filter((result) => having(result).length > 0);
  const open = results.filter((one) => one.result !== 'pass').map(({ gain }) => gain);
  return {
    result: found[0] ?? 'pass',
    evidence: evidenceOf(found.length === 0 ? gains : open),
    remedy: found.map((result) => remedy(having(result), result)).join(' '),
    benefits: benefitsOf(open),
  };
}

/** There is nothing to judge by; the remedy says what is missing. */
export function notApplicable(remedy: string): Judgement {
  return { result: 'n/a', evidence: [], remedy, benefits: [] };
}

export function evidenceOf(gains: readonly DemonstratedGain[]): string[] {
  return [...new Set(gains.map(({ claim }) => benefitFigure(claim, 'demonstrated')))];
}

export function benefitsOf(gains: readonly DemonstratedGain[]): string[] {
  return [...new Set(gains.map(({ claim }) => claim.benefit.id))];
}

/** «KPI in unit», each once, as a list in a sentence. */
export function whereOf(gains: readonly DemonstratedGain[], { program }: AuditEvidence): string {
  const places = gains.map(({ claim, unit }) => `«${claim.kpi.label}» in ${unitName(program.units, unit.unit)}`);
  return [...new Set(places)].join(', ');
}

/** The benefits of the gains, each once, as a list in a sentence. */
export function benefitNames(gains: readonly DemonstratedGain[]): string {
  return [...new Set(gains.map(({ claim }) => `«${claim.benefit.title}»`))].join(', ');
}

/** Findings with a code about a gain's KPI and unit. */
export function findingsAbout({ findings }: AuditEvidence, { claim, unit }: DemonstratedGain, code: string): Finding[] {
  return findings.filter((one) => one.code === code && one.at.kpi === claim.kpi.entry && one.at.unit === unit.unit);
}
