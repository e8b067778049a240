import type { MeasuredKpi } from '../kpi/kpi.ts';
import { holdProgram } from './hold-program.ts';
import { type OpenProgram, openProgram } from './open-program.ts';
import { planProgram, type UnitPlan } from './program-plan.ts';
import { loadProgram, measureProgram, type WarehouseOptions } from './use-warehouse.ts';

export interface PlanOptions extends WarehouseOptions {
  /** The folder that holds program.yaml. */
  directory: string;
  /** The day the data is judged on; null for the program's own, else today. */
  asOf: string | null;
}

export interface PlanOutcome {
  open: OpenProgram;
  plans: UnitPlan[];
}

/**
 * What change can each baseline detect, and how long must it be? Best asked while go-live can still wait.
 *
 * ```
 * program.yaml ─ openProgram ─┐
 * extract files ── loadProgram ─ measureProgram ─ planProgram → what each baseline shows, by length
 *                  landed rows    series, monthly ones in weeks too
 * ```
 *
 * Loads into the cache like a run, but writes no report and no ledger entry.
 *
 * @throws RealizedError with exit code 2 (configuration), 3 (refused input) or 4 (another run is active)
 */
export async function plan(options: PlanOptions): Promise<PlanOutcome> {
  const open = await openProgram(options.directory, options.asOf);
  return holdProgram(open.directory, async () => {
    await loadProgram(open, options);
    const { measured } = await measureProgram(open, options);
    const weekly = await measureInWeeks(open, options);
    const { program, kpis, asOf } = open;
    options.progress('plan', 'what each baseline can show, by simulation');
    return { open, plans: planProgram({ program, kpis, measured, weekly, asOf }) };
  });
}

/** Months hide what weeks would tell: monthly KPIs are measured a second time. */
async function measureInWeeks(
  open: OpenProgram,
  options: WarehouseOptions,
): Promise<{ kpis: OpenProgram['kpis']; measured: MeasuredKpi[] }> {
  const kpis = open.kpis
    .filter(({ periodLength }) => periodLength === 'month')
    .map((kpi) => ({ ...kpi, periodLength: 'week' as const }));
  if (kpis.length === 0) return { kpis, measured: [] };
  const { measured } = await measureProgram({ ...open, kpis }, options);
  return { kpis, measured };
}
