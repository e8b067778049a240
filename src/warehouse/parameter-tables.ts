import type { Contract } from '../contract/contract.ts';
import type { Kpi } from '../kpi/kpi.ts';
import { agreedWindows } from '../program/agreed-windows.ts';
import type { MeasuringProgram } from '../program/program.ts';
import { sqlName, sqlText } from './duckdb.ts';

/** What the parameter tables are made from. */
export interface ParameterSources {
  program: MeasuringProgram;
  contracts: Contract[];
  kpis: Kpi[];
  /** The day the data is judged on; all of it counts. */
  asOf: string;
  /** The kinds that `data_span` is asked for; null for all. */
  spans: readonly string[] | null;
}

/**
 * The tables through which the program reaches SQL, in the order in which they are made: name → its select.
 *
 * `program(program_id, time_zone, as_of_date, as_of)`: one row; `as_of` is the first instant after the as-of day.
 * `unit`, `service`, `service_unit`: as program.yaml lists them; `sla` is a share of agreed time, null where none was promised.
 * `calendar(day_date, week_day, starts_at, ends_at)`: every local day from the first that an extract tells of to the as-of day;
 * `week_day` 1 is Monday. For what is counted at the end of a day, and for days on which nothing happened.
 * `service_window(service_id, starts_at, ends_at)`: agreed service time of program.yaml, one row per local day and window,
 * from the first day that an extract of services tells of to the as-of day.
 * `data_span(kind, unit_id, starts_at, ends_at)`: from the first start event of a unit's extract to the newest instant in
 * it up to `as_of`: what is open at `ends_at` has been watched until then, not longer.
 * `data_end(kind, ends_at)`: until when silence of a kind means that nothing happened: the earliest `until:` of its extracts, else
 * `as_of`. One row per kind.
 * `kpi_parameter(kpi, name, value)`: defaults of each definition, or what its first entry says; a measured KPI brings its
 * own as a common table expression of that name.
 */
const TABLES: Record<string, (sources: ParameterSources) => string> = {
  program: ({ program, asOf }) => `
    select program_id, time_zone, as_of_date, utc_time(as_of_midnight) as as_of
    from (select ${sqlText(program.id)} as program_id, ${sqlText(program.timeZone)} as time_zone,
      date ${sqlText(asOf)} as as_of_date, date ${sqlText(asOf)} + interval 1 day as as_of_midnight)`,
  unit: ({ program }) =>
    values(
      ['unit_id', 'site', 'department'],
      program.units.map(({ id, site, department }) => [id, site, department]),
    ),
  service: ({ program }) => `
    select service_id, agreed, nullif(vendor, '') as vendor, cast(nullif(sla, '') as double) as sla
    from (${values(
      ['service_id', 'agreed', 'vendor', 'sla'],
      program.services.map(({ id, agreed, vendor, sla }) => [
        id,
        agreed,
        vendor ?? '',
        sla === null ? '' : String(sla),
      ]),
    )})`,
  service_unit: ({ program }) =>
    values(
      ['service_id', 'unit_id'],
      program.services.flatMap(({ id, units }) => units.map((unit) => [id, unit])),
    ),
  calendar,
  service_window: serviceWindows,
  data_span: dataSpans,
  data_end: dataEnds,
  kpi_parameter: ({ program, kpis }) =>
    values(
      ['kpi', 'name', 'value'],
      kpis.flatMap((kpi) => {
        const entry = program.kpis.find(({ definition }) => definition === kpi.id);
        return kpi.parameters
          .map(({ name, default: fallback }) => [kpi.id, name, entry?.parameters[name] ?? fallback])
          .filter(([, , value]) => value !== null)
          .map((row) => row.map(String));
      }),
    ),
};

export const PARAMETER_TABLES: readonly string[] = Object.keys(TABLES);

/**
 * With which statements are the parameter tables made?
 *
 * They need the macros `utc_time` and `local_time`, and the landed views.
 *
 * @example parameterTables(sources)[0]?.name  // 'program'
 */
export function parameterTables(sources: ParameterSources): { name: string; sql: string }[] {
  return parameterSelects(sources).map(({ name, select }) => ({
    name,
    sql: `create or replace table ${name} as ${select}`,
  }));
}

/** What the parameter tables hold, as selects, in the order in which one may read another. */
export function parameterSelects(sources: ParameterSources): { name: string; select: string }[] {
  return Object.entries(TABLES).map(([name, select]) => ({ name, select: select(sources) }));
}

/** Rows of texts as a select; without rows an empty table of the same columns. */
export function values(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const listed = rows.length === 0 ? [columns.map(() => '')] : rows;
  const body = listed.map((row) => `(${row.map(sqlText).join(', ')})`).join(', ');
  return `select * from (values ${body}) as rows_(${columns.join(', ')})${rows.length === 0 ? ' where false' : ''}`;
}

