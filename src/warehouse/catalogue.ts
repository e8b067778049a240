import type { Contract } from '../contract/contract.ts';
import type { Kpi } from '../kpi/kpi.ts';

/** One SQL file: its name is that of the table (or macro) it makes. */
export interface SqlFile {
  /** File name without `.sql`. */
  name: string;
  /** Path for messages: `sql/marts/fct_tally.sql`, or relative to the program folder. */
  file: string;
  sql: string;
}

/** What statements that stand by themselves are made from. */
export type StandingCatalogue = Pick<Catalogue, 'macros' | 'contracts' | 'staging' | 'marts'>;

/** All that a program may use: what ships with the product and what its own folder adds, each list by name. */
export interface Catalogue {
  macros: SqlFile[];
  contracts: Contract[];
  staging: SqlFile[];
  marts: SqlFile[];
  kpis: Kpi[];
  /** Texts of the contract and KPI files that the parsed ones were read from. */
  sources: SqlFile[];
}
