import type { Results } from './schema.ts';

/**
 * What a run says of one deployment: its KPIs, the extracts that no other deployment has for itself and everything that
 * hangs on them; findings of no KPI and no extract in particular stay.
 *
 * @param deployment  an id of `results.program.deployments`
 */
export function forDeployment(results: Results, deployment: string): Results {
  const kpis = results.kpis.filter((kpi) => kpi.deployment === deployment);
  const ids = new Set(kpis.map(({ id }) => id));
  const foreign = new Set(results.kpis.filter((kpi) => !ids.has(kpi.id)).flatMap((kpi) => kpi.kinds));
  for (const kind of kpis.flatMap((kpi) => kpi.kinds)) foreign.delete(kind);
  const inputs = results.inputs.filter(({ kind }) => !foreign.has(kind));
  const others = new Set(results.inputs.filter(({ kind }) => foreign.has(kind)).map(({ file }) => file));
  const own = <Row extends { kpi: string }>(rows: readonly Row[]) => rows.filter(({ kpi }) => ids.has(kpi));
  return {
    ...results,
    program: {
      ...results.program,
      deployments: results.program.deployments.filter(({ id }) => id === deployment),
    },
    inputs,
    kpis,
    series: own(results.series),
    limits: own(results.limits),
    signals: own(results.signals),
    comparisons: own(results.comparisons),
    counterfactuals: own(results.counterfactuals),
    pooled: own(results.pooled),
    benefits: results.benefits.filter((benefit) => benefit.deployment === deployment),
    findings: results.findings.filter(({ at: { kpi, file } }) =>
      kpi === undefined ? file === undefined || !others.has(file) : ids.has(kpi),
    ),
  };
}
