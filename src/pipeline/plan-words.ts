import { formatDay } from '../results/format.ts';
import type { PlanOutcome } from './plan.ts';
import { planNotes } from './plan-notes.ts';
import { type PlanTable, planTables } from './plan-tables.ts';

/** A plan in words, ready to be laid out: one part per deployment. */
export interface PlanText {
  title: string;
  synthetic: string | null;
  /** What all figures rest on. */
  basis: string;
  parts: { title: string; tables: PlanTable[]; notes: string[] }[];
}

/** What a plan assumes, said once. */
const BASIS =
  'Simulated over the scatter and autocorrelation that each baseline leaves possible (φ is the likeliest), for a year after ' +
  'stabilization, one comparison by itself.';

/**
 * What does a program's plan say to a person?
 *
 * @example tellPlan(outcome).parts[0]?.notes[0]
 */
export function tellPlan({ open, plans }: PlanOutcome): PlanText {
  const { program, asOf } = open;
  const parts = program.deployments.flatMap(({ id, title }) => {
    const own = plans.filter(({ entry }) => entry.deployment === id);
    return own.length === 0 ? [] : [{ title, tables: planTables(own, asOf), notes: planNotes(own, program, asOf) }];
  });
  return {
    title: `What can these baselines show? ${program.title}, as of ${formatDay(asOf)}`,
    synthetic: program.synthetic,
    basis: BASIS,
    parts,
  };
}
