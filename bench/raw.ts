/** What the engine does by hand: the statements that the product's own work is held against. */

const TYPES = `{exam_id: 'VARCHAR', unit_id: 'VARCHAR', modality: 'VARCHAR', priority: 'VARCHAR', patient_class: 'VARCHAR',
  status: 'VARCHAR', ordered_at: 'TIMESTAMP', exam_begin_at: 'TIMESTAMP', exam_end_at: 'TIMESTAMP', final_at: 'TIMESTAMP',
  outsourced: 'BOOLEAN'}`;

/** CSV → table in the same types, nothing checked: broken records are dropped. */
export function rawLoad(csv: string): string {
  return `create or replace table exam as
    select * from read_csv('${csv}', header = true, columns = ${TYPES}, ignore_errors = true)`;
}

/** One validated scan of the CSV with weekly quantiles, nothing stored. */
export function rawScan(csv: string): string {
  const cast = (column: string) => `try_strptime(${column}, '%Y-%m-%d %H:%M:%S') as ${column}`;
  return `with typed as (
      select exam_id, unit_id, priority, ${cast('ordered_at')}, ${cast('exam_end_at')}, ${cast('final_at')}
      from read_csv('${csv}', header = true, all_varchar = true)
      where unit_id in ('main/imaging', 'east/imaging', 'west/imaging')
        and modality in ('CT', 'MR', 'XR', 'US', 'NM', 'MG', 'FL', 'other')
        and priority in ('stat', 'urgent', 'routine') and patient_class in ('ed', 'inpatient', 'outpatient')
    )
    select unit_id, ${WEEK}, count(*), quantile_cont((epoch_us(final_at) - epoch_us(ordered_at)) / 6e7, [0.5, 0.9])
    from typed where final_at >= ordered_at group by all order by all`;
}

const WEEK = "date_trunc('week', ordered_at) as week";

/** By hand, over the landed rows, what the five KPIs of the benchmark program measure. */
export function rawSeries(): string[] {
  const durations = (from: string, where: string) => `
    select unit_id, date_trunc('week', local_time(${from})) as week, count(*),
      quantile_cont((epoch_us(final_at) - epoch_us(${from})) / 6e7, [0.5, 0.9]),
      sum(((epoch_us(final_at) - epoch_us(${from})) / 6e7)::decimal(18, 6))
    from landed_imaging_exam
    where status = 'completed' and final_at >= ${from} ${where} group by all order by all`;
  return [
    durations('ordered_at', ''),
    durations('ordered_at', "and priority = 'stat'"),
    durations('exam_end_at', ''),
    `select unit_id, date_trunc('week', local_time(ordered_at)) as week, count(*) filter (priority = 'stat'), count(*)
    from landed_imaging_exam where status not in ('cancelled') group by all order by all`,
    `select unit_id, date_trunc('week', local_time(exam_end_at)) as week, count(*) filter (outsourced)
    from landed_imaging_exam where status = 'completed' group by all order by all`,
  ];
}
