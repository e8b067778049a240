import type { Contract, CrossRule, Field } from '../contract/contract.ts';
import { sqlName, sqlText, type Warehouse } from './duckdb.ts';
import { landedRowsSql, standingRowsSql } from './landed-view.ts';
import type { LoadRow } from './load-tables.ts';

/** What rows are judged against after landing. */
export interface CrossChecks {
  units: readonly string[];
  services: readonly string[];
  /** The day the data is judged on. */
  asOf: string;
  /** First instant after that day in the program's zone: `YYYY-MM-DD HH:MM:SS` in UTC. */
  end: string;
}

/** Groups of rows with one key, and how many of them hold different contents. */
export interface DuplicateGroups {
  groups: number;
  differing: number;
}

/**
 * Sets aside the rows of a kind that only other rows or the program can judge: unknown units and services, instants after
 * the as-of day, then all but one of the rows that share a key.
 *
 * Which of them stands depends on content alone: the one in the latest state, then the one with most values, then the
 * greatest by the order of the contract's columns. Landed files stay as they are; what was set aside before is judged anew.
 *
 * @param files  all loaded files of the kind
 * @param cache  `<program>/.realized`
 */
export async function setAside(
  warehouse: Warehouse,
  contract: Contract,
  files: readonly LoadRow[],
  checks: CrossChecks,
  cache: string,
): Promise<DuplicateGroups> {
  const kind = sqlText(contract.kind);
  await warehouse.run(`delete from set_aside where kind = ${kind}`);
  if (files.length === 0) return { groups: 0, differing: 0 };
  const rows = landedRowsSql(contract, files, cache);
  const rules = contract.fields.flatMap((field) => programRules(field, checks));
  if (rules.length > 0) {
    // One scan a rule: each reads one column, and none where Parquet's own minima and maxima already answer.
    const found = rules.map(
      ([code, condition]) => `select file_id, record, ${sqlText(code)} as code from (${rows}) where ${condition}`,
    );
    await warehouse.run(
      `insert into set_aside
      select distinct ${kind}, file_id, record, code from (${found.join(' union all ')}) order by all`,
    );
  }
  const total: DuplicateGroups = { groups: 0, differing: 0 };
  for (const key of keysOf(contract)) {
    const { groups, differing } = await setDuplicatesAside(warehouse, contract, files, key, cache);
    total.groups += groups;
    total.differing += differing;
  }
  return total;
}

function programRules(field: Field, { units, services, asOf, end }: CrossChecks): [CrossRule, string][] {
  const column = sqlName(field.name);
  const unlisted = (names: readonly string[]) =>
    names.length === 0 ? `${column} is not null` : `${column} not in (${names.map(sqlText).join(', ')})`;
  const rules: [CrossRule, string][] = [];
  if (field.isUnit) rules.push(['unknown-unit', unlisted(units)]);
  if (field.isService) rules.push(['unknown-service', unlisted(services)]);
  if (field.isPlan || field.onViolation['future-dated'] === 'accept') return rules;
  if (field.type === 'datetime') rules.push(['future-dated', `${column} >= timestamp ${sqlText(end)}`]);
  if (field.type === 'date') rules.push(['future-dated', `${column} > date ${sqlText(asOf)}`]);
  return rules;
}

/** Sets of columns that no two rows may share. */
function keysOf({ primaryKey, fields }: Contract): string[][] {
  const unique = fields.filter((field) => field.unique).map(({ name }) => [name]);
  const others = unique.filter(([name]) => primaryKey.length !== 1 || primaryKey[0] !== name);
  return primaryKey.length > 0 ? [primaryKey, ...others] : others;
}

async function setDuplicatesAside(
  warehouse: Warehouse,
  contract: Contract,
  files: readonly LoadRow[],
  key: readonly string[],
  cache: string,
): Promise<DuplicateGroups> {
  const rows = standingRowsSql(contract, files, cache);
  const columns = key.map(sqlName).join(', ');
  const isWhole = key.map((name) => `${sqlName(name)} is not null`).join(' and ');
  // Most keys occur once, so hashes find the few candidates before any row is sorted.
  await warehouse.run(
    `create or replace temp table duplicate as with landed as not materialized (${rows})
    select * from landed
    where ${isWhole} and hash(${columns}) in (
      select hash(${columns}) from landed where ${isWhole} group by all having count(*) > 1
    )`,
  );
  const all = contract.fields.map(({ name }) => sqlName(name));
  const values = all.map((column) => `(${column} is not null)::integer`).join(' + ');
  const states = contract.fields
    .filter(({ isState }) => isState)
    .map(
      (field) =>
        `list_position([${(field.enum ?? []).map(sqlText).join(', ')}], ${sqlName(field.name)}) desc nulls last,`,
    );
  const greatest = all.map((column) => `${column} desc nulls last`).join(', ');
  await warehouse.run(
    `insert into set_aside
    select ${sqlText(contract.kind)}, file_id, record, 'duplicate-key' from (
      select file_id, record, row_number() over (
        partition by ${columns} order by ${states.join(' ')} ${values} desc, ${greatest}, flags, "load:sha256", "load:file", record
      ) as place
      from duplicate
      inner join (select file_id, sha256 as "load:sha256", file as "load:file" from load) using (file_id)
    ) where place > 1 order by all`,
  );
  const [found] = await warehouse.rows<DuplicateGroups>(
    `select count(*) as groups, count(*) filter (contents > 1) as differing
    from (select count(*) as n, count(distinct hash(${all.join(', ')})) as contents from duplicate group by ${columns})
    where n > 1`,
  );
  await warehouse.run('drop table duplicate');
  return found!;
}
