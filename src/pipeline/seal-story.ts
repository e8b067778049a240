import { toldValue } from '../baseline/differences.ts';
import {
  type BaselineSeal,
  type MovedCell,
  type ProtocolSeal,
  type Seal,
  sealHash,
  UNSEALED,
  withSealedBaselines,
} from '../baseline/seal.ts';
import { baselineChanges } from '../baseline/seal-changes.ts';
import { periodsBetween } from '../kpi/period.ts';
import type { SealsInForce } from '../ledger/seals.ts';
import type { Results } from '../results/schema.ts';
import type { Workers } from '../workers/workers.ts';
import { judgeRun, type RunEvidence } from './conclude-run.ts';
import type { OpenProgram } from './open-program.ts';
import { CHANGE_GROUPS, type ChangeGroup, changesBetween, changesSince, protocolOf, underSeal } from './protocol.ts';
import { type MeasuredProgram, measureProgram, type WarehouseOptions } from './use-warehouse.ts';

/** What is known of the seals while a run is produced. */
export interface SealEvidence {
  seals: SealsInForce;
  /** Baseline values that today's extracts give otherwise. */
  moved: readonly MovedCell[];
  /** The program as its files say today. */
  now: OpenProgram;
  /** Measured today with the sealed definitions, baselines as the extracts give them. */
  today: MeasuredProgram;
  evidence: Pick<RunEvidence, 'loaded' | 'ledger' | 'runId' | 'findings' | 'protocolSealed'>;
  options: WarehouseOptions;
  workers: Workers;
}

/** What of today's money is held against the sealed. */
type Money = Pick<Results, 'figures'> & { program: { currency: string } };

type Effect = Results['change_effects'][number];

/**
 * The results with the story of their seals: what was fixed when, what is otherwise today, and what that would be worth.
 *
 * For each group of changes the money is computed again with today's side of that group and the sealed side of all others.
 *
 * @param results  concluded with everything as sealed
 */
export async function sealStory(results: Results, story: SealEvidence): Promise<Results> {
  const { seals, moved, now } = story;
  const protocol = seals.protocol;
  const changes = protocol === null ? [] : changesSince(protocol, protocolOf(now));
  const changed = CHANGE_GROUPS.filter((group) => changes.some((change) => change.group === group));
  const effects: Effect[] = [];
  for (const group of changed) {
    effects.push(effectOf(group, results, NO_OTHER_SIDE.has(group) ? null : await withTodays(group, protocol!, story)));
  }
  if (moved.length > 0) effects.push(effectOf('baseline figures', results, await withTodaysBaselines(story)));
  return {
    ...results,
    seals: {
      protocol: protocol === null ? null : describeProtocol(protocol),
      baselines: seals.baselines.map((seal) => ({ ...describe(seal), deployment: seal.deployment, unit: seal.unit })),
      replaced: seals.replaced.map(describeReplaced),
    },
    changes: [
      ...changes.map(({ group, path, sealed, now: today }) => ({
        path,
        sealed: told(sealed),
        now: told(today),
        group,
      })),
      ...moved.map(({ kpi, statistic, adjustment, unit, period, sealed, now: today }) => ({
        path: [kpi, statistic, ...(adjustment === 'crude' ? [] : [adjustment]), unit, period].join('.'),
        sealed: told(sealed),
        now: told(today),
        group: 'baseline figures',
      })),
    ],
    change_effects: effects,
  };
}

/** Groups of which today's side alone can be had: files are read as they are, and this version has these rules. */
const NO_OTHER_SIDE: ReadonlySet<ChangeGroup> = new Set(['contracts', 'rules', 'other']);

async function withTodays(group: ChangeGroup, protocol: ProtocolSeal, story: SealEvidence): Promise<Money> {
  const { seals, now, today, evidence, options, workers } = story;
  const open = underSeal(now, protocol, new Set(CHANGE_GROUPS.filter((other) => other !== group)));
  // Windows that moved make another baseline, which no seal covers, and another mix of cases.
  const isMeasuredAgain = group === 'windows' || group === 'definitions';
  const { measured } = isMeasuredAgain ? await measureProgram(open, options) : today;
  const kept = withSealedBaselines(measured, isMeasuredAgain ? [] : seals.baselines);
  return moneyOf({ ...evidence, open, measured: kept.measured, sealed: kept.sealed }, workers, options);
}

function withTodaysBaselines({ seals, now, today, evidence, options, workers }: SealEvidence): Promise<Money> {
  const open = seals.protocol === null ? now : underSeal(now, seals.protocol, new Set(CHANGE_GROUPS));
  return moneyOf({ ...evidence, open, measured: today.measured, sealed: UNSEALED }, workers, options);
}

async function moneyOf(evidence: RunEvidence, workers: Workers, { memory }: WarehouseOptions): Promise<Money> {
  const { valued } = await judgeRun(evidence, workers, memory?.recall);
  return { figures: valued.figures, program: evidence.open.program };
}

/** @param now  null where it cannot be told; amounts in another currency are no difference */
function effectOf(group: string, sealed: Money, now: Money | null): Effect {
  const moved = (figure: string) => {
    if (now?.program.currency !== sealed.program.currency) return null;
    const [before, after] = [sealed, now].map((results) => results.figures[figure]?.value ?? null);
    return before === null || after === null ? null : after! - before!;
  };
  return {
    group,
    demonstrated: moved('total.financial.net'),
    npv: moved('appraisal.financial.realized.npv'),
    npv_whole_life: moved('appraisal.financial.whole-life.npv'),
  };
}

function describeProtocol(seal: ProtocolSeal): NonNullable<Results['seals']['protocol']> {
  const days = periodsBetween(seal.first_go_live, seal.sealed_at.slice(0, 10), 'day');
  return { ...describe(seal), first_go_live: seal.first_go_live, days_after_go_live: days };
}

function describeReplaced({ before, after }: SealsInForce['replaced'][number]): Results['seals']['replaced'][number] {
  const { version, sealed_at, reason } = after;
  return {
    ...describe(before),
    deployment: before.kind === 'baseline' ? before.deployment : null,
    unit: before.kind === 'baseline' ? before.unit : null,
    by: { version, sealed_at, reason },
    changes: changesOf(before, after).map(({ path, sealed, now }) => ({ path, sealed: told(sealed), now: told(now) })),
  };
}

function changesOf(before: Seal, after: Seal) {
  if (before.kind === 'protocol' && after.kind === 'protocol') return changesBetween(before.protocol, after.protocol);
  return before.kind === 'baseline' && after.kind === 'baseline' ? baselineChanges(before, after) : [];
}

function describe(seal: Seal | BaselineSeal) {
  const { sealed_at, clock, version, reason } = seal;
  return { sealed_at, clock, version, reason, sha256: sealHash(seal) };
}

function told(value: unknown): string | null {
  return value === undefined || value === null ? null : toldValue(value, 120);
}
