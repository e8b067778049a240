import type { LedgerEntry } from '../baseline/ledger-entry.ts';
import { type BaselineSeal, type ProtocolSeal, type SealedSeries, type SealHead, UNSEALED } from '../baseline/seal.ts';
import { phaseOf, windowsOf } from '../baseline/windows.ts';
import { RealizedError } from '../errors.ts';
import { addPeriods } from '../kpi/period.ts';
import { completeLedger } from '../ledger/ledger.ts';
import { completeSeals, readSeals, type SealsInForce, writeSeal } from '../ledger/seals.ts';
import type { Deployment } from '../program/program.ts';
import type { SeriesKey } from '../results/lookup.ts';
import type { Results } from '../results/schema.ts';
import { withWorkers } from '../workers/workers.ts';
import { concludeRun } from './conclude-run.ts';
import { holdProgram } from './hold-program.ts';
import { type OpenProgram, openProgram } from './open-program.ts';
import type { ProduceOptions } from './produce-run.ts';
import { CHANGE_GROUPS, protocolOf, underSeal } from './protocol.ts';
import { runIdOf, TOOL_VERSION } from './run-identity.ts';
import { loadProgram, type MeasuredProgram, measureProgram } from './use-warehouse.ts';

export interface SealOptions extends ProduceOptions {
  what: 'protocol' | 'baseline';
  /** Needed to seal again what is sealed already. */
  reason: string | null;
}

/** A seal as written. */
export interface WrittenSeal {
  file: string;
  version: number;
  sealedAt: string;
  unit: string | null;
}

/**
 * Fixes what was decided (`protocol`), or what the baselines were (`baseline`), so that a later change shows.
 *
 * A baseline is sealed for every unit whose last baseline period is mature and that is not sealed yet; with a reason, also
 * again for those that are.
 *
 * @throws `seal.reason-missing` when it is sealed already and no reason is given, `seal.immature` when no baseline is mature
 */
export async function seal(options: SealOptions): Promise<WrittenSeal[]> {
  return holdProgram(options.directory, async () => {
    const open = await openProgram(options.directory, options.asOf);
    const ledger = await completeLedger(open.directory);
    await completeSeals(open.directory, ledger);
    const seals = await readSeals(open.directory, ledger);
    const drafts =
      options.what === 'protocol'
        ? [protocolSeal(open, seals, options)]
        : await baselineSeals(open, ledger, seals, options);
    const written: WrittenSeal[] = [];
    for (const draft of drafts) {
      const file = await writeSeal(open.directory, draft);
      const unit = draft.kind === 'baseline' ? draft.unit : null;
      written.push({ file, version: draft.version, sealedAt: draft.sealed_at, unit });
    }
    return written;
  });
}

function protocolSeal(open: OpenProgram, seals: SealsInForce, { reason }: SealOptions): ProtocolSeal {
  const version = seals.protocol?.version ?? 0;
  if (version > 0 && reason === null) throw new RealizedError('seal.reason-missing', { seal: 'the protocol', version });
  const goLives = open.program.deployments.flatMap(({ goLive }) => Object.values(goLive));
  return {
    ...head(open, version, reason),
    kind: 'protocol',
    first_go_live: goLives.sort()[0]!,
    protocol: protocolOf(open),
  };
}

async function baselineSeals(
  now: OpenProgram,
  ledger: readonly LedgerEntry[],
  seals: SealsInForce,
  options: SealOptions,
): Promise<BaselineSeal[]> {
  const open = seals.protocol === null ? now : underSeal(now, seals.protocol, new Set(CHANGE_GROUPS));
  const loaded = await loadProgram(now, options);
  const measured = await measureProgram(open, options);
  const runId = runIdOf(now, loaded.inputs, ledger);
  const protocolSealed = seals.protocol?.sealed_at.slice(0, 10) ?? null;
  const evidence = { open, loaded, ...measured, sealed: UNSEALED, protocolSealed, ledger, runId };
  const results = await withWorkers(options.threads, (workers) => concludeRun(evidence, workers));
  const drafts: BaselineSeal[] = [];
  const immature: { deployment: string; unit: string; lastDay: string }[] = [];
  for (const deployment of open.program.deployments) {
    for (const unit of [...Object.keys(deployment.goLive), ...deployment.comparators]) {
      const before = seals.baselines.find((own) => own.deployment === deployment.id && own.unit === unit);
      if (before !== undefined && options.reason === null) continue;
      const lastDay = maturityOf(open, deployment, unit);
      if (lastDay > open.asOf) {
        immature.push({ deployment: deployment.id, unit, lastDay });
        continue;
      }
      drafts.push({
        ...head(open, before?.version ?? 0, options.reason, lastDay),
        kind: 'baseline',
        deployment: deployment.id,
        unit,
        series: sealedSeries(open, deployment, unit, measured, results),
        extracts: loaded.inputs.map(({ file, sha256, records, loaded: rows, rejected }) => ({
          file,
          sha256,
          records,
          loaded: rows,
          rejected,
        })),
      });
    }
  }
  if (drafts.length > 0) return drafts;
  const next = immature.sort((a, b) => (a.lastDay < b.lastDay ? -1 : 1))[0];
  if (next !== undefined) throw new RealizedError('seal.immature', { ...next, asOf: open.asOf });
  throw new RealizedError('seal.reason-missing', { seal: 'every baseline', version: seals.baselines[0]!.version });
}

