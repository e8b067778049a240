import { createHash } from 'node:crypto';
import type { LedgerEntry } from '../baseline/ledger-entry.ts';
import type { SealedBaselines } from '../baseline/seal.ts';
import { phaseOf } from '../baseline/windows.ts';
import type { LoggedChange } from '../comparison/change-log.ts';
import { type ComparedProgram, compareProgram } from '../comparison/compare-program.ts';
import { SCRUTINY } from '../comparison/scrutinize.ts';
import type { Finding } from '../finding.ts';
import type { MeasuredKpi, ResolvedKpi } from '../kpi/kpi.ts';
import { afresh } from '../recall.ts';
import { assembleResults } from '../results/assemble.ts';
import type { Results } from '../results/schema.ts';
import { type ProgramValuation, valueProgram } from '../valuation/value-program.ts';
import { layersBehind } from '../warehouse/layers.ts';
import type { LoadReport } from '../warehouse/load.ts';
import { HERE, type Workers } from '../workers/workers.ts';
import type { OpenProgram } from './open-program.ts';
import { peopleIn } from './people-in.ts';
import { readChanges } from './read-changes.ts';
import { headBefore, TOOL_VERSION } from './run-identity.ts';
import { windowsFor } from './windows-for.ts';

/** The draws of every run start here: what differs between two runs is never luck. */
const SEED = 1855;

/** What loading and measuring have brought. */
export interface RunEvidence {
  open: OpenProgram;
  loaded: LoadReport;
  measured: readonly MeasuredKpi[];
  /** Which of the baselines in `measured` are as sealed. */
  sealed: SealedBaselines;
  /** The day on which the protocol was sealed; null where it never was. */
  protocolSealed: string | null;
  findings: readonly Finding[];
  ledger: readonly LedgerEntry[];
  runId: string;
}

/** What the series of a run come to, before it is told. */
export interface JudgedRun {
  changes: LoggedChange[];
  compared: ComparedProgram;
  findings: Finding[];
  valued: ProgramValuation;
}

/**
 * From series to verdicts and money: compare and value. No file, no clock.
 *
 * @param workers  who scrutinizes the comparisons
 * @param recall   of what was judged before
 */
export async function judgeRun(evidence: RunEvidence, workers: Workers = HERE, recall = afresh): Promise<JudgedRun> {
  const { open, loaded, measured, sealed, protocolSealed, findings: before } = evidence;
  const { program, kpis, asOf, texts } = open;
  const changes = program.changes === null ? [] : readChanges(texts[program.changes]!, program.changes, program);
  const asked = { program, kpis, measured, asOf, sealed, protocolSealed, changes };
  const compared = await compareProgram(asked, (subjects) => workers.map(SCRUTINY, subjects), recall);
  const findings = [...before, ...compared.findings];
  const valued = valueProgram(
    {
      peopleIn: peopleOf(open),
      program,
      kpis,
      measured,
      comparisons: compared.comparisons,
      asOf,
      findings,
      inputs: loaded.inputs,
      costs: program.costs === null ? null : hashed(texts[program.costs]!),
      prices: program.prices === null ? null : hashed(texts[program.prices]!),
      exchange: program.exchange === null ? null : hashed(texts[program.exchange]!),
      seed: SEED,
    },
    recall,
  );
  return { changes, compared, findings, valued };
}

/** From series to results: judged, and assembled to what results.json promises. */
export async function concludeRun(evidence: RunEvidence, workers: Workers = HERE, recall = afresh): Promise<Results> {
  const { open, loaded, measured, ledger, runId } = evidence;
  const { program, kpis, asOf } = open;
  const { changes, compared, findings, valued } = await judgeRun(evidence, workers, recall);
  return assembleResults({
    toolVersion: TOOL_VERSION,
    runId,
    asOf,
    ledgerHead: headBefore(ledger, runId),
    program,
    kpis,
    inputs: loaded.inputs,
    measured,
    windowsOf: (kpi, unit) => windowsFor(kpi, unit, open),
    peopleIn: peopleOf(open),
    phaseOf,
    kindsOf: (kpi) => layersBehind(open.catalogue, kpi.sql).kinds.filter((kind) => isLoaded(kind, open)),
    comparisons: compared.comparisons,
    pooled: compared.pooled,
    changes,
    ...valued,
    findings,
  });
}

function peopleOf({ program, catalogue }: OpenProgram): (kpi: ResolvedKpi) => 'rows' | 'sums' | null {
  return (kpi) => peopleIn(kpi, program.kpis.find(({ id }) => id === kpi.entry)!, catalogue);
}

function isLoaded(kind: string, { program }: OpenProgram): boolean {
  return program.extracts.some((entry) => entry.kind === kind);
}

function hashed(text: string): { text: string; sha256: string } {
  return { text, sha256: createHash('sha256').update(text).digest('hex') };
}