function calendar({ contracts, asOf }: ParameterSources): string {
  const dates = contracts.flatMap(({ kind, fields }) => {
    const first = fields.find(({ type, required }) => required && (type === 'datetime' || type === 'date'));
    return first?.type === 'date' ? [`select min(${sqlName(first.name)})::timestamp from landed_${kind}`] : [];
  });
  const began = [`select local_time(began_at) as began_local from (${firstStart(contracts)})`, ...dates];
  return `
    with days as (
      select unnest(generate_series(date_trunc('day', min(began_local)), timestamp ${sqlText(asOf)}, interval 1 day)) as day
      from (${began.join(' union all ')})
    ),
    bounds as (select day, day + interval 1 day as next_day from days)
    select day::date as day_date, isodow(day) as week_day, utc_time(day) as starts_at, utc_time(next_day) as ends_at
    from bounds
    order by day`;
}

function serviceWindows({ program, contracts, asOf }: ParameterSources): string {
  const weekly = program.services.flatMap(({ id, agreed }) =>
    (agreedWindows(agreed) ?? []).map(({ weekday, from, to }) => [id, String(weekday), minutes(from), minutes(to)]),
  );
  const ofServices = contracts.filter(({ fields }) => fields.some((field) => field.isService));
  // Local times are columns of their own: the zone macros repeat their argument.
  return `
    with first as (${firstStart(ofServices)}),
    weekly as (${values(['service_id', 'weekday', 'from_minute', 'to_minute'], weekly)}),
    days as (
      select unnest(generate_series(date_trunc('day', local_time(began_at)), timestamp ${sqlText(asOf)}, interval 1 day)) as day
      from first
    ),
    local_windows as (
      select service_id, day + to_minutes(from_minute::integer) as from_local, day + to_minutes(to_minute::integer) as to_local
      from days inner join weekly on isodow(day) = weekday::integer
    )
    select service_id, utc_time(from_local) as starts_at, utc_time(to_local) as ends_at
    from local_windows
    order by service_id, starts_at`;
}

function dataSpans({ contracts, spans: asked }: ParameterSources): string {
  const spans = contracts.flatMap((contract) => {
    if (asked?.includes(contract.feeds ?? contract.kind) === false) return [];
    const unit = contract.fields.find((field) => field.isUnit);
    const start = startOf(contract);
    if (unit === undefined || start === null) return [];
    const times = contract.fields
      .filter(({ type, isPlan }) => type === 'datetime' && !isPlan)
      .map(({ name }) => `max(${sqlName(name)}) filter (where ${sqlName(name)} <= as_of)`);
    return [
      `select ${sqlText(contract.feeds ?? contract.kind)} as kind, ${sqlName(unit.name)} as unit_id,
        min(${sqlName(start)}) as starts_at, greatest(${times.join(', ')}) as newest_at
      from landed_${contract.kind} cross join program group by all`,
    ];
  });
  if (spans.length === 0) {
    return `select '' as kind, '' as unit_id, null::timestamp as starts_at, null::timestamp as ends_at where false`;
  }
  return `
    select kind, unit_id, min(starts_at) as starts_at, max(newest_at) as ends_at
    from (${spans.join(' union all ')})
    group by kind, unit_id
    order by kind, unit_id`;
}

/** Where several extracts of a kind end on different days, the earliest counts: after it one of them is silent. */
function dataEnds({ program, contracts, asOf }: ParameterSources): string {
  const declared = contracts.map(({ kind }) => {
    const feeders = contracts.filter((contract) => (contract.feeds ?? contract.kind) === kind).map((one) => one.kind);
    const days = program.extracts.flatMap((entry) =>
      feeders.includes(entry.kind) && entry.until !== null ? [entry.until] : [],
    );
    return [kind, [asOf, ...days].sort()[0]!];
  });
  return `
    select kind, utc_time(cast(until as timestamp) + interval 1 day) as ends_at
    from (${values(['kind', 'until'], declared)})`;
}

/** When the first start event of any of these kinds was: a select of one instant, null where nothing landed. */
function firstStart(contracts: readonly Contract[]): string {
  const firsts = contracts.flatMap((contract) => {
    const start = startOf(contract);
    return start === null ? [] : [`select min(${sqlName(start)}) as at_first from landed_${contract.kind}`];
  });
  return `select min(at_first) as began_at from (${['select null::timestamp as at_first', ...firsts].join(' union all ')})`;
}

/** The start event of a contract's rows: its first datetime that every row has and that is no plan. */
function startOf(contract: Contract): string | null {
  return contract.fields.find(({ type, required, isPlan }) => type === 'datetime' && required && !isPlan)?.name ?? null;
}

function minutes(time: string): string {
  const [hours, rest] = time.split(':').map(Number) as [number, number];
  return String(hours * 60 + rest);
}
