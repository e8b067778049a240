import { minimumDetectableChange } from '../baseline/adequacy.ts';
import type { SealedBaselines } from '../baseline/seal.ts';
import { type Windows, windowsOf } from '../baseline/windows.ts';
import type { Finding } from '../finding.ts';
import type { Adjustment, MeasuredKpi, ResolvedKpi, Series, Statistic } from '../kpi/kpi.ts';
import type { Deployment, KpiEntry, Program } from '../program/program.ts';
import { unitName } from '../program/unit-name.ts';
import { afresh, type Recall } from '../recall.ts';
import { benjaminiHochberg } from '../statistics/benjamini-hochberg.ts';
import { changesAt, type LoggedChange } from './change-log.ts';
import { claimP, conclude, type Family, subjectOf } from './compare-series.ts';
import type { Comparison } from './comparison.ts';
import { type Estimated, estimateSeries, type Question } from './estimate-series.ts';
import { findingsOf, signFindings } from './findings.ts';
import { type InstrumentCheck, instrumentChecks, isBlocking } from './instrument-checks.ts';
import { type PooledEffect, poolUnits } from './pool-units.ts';
import { type Scrutiny, type Subject, scrutinize } from './scrutinize.ts';
import { seriesChecks } from './series-checks.ts';

/** What a program's comparisons are made from. */
export interface ProgramEvidence {
  program: Program;
  /** One per program entry, in any order. */
  kpis: readonly ResolvedKpi[];
  /** Keyed by the program entry's id. */
  measured: readonly MeasuredKpi[];
  asOf: string;
  sealed: SealedBaselines;
  /** The day on which the protocol was sealed; null where it never was. A drift bound counts only if this came before go-live. */
  protocolSealed: string | null;
  /** The change log, laid beside signals. */
  changes: readonly LoggedChange[];
}

/** What a program's comparisons come to. */
export interface ComparedProgram {
  comparisons: Comparison[];
  /** One per KPI with two units or more. */
  pooled: PooledEffect[];
  findings: Finding[];
}

/** Who scrutinizes: by itself or by threads, and perhaps remembering what was scrutinized before. */
export type Scrutinizer = (subjects: readonly (readonly Subject[])[]) => Promise<Scrutiny[][]>;

/** Statistics that money cannot add up: a benefit that points to one is valued from the mean of the same observations. */
const SHIFTS: readonly Statistic[] = ['median', 'p90', 'p95'];

/**
 * Did each KPI move in each unit, judged together?
 *
 * Every statistic and adjustment that was measured is compared in every unit of the entry's deployment; a unit without
 * observations is told as insufficient data. The family of claims holds, for each entry that a benefit points to, its
 * primary comparison and, where that is a median or percentile, the mean's beside it, because its own verdict gates the
 * money. Their p-values are adjusted together; all other comparisons are exploratory.
 *
 * @param evidence  program, KPIs as used, their series, and the day they are judged on
 * @param scrutinizer  each series with its twin, crude or standardised; by default here and now
 * @param recall  of what a series comes to, where it was worked out before
 * @returns comparisons in the order of entries, units, statistics; the primary ones pooled over units; and what was found
 * @example await compareProgram({ program, kpis, measured, asOf: '2026-05-31', sealed, protocolSealed: '2024-01-10', changes })
 */
