import type { Phase, Windows } from '../baseline/windows.ts';
import type { LoggedChange } from '../comparison/change-log.ts';
import type { Comparison } from '../comparison/comparison.ts';
import { comparisonFigures } from '../comparison/comparison-figures.ts';
import type { PooledEffect } from '../comparison/pool-units.ts';
import type { Figures } from '../figure.ts';
import type { Finding } from '../finding.ts';
import type { MeasuredKpi, ResolvedKpi } from '../kpi/kpi.ts';
import type { Program } from '../program/program.ts';
import { dataFigures } from './data-figures.ts';
import { counterfactualsOf, describeComparison } from './describe-comparison.ts';
import { describePooled } from './pooled.ts';
import type { Results } from './schema.ts';

/** What the rooms found out, waiting to be told. */
export interface RunParts {
  toolVersion: string;
  runId: string;
  asOf: string;
  ledgerHead: string | null;
  program: Program;
  kpis: readonly ResolvedKpi[];
  inputs: Results['inputs'];
  measured: readonly MeasuredKpi[];
  /** Windows of a unit for a KPI entry, null where the unit is outside the deployment. */
  windowsOf: (kpi: ResolvedKpi, unit: string) => Windows | null;
  /** Whether the rows of a KPI are about people, or its numbers count them. */
  peopleIn: (kpi: ResolvedKpi) => Results['kpis'][number]['people'];
  phaseOf: (windows: Windows | null, period: string) => Phase;
  /** Extract kinds whose rows reach a KPI. */
  kindsOf: (kpi: ResolvedKpi) => string[];
  comparisons: readonly Comparison[];
  pooled: readonly PooledEffect[];
  changes: readonly LoggedChange[];
  benefits: Results['benefits'];
  plan: Results['plan'];
  appraisal: Results['appraisal'];
  bridge: Results['bridge'];
  audit: Results['audit'];
  figures: Figures;
  workings: Results['workings'];
  findings: readonly Finding[];
}

/**
 * What does a run say, in the shape that results.json promises?
 *
 * Everything is ordered by what the program file declares, then by unit and period, so that the same inputs give the same
 * bytes. Nothing is computed here.
 */
export function assembleResults(parts: RunParts): Results {
  const { kpis } = parts;
  return {
    schema_version: 1,
    tool_version: parts.toolVersion,
    run_id: parts.runId,
    as_of: parts.asOf,
    ledger_head: parts.ledgerHead,
    program: describeProgram(parts),
    // The story of the seals is told on top (pipeline/seal-story.ts).
    seals: { protocol: null, baselines: [], replaced: [] },
    changes: [],
    previous: null,
    change_effects: [],
    inputs: parts.inputs,
    findings: parts.findings.map((finding) => ({ ...finding })),
    kpis: kpis.map((kpi) => describeKpi(kpi, parts)),
    series: kpis.flatMap((kpi) => seriesOf(kpi, parts)),
    limits: parts.comparisons.flatMap(({ kpi, statistic, adjustment, unit, limits }) =>
      limits.map((limit) => ({ kpi, statistic, adjustment, unit, ...limit })),
    ),
    signals: parts.comparisons.flatMap(({ kpi, statistic, adjustment, unit, signals }) =>
      signals.map(({ changeId, ...signal }) => ({
        ...{ kpi, statistic, adjustment, unit, ...signal },
        ...(changeId === null ? {} : { change_id: changeId }),
      })),
    ),
    change_log: [...parts.changes],
    comparisons: parts.comparisons.map(describeComparison),
    pooled: parts.pooled.map(describePooled),
    counterfactuals: counterfactualsOf(parts.comparisons, kpis),
    benefits: parts.benefits,
    plan: parts.plan,
    appraisal: parts.appraisal,
    bridge: parts.bridge,
    audit: parts.audit,
    figures: {
      ...parts.figures,
      ...comparisonFigures({ ...parts, phaseOf: phasesIn(parts) }),
      ...dataFigures(parts.inputs),
    },
    workings: parts.workings,
  };
}

