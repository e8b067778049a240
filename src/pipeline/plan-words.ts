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

/** What a plan assumes, said once. How far a year misjudges is in docs/methods.md, under calibration. */
const BASIS =
  'Simulated from each baseline’s own scatter and autocorrelation, for a year after stabilization, one comparison by itself. ' +
  'A year of baseline misjudges both: to have 80 %, plan for 90 %.';

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
