/** What the engine does by hand: the statements that the product's own work is held against. */

const TYPES = `{exam_id: 'VARCHAR', unit_id: 'VARCHAR', modality: 'VARCHAR', priority: 'VARCHAR', patient_class: 'VARCHAR',
  status: 'VARCHAR', ordered_at: 'TIMESTAMP', exam_begin_at: 'TIMESTAMP', exam_end_at: 'TIMESTAMP', final_at: 'TIMESTAMP',
  outsourced: 'BOOLEAN'}`;

/** CSV → table in the same types, nothing checked: broken records are dropped. */
export function rawLoad(csv: string): string {
  return `create or replace table exam as
    select * from read_csv('${csv}', header = true, columns = ${TYPES}, ignore_errors = true)`;
}

/** One scan of the CSV that checks every column as the contract does, with weekly quantiles; nothing stored, no reject kept. */
export function rawScan(csv: string): string {
  const cast = (column: string) => `try_strptime(${column}, '%Y-%m-%d %H:%M:%S') as ${column}`;
  return `with typed as (
      select exam_id, unit_id, modality, priority, patient_class, status,
        ${['ordered_at', 'exam_begin_at', 'exam_end_at', 'final_at'].map(cast).join(', ')},
        try_cast(outsourced as boolean) as outsourced
      from read_csv('${csv}', header = true, all_varchar = true)
    )
    select unit_id, ${WEEK}, count(*), quantile_cont((epoch_us(final_at) - epoch_us(ordered_at)) / 6e7, [0.5, 0.9])
    from typed
    where exam_id <> '' and unit_id in ('main/imaging', 'east/imaging', 'west/imaging')
      and modality in ('CT', 'MR', 'XR', 'US', 'NM', 'MG', 'FL', 'other')
      and priority in ('stat', 'urgent', 'routine') and patient_class in ('ed', 'inpatient', 'outpatient')
      and status in ('ordered', 'completed', 'cancelled', 'no-show')
      and exam_begin_at is not null and exam_end_at >= ordered_at and final_at >= ordered_at and outsourced is not null
    group by all order by all`;
}

const WEEK = "date_trunc('week', ordered_at) as week";

/** By hand, over the landed rows: the series of the benchmark program's five KPIs, and nothing beside them. */
export function rawSeries(): string[] {
  const durations = (from: string, where: string) => `
    select unit_id, ${week(from)}, count(*),
      quantile_cont((epoch_us(final_at) - epoch_us(${from})) / 6e7, [0.5, 0.9]),
      sum(((epoch_us(final_at) - epoch_us(${from})) / 6e7)::decimal(18, 6))
    from landed_imaging_exam
    where status = 'completed' and final_at >= ${from} ${where} group by all order by all`;
  return [
    durations('ordered_at', ''),
    durations('ordered_at', "and priority = 'stat'"),
    durations('exam_end_at', ''),
    `select unit_id, ${week('ordered_at')}, count(*) filter (priority = 'stat'), count(*)
    from landed_imaging_exam where status not in ('cancelled') group by all order by all`,
    `select unit_id, ${week('exam_end_at')}, count(*) filter (outsourced)
    from landed_imaging_exam where status = 'completed' group by all order by all`,
  ];
}

/** By hand, what the product measures beside those series: why rows do not count, and the mix of those that do, by unit and week. */
export function rawReasonsAndMix(): string[] {
  const counts = (from: string, strata: string, where = 'true') => `
    select unit_id, ${week(from)}, ${strata},
      case when status in ('cancelled', 'no-show') then status when final_at < ${from} then 'negative interval' end as reason, count(*)
    from landed_imaging_exam where ${where} group by all order by all`;
  return [
    counts('ordered_at', 'priority, modality, patient_class'),
    counts('ordered_at', 'modality, patient_class', "priority = 'stat'"),
    counts('exam_end_at', 'priority, modality, patient_class'),
    counts('ordered_at', 'modality, patient_class'),
    counts('exam_end_at', 'modality'),
  ];
}

/** By hand, the series at the mix of the weeks before go-live: shares of strata, then weighted values by unit and week. */
export function rawStandardised(): string[] {
  const strata = (names: string) => `concat_ws(', ', ${names}) as stratum`;
  const own = (from: string, names: string, value: string, where: string) => `
    with own as materialized (
      select unit_id, ${week(from)}, ${strata(names)}, ${value} as value from landed_imaging_exam where ${where}
    ),
    mix as (
      select unit_id, stratum, count(*) / sum(count(*)) over (partition by unit_id) as share
      from own where week < timestamp '2024-07-01' group by unit_id, stratum
    )`;
  const durations = (from: string, names: string, where: string) => `
    ${own(from, names, `(epoch_us(final_at) - epoch_us(${from})) / 6e7`, `status = 'completed' and final_at >= ${from} ${where}`)},
    sized as (
      select *, count(*) over (partition by unit_id, week, stratum) as size from own inner join mix using (unit_id, stratum)
    ),
    reached as (
      select unit_id, week, value, share / size as weight,
        sum(share / size) over (partition by unit_id, week order by value)
          / sum(share / size) over (partition by unit_id, week) as reached
      from sized
    )
    select unit_id, week, min(value) filter (reached >= 0.5), min(value) filter (reached >= 0.9),
      sum(weight * value) / sum(weight)
    from reached group by all order by all`;
  return [
    durations('ordered_at', 'priority, modality, patient_class', ''),
    durations('ordered_at', 'modality, patient_class', "and priority = 'stat'"),
    durations('exam_end_at', 'priority, modality, patient_class', ''),
    `${own('ordered_at', 'modality, patient_class', "(priority = 'stat')::integer", "status not in ('cancelled')")},
    part as (select unit_id, week, stratum, avg(value) as value from own group by all)
    select unit_id, week, sum(share * value) / sum(share) from part inner join mix using (unit_id, stratum)
    group by all order by all`,
  ];
}

function week(instant: string): string {
  return `date_trunc('week', local_time(${instant})) as week`;
}
