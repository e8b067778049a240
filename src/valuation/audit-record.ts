import { countWords } from '../count-words.ts';
import type { SeriesCell, Statistic } from '../kpi/kpi.ts';
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

/** Few people can be known by their cell; identifiers never leave the loader. Reports withhold what the program says. */
function judgeSmallCells({ program, kpis, measured, peopleIn }: AuditEvidence): Judgement {
  const small = kpis.flatMap((kpi) => {
    const people = peopleIn(kpi);
    const series = measured.find((one) => one.kpi === kpi.entry)?.series ?? [];
    return people === null
      ? []
      : series.flatMap(({ statistic, cells }) => cells.filter((cell) => isSmall(people, statistic, cell)));
  }).length;
  if (small === 0) return { result: 'pass', evidence: [], benefits: [], remedy: '' };
  const count = `${countWords(small, 'cell')} of the series ${small === 1 ? 'counts' : 'count'} 1–${SMALL_CELL} people`;
  const remedy =
    program.privacy.smallestCount > SMALL_CELL
      ? `${count}; the reports withhold them, results.json and series.arrow do not: keep these two inside.`
      : `${count}, and the reports show them, as the program declares: keep all of them inside, or measure by longer periods.`;
  return { result: 'warn', evidence: [], benefits: [], remedy };
}

function isSmall(people: 'rows' | 'sums', statistic: Statistic, { n, numerator, denominator }: SeriesCell): boolean {
  const count = people === 'rows' ? n : statistic === 'total' ? numerator : denominator;
  return count !== null && count >= 1 && count <= SMALL_CELL;
}

function ownerOfKpi({ program }: AuditEvidence, kpi: string): string | null {
  return program.kpis.find(({ id }) => id === kpi)!.owner;
}