/** The first day on which every KPI of the unit has its last baseline period whole and mature. */
function maturityOf(open: OpenProgram, deployment: Deployment, unit: string): string {
  const days = kpisOf(open, deployment).map((kpi) => {
    const scope = { kpi: kpi.entry, asOf: open.asOf, maturityDays: kpi.maturityDays };
    const { baseline } = windowsOf(open.program, deployment, unit, kpi.periodLength, scope)!;
    return addPeriods(baseline.to, kpi.maturityDays + 1, 'day');
  });
  return days.sort().at(-1) ?? open.asOf;
}

function sealedSeries(
  open: OpenProgram,
  deployment: Deployment,
  unit: string,
  { measured }: MeasuredProgram,
  results: Results,
): SealedSeries[] {
  return kpisOf(open, deployment).flatMap((kpi) => {
    const scope = { kpi: kpi.entry, asOf: open.asOf, maturityDays: kpi.maturityDays };
    const windows = windowsOf(open.program, deployment, unit, kpi.periodLength, scope)!;
    const own = measured.find((one) => one.kpi === kpi.entry)?.series.filter((series) => series.unit === unit) ?? [];
    return own.map(({ statistic, adjustment, cells }) => ({
      kpi: kpi.entry,
      statistic,
      adjustment,
      kpi_hash: kpi.hash,
      window: windows.baseline,
      ...sealedMethod(results, { kpi: kpi.entry, unit, statistic, adjustment }),
      cells: cells.filter(({ period }) => phaseOf(windows, period) === 'baseline'),
    }));
  });
}

/** How the series will be compared, and what its baseline is in figures; a comparator is compared with by others. */
function sealedMethod(results: Results, key: SeriesKey): Pick<SealedSeries, 'method' | 'baseline' | 'limits'> {
  const isOwn = (other: SeriesKey) =>
    other.kpi === key.kpi &&
    other.unit === key.unit &&
    other.statistic === key.statistic &&
    other.adjustment === key.adjustment;
  const comparison = results.comparisons.find(isOwn);
  const limits = results.limits.find((one) => one.phase === 'baseline' && isOwn(one));
  return {
    method: comparison?.method ?? 'comparator',
    baseline: comparison?.baseline ?? null,
    limits:
      limits === undefined
        ? null
        : { chart: limits.chart, center: limits.center, lower: limits.lower, upper: limits.upper },
  };
}

function kpisOf({ kpis, program }: OpenProgram, deployment: Deployment) {
  const entries = new Set(program.kpis.filter((entry) => entry.deployment === deployment.id).map(({ id }) => id));
  return kpis.filter(({ entry }) => entries.has(entry));
}

/** A declared time is never before the day on which what is sealed was known, and tells of the first seal alone. */
function head({ program }: OpenProgram, versionsBefore: number, reason: string | null, knownOn = ''): SealHead {
  const declared = versionsBefore === 0 ? program.sealedAt : null;
  return {
    format: 1,
    program: program.id,
    version: versionsBefore + 1,
    reason: versionsBefore === 0 ? null : reason,
    sealed_at: declared === null ? new Date().toISOString() : declared > knownOn ? declared : `${knownOn}T00:00:00Z`,
    clock: declared === null ? 'wall' : 'declared',
    tool_version: TOOL_VERSION,
  };
}
