import type { AuditEvidence, AuditRule } from './audit-evidence.ts';
import { METHOD_RULES } from './audit-method.ts';
import { MONEY_RULES } from './audit-money.ts';
import { RECORD_RULES } from './audit-record.ts';
import { challengeOf } from './audit-table.ts';

/** The challenges of an auditor or a CFO, 1 to 21, with how each is judged. */
export const AUDIT_RULES: readonly AuditRule[] = [...METHOD_RULES, ...MONEY_RULES, ...RECORD_RULES].sort(
  (a, b) => a.check - b.check,
);

/** One check as results.json tells it. */
export interface AuditCheck {
  check: number;
  result: 'pass' | 'warn' | 'fail' | 'n/a';
  evidence: string[];
  remedy: string;
}

/**
 * Would the claim stand before an auditor? Twenty-one challenges, each with its result, its evidence and what to do.
 *
 * A check whose evidence does not exist is `n/a` and says what is missing: it never passes for want of a question.
 *
 * @returns the checks in order, and by benefit id the checks that did not pass because of it
 * @example audit(evidence).checks.find(({ check }) => check === 9)?.result  // 'warn'
 */
export function audit(evidence: AuditEvidence): { checks: AuditCheck[]; byBenefit: Map<string, string[]> } {
  const byBenefit = new Map<string, string[]>();
  const checks = AUDIT_RULES.map(({ check, judge }) => {
    const { benefits, ...judgement } = judge(evidence);
    if (judgement.result === 'fail' || judgement.result === 'warn') {
      for (const id of benefits) {
        byBenefit.set(id, [...(byBenefit.get(id) ?? []), `${judgement.result}: ${check} ${challengeOf(check)}`]);
      }
    }
    return { check, ...judgement };
  });
  return { checks, byBenefit };
}
