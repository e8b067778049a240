import type { ResolvedKpi } from '../src/kpi/kpi.ts';
import type { OpenProgram } from '../src/pipeline/open-program.ts';
import { parameterTable } from '../src/warehouse/observation-sql.ts';

/**
 * What an analyst would write for every KPI of a program, over the select of its file: the series, why rows do not count and the mix of
 * those that do, and the series at the mix of the weeks before the first go-live.
 *
 * Fewer comforts than the product's: no open items, no sums that are the same on any number of threads, no maturity.
 */
export function rawCatalogue({ kpis, program }: OpenProgram): string[] {
  return kpis.flatMap((kpi) => {
    const { deployment } = program.kpis.find(({ id }) => id === kpi.entry)!;
    const goLive = Object.values(program.deployments.find(({ id }) => id === deployment)!.goLive).sort()[0]!;
    const columns = new Set(kpi.sql.match(/\b(stratum|excluded|outcome)\b/g));
    const head = `with ${parameterTable(kpi)}, observation as (\n${kpi.sql}\n),
      placed as (select *, date_trunc('week', local_time(observed_at)) as week from observation)`;
    const counted = columns.has('excluded') ? 'excluded is null' : 'true';
    const [stratum, excluded] = ['stratum', 'excluded'].map((name) => (columns.has(name) ? name : `null as ${name}`));
    return [
      `${head} select unit_id, week, count(*), ${crude(kpi)} from placed where ${counted} group by all order by all`,
      `${head} select unit_id, week, ${stratum}, ${excluded}, count(*) from placed group by all order by all`,
      ...(columns.has('stratum') && kpi.statistic !== 'total' ? [standardised(kpi, head, counted, goLive)] : []),
    ];
  });
}

const LEVELS: Record<string, number> = { median: 0.5, p90: 0.9, p95: 0.95 };

function crude(kpi: ResolvedKpi): string {
  const levels = levelsOf(kpi);
  const sums = 'sum(numerator::decimal(18, 6)), sum(denominator::decimal(18, 6))';
  return levels.length === 0 ? sums : `quantile_cont(numerator, [${levels}]), ${sums}`;
}

function standardised(kpi: ResolvedKpi, head: string, counted: string, goLive: string): string {
  const levels = levelsOf(kpi);
  const tables = `${head},
    own as materialized (select unit_id, week, stratum, numerator, denominator from placed where ${counted}),
    mix as (
      select unit_id, stratum, count(*) / sum(count(*)) over (partition by unit_id) as share
      from own where week < timestamp '${goLive}' group by unit_id, stratum
    )`;
  if (levels.length === 0) {
    return `${tables},
    part as (
      select unit_id, week, stratum, sum(numerator)::double as n, sum(denominator)::double as d from own group by all
    )
    select unit_id, week, sum(share * n / nullif(d, 0)) / sum(share) filter (where d != 0)
    from part inner join mix using (unit_id, stratum) group by all order by all`;
  }
  return `${tables},
    sized as (
      select *, count(*) over (partition by unit_id, week, stratum) as size
      from own inner join mix using (unit_id, stratum)
    ),
    reached as (
      select
        unit_id, week, numerator,
        sum(share / size) over (partition by unit_id, week order by numerator)
          / sum(share / size) over (partition by unit_id, week) as reached
      from sized
    )
    select unit_id, week, ${levels.map((level) => `min(numerator) filter (where reached >= ${level})`).join(', ')}
    from reached group by all order by all`;
}

function levelsOf({ statistic, also }: ResolvedKpi): number[] {
  return [statistic, ...also].flatMap((name) => LEVELS[name] ?? []);
}