export async function compareProgram(
  evidence: ProgramEvidence,
  scrutinizer: Scrutinizer = async (subjects) => subjects.map(scrutinize),
  recall: Recall = afresh,
): Promise<ComparedProgram> {
  const estimates = evidence.program.kpis.flatMap((entry) =>
    questionsOf(entry, evidence).map((asked) => {
      const estimated = recall('estimate', partsOf(asked.question), () => estimateSeries(asked.question));
      const subject = recall('subject', [estimated, asked.claim], () => subjectOf(estimated, asked.claim));
      return { ...asked, entry, estimated, subject };
    }),
  );
  const claims = estimates.filter(({ estimated, claim }) => claim && claimP(estimated) !== null);
  const adjusted = benjaminiHochberg(claims.map(({ estimated }) => claimP(estimated)!));
  const familyOf = new Map<Estimated, Family>(
    claims.map(({ estimated }, i) => [estimated, { pAdjusted: adjusted[i]!, size: claims.length }]),
  );
  const scrutinizing = scrutinyOf(estimates, scrutinizer);
  // While threads scrutinize, if there are any: what could have been shown is alike for many series, and worked out once here.
  const detectable = estimates.map(({ estimated }) =>
    recall('detectable', [estimated], () => minimumDetectableChange(estimated.modelled, estimated.method)),
  );
  const scrutinized = await scrutinizing;
  const comparisons = estimates.map(({ estimated, claim }, i) => {
    const family = claim ? (familyOf.get(estimated) ?? { pAdjusted: null, size: claims.length }) : null;
    const scrutiny = scrutinized.get(estimated)!;
    return recall('conclude', [estimated, family, scrutiny], () =>
      conclude(estimated, family, { ...scrutiny, minimumDetectableChange: detectable[i]! }),
    );
  });
  const findings = estimates.flatMap(({ estimated, entry, primary }) =>
    primary ? recall('findings', [estimated, entry], () => findingsOf(estimated, entry)) : [],
  );
  const pooled = evidence.program.kpis.flatMap((entry) => {
    const own = estimates.flatMap((one, i) => (one.entry === entry && one.primary ? [i] : []));
    const series = own.map((i) => ({ estimated: estimates[i]!.estimated, comparison: comparisons[i]! }));
    const adoption = adoptionOf(entry, evidence);
    const parts = [...series.map(({ comparison }) => comparison), adoption?.kpi ?? null, ...(adoption?.series ?? [])];
    return recall('pool', parts, () => poolUnits(series, adoption)) ?? [];
  });
  return { comparisons, pooled, findings: [...findings, ...signFindings(comparisons)] };
}

/** All that the estimate of a series depends on; series by themselves, because several questions share them. */
function partsOf({ series, comparators, ...rest }: Question): unknown[] {
  return [series, ...comparators.map((one) => one.series), { ...rest, beside: comparators.map((one) => one.windows) }];
}

/** Of all series, those with one question but for the adjustment together. */
async function scrutinyOf(
  estimates: readonly { estimated: Estimated; subject: Subject }[],
  scrutinizer: Scrutinizer,
): Promise<Map<Estimated, Scrutiny>> {
  const twins = new Map<string, { estimated: Estimated; subject: Subject }[]>();
  for (const { estimated, subject } of estimates) {
    const { kpi, unit, statistic } = estimated.question.series;
    const key = JSON.stringify([kpi, unit, statistic]);
    twins.set(key, [...(twins.get(key) ?? []), { estimated, subject }]);
  }
  const groups = [...twins.values()];
  const found = await scrutinizer(groups.map((group) => group.map(({ subject }) => subject)));
  return new Map(groups.flatMap((group, i) => group.map(({ estimated }, j) => [estimated, found[i]![j]!])));
}

/** What measures how much each unit uses the entry's deployment: the series of the KPI that the program names. */
function adoptionOf({ id, deployment }: KpiEntry, { program, kpis, measured }: ProgramEvidence) {
  const adoption = program.deployments.find((one) => one.id === deployment)!.adoption;
  const kpi = kpis.find(({ entry }) => entry === adoption);
  if (kpi === undefined || adoption === null || adoption === id) return null;
  const all = measured.find((one) => one.kpi === adoption)?.series ?? [];
  return {
    kpi: adoption,
    series: all.filter(
      (one) => one.statistic === kpi.statistic && one.adjustment === primaryAdjustment(all, kpi.statistic),
    ),
  };
}

/**
 * Which comparisons of a KPI that carries a benefit are claims, judged together with all others?
 *
 * @returns `<kpi>/<statistic>`: its own, and the mean beside a median or percentile, which gates the money
 */
export function claimsOf({ entry, statistic, also }: ResolvedKpi): string[] {
  const gates = SHIFTS.includes(statistic) && also.includes('mean');
  return [`${entry}/${statistic}`, ...(gates ? [`${entry}/mean`] : [])];
}

interface Asked {
  question: Question;
  /** The KPI's own statistic, standardised where strata exist. */
  primary: boolean;
  /** In the family of claims. */
  claim: boolean;
}

function questionsOf(entry: KpiEntry, evidence: ProgramEvidence): Asked[] {
  const { program, asOf } = evidence;
  const kpi = evidence.kpis.find((candidate) => candidate.entry === entry.id)!;
  const measured = evidence.measured.find((candidate) => candidate.kpi === entry.id);
  const deployment = program.deployments.find(({ id }) => id === entry.deployment)!;
  const scope = { kpi: entry.id, asOf, maturityDays: kpi.maturityDays };
  const { sealed, protocolSealed, changes } = evidence;
  const context = { entry, kpi, measured, deployment, program, sealed, protocolSealed, changes };
  return Object.keys(deployment.goLive).flatMap((unit) => {
    const windows = windowsOf(program, deployment, unit, kpi.periodLength, scope)!;
    // A comparator is held to this unit's go-live, whatever the others' are.
    const asThisUnit: Deployment = { ...deployment, goLive: { [unit]: windows.goLive } };
    const beside = deployment.comparators.map(
      (comparator) => windowsOf(program, asThisUnit, comparator, kpi.periodLength, scope)!,
    );
    return askAbout(context, windows, beside);
  });
}

