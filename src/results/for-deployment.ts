import type { Results } from './schema.ts';

/**
 * What a run says of one deployment: its KPIs and everything that hangs on them; findings of no KPI in particular stay.
 *
 * @param deployment  an id of `results.program.deployments`
 */
export function forDeployment(results: Results, deployment: string): Results {
  const kpis = results.kpis.filter((kpi) => kpi.deployment === deployment);
  const ids = new Set(kpis.map(({ id }) => id));
  const own = <Row extends { kpi: string }>(rows: readonly Row[]) => rows.filter(({ kpi }) => ids.has(kpi));
  return {
    ...results,
    program: {
      ...results.program,
      deployments: results.program.deployments.filter(({ id }) => id === deployment),
    },
    kpis,
    series: own(results.series),
    limits: own(results.limits),
    signals: own(results.signals),
    comparisons: own(results.comparisons),
    counterfactuals: own(results.counterfactuals),
    pooled: own(results.pooled),
    benefits: results.benefits.filter((benefit) => benefit.deployment === deployment),
    findings: results.findings.filter(({ at }) => at.kpi === undefined || ids.has(at.kpi)),
  };
}