/** In which window of its unit a period of a KPI entry lies. */
function phasesIn({ kpis, windowsOf, phaseOf }: RunParts): (kpi: string, unit: string, period: string) => Phase {
  const known = new Map<string, Windows | null>();
  return (entry, unit, period) => {
    const key = `${entry} ${unit}`;
    if (!known.has(key)) known.set(key, windowsOf(kpis.find((kpi) => kpi.entry === entry)!, unit));
    return phaseOf(known.get(key)!, period);
  };
}

function describeProgram({ program, kpis, windowsOf }: RunParts): Results['program'] {
  const deployments = program.deployments.map((deployment) => {
    const kpi = kpis.find((candidate) => deploymentOf(candidate, program) === deployment.id);
    const units = [...Object.keys(deployment.goLive), ...deployment.comparators];
    const windows = kpi === undefined ? [] : units.flatMap((unit) => windowsOf(kpi, unit) ?? []);
    return {
      id: deployment.id,
      title: deployment.title,
      owner: deployment.owner,
      windows: windows.map(({ unit, comparator, goLive, baseline, stabilization, post }) => ({
        unit,
        comparator,
        go_live: goLive,
        baseline,
        stabilization,
        post,
      })),
    };
  });
  return {
    id: program.id,
    title: program.title,
    currency: program.currency,
    locale: program.locale,
    paper: program.paper,
    price_year: program.priceYear,
    time_zone: program.timeZone,
    period: program.period,
    synthetic: program.synthetic,
    privacy: { smallest_count: program.privacy.smallestCount, reason: program.privacy.reason },
    units: program.units.map(({ id, site, department }) => ({ id, site, department })),
    deployments,
  };
}

function describeKpi(kpi: ResolvedKpi, parts: RunParts): Results['kpis'][number] {
  const { program, measured } = parts;
  const entry = program.kpis.find((candidate) => candidate.id === kpi.entry)!;
  return {
    id: kpi.entry,
    definition: kpi.id,
    label: kpi.label,
    family: kpi.family,
    nature: kpi.nature,
    leans_on: kpi.leansOn,
    unit: kpi.unit,
    direction: kpi.direction,
    statistic: kpi.statistic,
    deployment: entry.deployment,
    period: kpi.periodLength,
    target: entry.target,
    minimum_important_change: entry.minimumImportantChange,
    owner: entry.owner,
    sha256: kpi.hash,
    parameters: kpi.values,
    kinds: parts.kindsOf(kpi),
    people: parts.peopleIn(kpi),
    waterfall: measured.find((one) => one.kpi === kpi.entry)?.waterfall ?? [],
    mixes: measured.find((one) => one.kpi === kpi.entry)?.mixes ?? [],
    about: {
      clock: kpi.clock,
      grain: kpi.grain,
      strata: kpi.strata,
      maturity_days: kpi.maturityDays,
      source: kpi.source,
      pitfall: kpi.pitfall,
      counter: kpi.counter,
      money: kpi.money,
      sql: kpi.sql,
    },
  };
}

function seriesOf(kpi: ResolvedKpi, { measured, windowsOf, phaseOf }: RunParts): Results['series'] {
  const own = measured.find((one) => one.kpi === kpi.entry)?.series ?? [];
  return own.flatMap(({ statistic, adjustment, unit, cells }) => {
    const windows = windowsOf(kpi, unit);
    return cells.map(({ period, n, value, numerator, denominator, reason }) => ({
      kpi: kpi.entry,
      statistic,
      adjustment,
      unit,
      period,
      n,
      value,
      numerator,
      denominator,
      phase: phaseOf(windows, period),
      ...(reason === undefined ? {} : { reason }),
    }));
  });
}

function deploymentOf(kpi: ResolvedKpi, program: Program): string {
  return program.kpis.find((entry) => entry.id === kpi.entry)!.deployment;
}