interface Context {
  entry: KpiEntry;
  kpi: ResolvedKpi;
  measured: MeasuredKpi | undefined;
  deployment: Deployment;
  program: Program;
  sealed: SealedBaselines;
  protocolSealed: string | null;
  changes: readonly LoggedChange[];
}

function askAbout(context: Context, windows: Windows, beside: readonly Windows[]): Asked[] {
  const { entry, kpi, measured, deployment, program } = context;
  const { unit } = windows;
  const own = measured?.series.filter((series) => series.unit === unit) ?? [];
  const sound = beside.filter((other) => !checksIn(context, other).some(isBlocking));
  const comparatorsFor = ({ statistic, adjustment }: Series) =>
    sound.flatMap((other) => {
      const series = seriesOf(measured?.series ?? [], other.unit, statistic, adjustment);
      return series === undefined ? [] : [{ series, windows: other }];
    });
  const boundInTime =
    !entry.addedSinceSeal && context.protocolSealed !== null && context.protocolSealed < windows.goLive;
  const common = {
    windows,
    direction: kpi.direction,
    minimumImportantChange: entry.minimumImportantChange,
    target: entry.target,
    drift: boundInTime ? entry.drift : null,
    unsealedBound: entry.drift !== null && !boundInTime,
    changes: changesAt(context.changes, { unit, deployment: deployment.id }),
    instrument: checksIn(context, windows),
    unsound: beside.filter((other) => !sound.includes(other)).map((other) => other.unit),
    sealed: context.sealed.has(entry.id, unit),
    words: {
      label: kpi.label,
      names: namesOf([windows, ...beside], program),
      measure: kpi.unit,
      without: deployment.title,
    },
    deployment: deployment.id,
    chart: null,
  };
  const carriesBenefit = program.benefits.some((benefit) => benefit.kpi === entry.id);
  return (own.length === 0 ? [emptySeries(kpi, unit)] : own).map((series) => {
    const adjusted = series.adjustment === primaryAdjustment(own, series.statistic);
    const primary = adjusted && series.statistic === kpi.statistic;
    const gatesMoney = adjusted && series.statistic === 'mean' && SHIFTS.includes(kpi.statistic);
    return {
      question: { ...common, series, comparators: comparatorsFor(series) },
      primary,
      claim: carriesBenefit && (primary || gatesMoney),
    };
  });
}

function namesOf(windows: readonly Windows[], { units }: Program): Record<string, string> {
  return Object.fromEntries(windows.map(({ unit }) => [unit, unitName(units, unit)]));
}

/** Standardised where strata exist: a change of mix must not pass for a change of the ward. */
function primaryAdjustment(own: readonly Series[], statistic: Statistic): Adjustment {
  const standardised = own.some((series) => series.statistic === statistic && series.adjustment === 'standardised');
  return standardised ? 'standardised' : 'crude';
}

function checksIn({ measured, entry, kpi }: Context, windows: Windows): InstrumentCheck[] {
  const cells = measured?.instrument.find(({ unit }) => unit === windows.unit)?.cells ?? [];
  const found = instrumentChecks(cells, windows, kpi.statistic, entry.acknowledge);
  const same = (measured?.series ?? []).filter((s) => s.statistic === kpi.statistic && s.adjustment === 'crude');
  const own = same.find(({ unit }) => unit === windows.unit);
  if (own === undefined) return found;
  const others = same.filter((series) => series !== own);
  const { direction } = kpi;
  return [...found, ...seriesChecks({ own, others, windows, direction, acknowledge: entry.acknowledge })];
}

function seriesOf(all: readonly Series[], unit: string, statistic: Statistic, adjustment: Adjustment) {
  return all.find((s) => s.unit === unit && s.statistic === statistic && s.adjustment === adjustment);
}

function emptySeries({ entry, statistic, periodLength }: ResolvedKpi, unit: string): Series {
  return { kpi: entry, statistic, adjustment: 'crude', unit, periodLength, cells: [] };
}
