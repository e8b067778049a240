import {
  type AuditEvidence,
  type AuditRule,
  benefitNames,
  demonstratedGains,
  type Judgement,
  notApplicable,
  overall,
} from './audit-evidence.ts';

/** Challenges to the record: is all of it there, does someone answer for it, can it be done again? */
export const RECORD_RULES: readonly AuditRule[] = [
  { check: 15, challenge: 'only winners shown', judge: judgeLosers },
  {
    check: 19,
    challenge: 'named owner missing',
    judge: (evidence) =>
      overall(
        demonstratedGains(evidence),
        ({ claim }) =>
          claim.benefit.owner === null ? 'fail' : ownerOfKpi(evidence, claim.kpi.entry) === null ? 'warn' : 'pass',
        (open) => `No one answers for ${benefitNames(open)} or its KPI: name an owner.`,
      ),
  },
  {
    check: 20,
    challenge: 'cannot be re-performed',
    judge: () =>
      notApplicable(
        'A run cannot judge itself: run it again on the same extracts and compare the run id and results.json byte for byte.',
      ),
  },
  {
    check: 21,
    challenge: 'small cells or identifiers exposed',
    judge: () =>
      notApplicable(
        'This record is internal and holds small counts: deliver only outputs in which counts of 1–10 people are suppressed.',
      ),
  },
];

/** Every KPI of the register has a comparison in every unit of its deployment, whatever it says. */
function judgeLosers({ program, comparisons }: AuditEvidence): Judgement {
  const missing = program.kpis.flatMap((entry) => {
    const deployment = program.deployments.find(({ id }) => id === entry.deployment)!;
    const units = Object.keys(deployment.goLive);
    return units
      .filter((unit) => !comparisons.some((c) => c.kpi === entry.id && c.unit === unit))
      .map((unit) => `«${entry.id}» in ${unit}`);
  });
  if (missing.length === 0) return { result: 'pass', evidence: [], benefits: [], remedy: '' };
  return { result: 'fail', evidence: [], benefits: [], remedy: `Not compared, so not shown: ${missing.join(', ')}.` };
}

function ownerOfKpi({ program }: AuditEvidence, kpi: string): string | null {
  return program.kpis.find(({ id }) => id === kpi)!.owner;
}
