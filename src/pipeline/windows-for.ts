import { type Windows, windowsOf } from '../baseline/windows.ts';
import type { ResolvedKpi } from '../kpi/kpi.ts';
import type { OpenProgram } from './open-program.ts';

/** The windows of a KPI's deployment in one unit, in the KPI's periods; null where the unit has none. */
export function windowsFor(kpi: ResolvedKpi, unit: string, { program, asOf }: OpenProgram): Windows | null {
  const entry = program.kpis.find(({ id }) => id === kpi.entry)!;
  const deployment = program.deployments.find(({ id }) => id === entry.deployment)!;
  const scope = { kpi: kpi.entry, asOf, maturityDays: kpi.maturityDays };
  return windowsOf(program, deployment, unit, kpi.periodLength, scope);
}
