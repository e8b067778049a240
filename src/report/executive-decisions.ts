import { addDays } from '../chart/theme.ts';
import { figureSegment } from '../figure.ts';
import { CHALLENGES } from '../results/challenges.ts';
import { formatDay } from '../results/format.ts';
import { kpiOf, primaryComparisons, unitName } from '../results/lookup.ts';
import { effectNumbers, effectWords } from '../results/measure.ts';
import type { Results } from '../results/schema.ts';
import { findingOwner } from './data-quality.ts';
import type { Room } from './executive.ts';
import { clip, type Shortened, shorten } from './shorten.ts';

/** Something that somebody must decide, and who. */
export interface Decision {
  what: string;
  owner: string;
  /** The day by which: `by 15 Dec 2025`. */
  due: string;
}

const NOBODY = 'owner to be named';

/** Days after the data's day by which something should be decided: what forbids a claim first. */
const DUE = { fail: 14, worsened: 30, warn: 90 };

/**
 * What must be decided: findings and audit checks that fail, KPIs that worsened, then findings that warn. A finding that
 * somebody acknowledged waits for nobody.
 */
export function decisions(results: Results, room: Room): Shortened<Decision> {
  const by = (days: number) => `by ${formatDay(addDays(results.as_of, days))}`;
  const all = [
    ...findingDecisions(results, 'fail', by(DUE.fail)),
    ...results.audit
      .filter(({ result }) => result === 'fail')
      .map((check) => ({
        what: `Audit check ${check.check} ${CHALLENGES[check.check - 1]}: ${check.remedy}`,
        owner: ownersOf(results, check.evidence),
        due: by(DUE.fail),
      })),
    ...worsened(results, by(DUE.worsened)),
    ...findingDecisions(results, 'warn', by(DUE.warn)),
  ];
  return shorten(all, room.items, ({ what, owner, due }) => ({
    what: clip(room.tell(what.replace(/\.$/, '')), room.characters),
    owner: clip(room.tell(owner), room.characters / 3),
    due: room.tell(due),
  }));
}

/** Who answers for a check: the owners of the benefits in its evidence, else of the deployments; two by name, the rest counted. */
function ownersOf({ benefits, program }: Results, evidence: readonly string[]): string {
  const named = evidence.flatMap((id) => id.split('.'));
  const concerned = benefits.filter(({ id }) => named.includes(figureSegment(id)));
  const owners = [
    ...new Set((concerned.length > 0 ? concerned : program.deployments).map(({ owner }) => owner ?? NOBODY)),
  ];
  if (owners.length <= 2) return owners.join(' and ');
  return `${owners.slice(0, 2).join(', ')} and ${owners.length - 2} more`;
}

/** One decision for all findings of a code that one owner has; the first of them says what it is about. */
function findingDecisions(results: Results, severity: 'fail' | 'warn', due: string): Decision[] {
  const groups = new Map<string, Results['findings']>();
  for (const finding of results.findings) {
    if (finding.severity !== severity || finding.acknowledged !== undefined) continue;
    const key = JSON.stringify([finding.code, findingOwner(results, finding)]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].map((findings) => {
    const { at, message } = findings[0]!;
    const where = [
      ...(at.kpi === undefined ? [] : [kpiLabel(results, at.kpi)]),
      ...(at.unit === undefined ? [] : [unitName(results, at.unit)]),
      ...(at.kpi === undefined && at.file !== undefined ? [at.file] : []),
    ].join(', ');
    const others = findings.length === 1 ? '' : ` (and ${findings.length - 1} more like it)`;
    return {
      what: `${severity === 'fail' ? 'Explain, or do not claim: ' : ''}${where === '' ? '' : `${where}: `}${message.replace(/\.$/, '')}${others}`,
      owner: findingOwner(results, findings[0]!) ?? NOBODY,
      due,
    };
  });
}

/** One decision for each KPI that worsened, with the units in which it did. */
function worsened(results: Results, due: string): Decision[] {
  const worse = primaryComparisons(results).filter(({ verdict }) => verdict === 'worsened');
  return [...new Set(worse.map(({ kpi }) => kpi))].map((id) => {
    const kpi = kpiOf(results, id);
    const units = worse.filter((comparison) => comparison.kpi === id);
    const where = units.map(({ unit, average }) => {
      if (average === null) return unitName(results, unit);
      return `${unitName(results, unit)} (${effectWords(average, kpi)}, interval ${effectNumbers(average, kpi).interval})`;
    });
    const deployment = results.program.deployments.find((one) => one.id === kpi.deployment);
    return {
      what: `${kpi.label} worsened in ${where.join(', ')}: find the cause, or accept it in writing`,
      owner: kpi.owner ?? deployment?.owner ?? NOBODY,
      due,
    };
  });
}

function kpiLabel({ kpis }: Results, id: string): string {
  return kpis.find((kpi) => kpi.id === id)?.label ?? id;
}
