import { kpiOf, primaryComparisons, unitName } from '../results/lookup.ts';
import { effectNumbers, withUnit } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { CHALLENGES } from './audit.ts';
import type { Room } from './executive.ts';
import { clip, type Shortened, shorten } from './shorten.ts';

/** Something that somebody must decide, and who. */
export interface Decision {
  what: string;
  owner: string;
}

const NOBODY = 'owner to be named';

/**
 * What must be decided: findings and audit checks that fail, KPIs that worsened, then findings that warn. A finding that
 * somebody acknowledged waits for nobody.
 */
export function decisions(results: Results, room: Room): Shortened<Decision> {
  const all = [
    ...findingDecisions(results, 'fail'),
    ...results.audit
      .filter(({ result }) => result === 'fail')
      .map(({ check, remedy }) => ({
        what: `Audit check ${check} ${CHALLENGES[check - 1]}: ${remedy}`,
        owner: NOBODY,
      })),
    ...worsened(results),
    ...findingDecisions(results, 'warn'),
  ];
  return shorten(all, room.items, ({ what, owner }) => ({
    what: clip(what.replace(/\.$/, ''), room.characters),
    owner: clip(owner, room.characters / 3),
  }));
}

/** One decision for all findings of a code that one owner has; the first of them says what it is about. */
function findingDecisions(results: Results, severity: 'fail' | 'warn'): Decision[] {
  const groups = new Map<string, Results['findings']>();
  for (const finding of results.findings) {
    if (finding.severity !== severity || finding.acknowledged !== undefined) continue;
    const key = JSON.stringify([finding.code, finding.owner ?? null]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].map((findings) => {
    const { at, message, owner } = findings[0]!;
    const where = [
      ...(at.kpi === undefined ? [] : [kpiLabel(results, at.kpi)]),
      ...(at.unit === undefined ? [] : [unitName(results, at.unit)]),
      ...(at.kpi === undefined && at.file !== undefined ? [at.file] : []),
    ].join(', ');
    const others = findings.length === 1 ? '' : ` (and ${findings.length - 1} more like it)`;
    return {
      what: `${where === '' ? '' : `${where}: `}${message.replace(/\.$/, '')}${others}`,
      owner: owner ?? NOBODY,
    };
  });
}

/** One decision for each KPI that worsened, with the units in which it did. */
function worsened(results: Results): Decision[] {
  const worse = primaryComparisons(results).filter(({ verdict }) => verdict === 'worsened');
  return [...new Set(worse.map(({ kpi }) => kpi))].map((id) => {
    const kpi = kpiOf(results, id);
    const units = worse.filter((comparison) => comparison.kpi === id);
    const where = units.map(({ unit, average }) => {
      if (average === null) return unitName(results, unit);
      const effect = effectNumbers(average, kpi);
      return `${unitName(results, unit)} (${withUnit(effect.estimate, effect.unit)}, interval ${effect.interval})`;
    });
    const deployment = results.program.deployments.find((one) => one.id === kpi.deployment);
    return {
      what: `${kpi.label} worsened in ${where.join(', ')}: find the cause, or accept it in writing`,
      owner: kpi.owner ?? deployment?.owner ?? NOBODY,
    };
  });
}

function kpiLabel({ kpis }: Results, id: string): string {
  return kpis.find((kpi) => kpi.id === id)?.label ?? id;
}
