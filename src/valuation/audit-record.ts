import { countWords } from '../count-words.ts';
import { unitName } from '../program/unit-name.ts';
import {
  type AuditEvidence,
  type AuditRule,
  benefitNames,
  demonstratedGains,
  type Judgement,
  notApplicable,
  overall,
} from './audit-evidence.ts';
import { SMALL_CELL } from './audit-table.ts';

/** Challenges to the record: is all of it there, does someone answer for it, can it be done again? */
export const RECORD_RULES: readonly AuditRule[] = [
  { check: 15, judge: judgeLosers },
  {
    check: 19,
    judge: (evidence) =>
      overall(
        demonstratedGains(evidence),
        ({ claim }) =>
          claim.benefit.owner === null ? 'fail' : ownerOfKpi(evidence, claim.kpi.entry) === null ? 'warn' : 'pass',
        (open, result) =>
          `No one answers for ${result === 'fail' ? '' : 'the KPI of '}${benefitNames(open)}: name an owner.`,
      ),
  },
  {
    check: 20,
    judge: () =>
      notApplicable(
        'Judged by `realized verify PROGRAM`, which makes the run again and compares every byte: a run cannot judge itself.',
      ),
  },
  { check: 21, judge: judgeSmallCells },
];

/** Every KPI of the register has a comparison in every unit of its deployment, whatever it says. */
function judgeLosers({ program, comparisons, kpis }: AuditEvidence): Judgement {
  const labelOf = (id: string) => kpis.find(({ entry }) => entry === id)?.label ?? id;
  const missing = program.kpis.flatMap((entry) => {
    const deployment = program.deployments.find(({ id }) => id === entry.deployment)!;
    const units = Object.keys(deployment.goLive);
    return units
      .filter((unit) => !comparisons.some((c) => c.kpi === entry.id && c.unit === unit))
      .map((unit) => `«${labelOf(entry.id)}» in ${unitName(program.units, unit)}`);
  });
  if (missing.length === 0) return { result: 'pass', evidence: [], benefits: [], remedy: '' };
  return { result: 'fail', evidence: [], benefits: [], remedy: `Not compared, so not shown: ${missing.join(', ')}.` };
}

/** Who has few items can be found by them; identifiers never leave the loader. */
function judgeSmallCells({ measured }: AuditEvidence): Judgement {
  const cells = measured.flatMap(({ series }) => series.flatMap((one) => one.cells));
  const small = cells.filter(({ n }) => n >= 1 && n <= SMALL_CELL).length;
  if (small === 0) return { result: 'pass', evidence: [], benefits: [], remedy: '' };
  const remedy = `${countWords(small, 'cell')} of the series rest on 1–${SMALL_CELL} items, and results.json, series.arrow and the workbook hold them: keep these inside, or measure by longer periods.`;
  return { result: 'warn', evidence: [], benefits: [], remedy };
}

function ownerOfKpi({ program }: AuditEvidence, kpi: string): string | null {
  return program.kpis.find(({ id }) => id === kpi)!.owner;
}
