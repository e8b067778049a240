import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { SqlValue, Warehouse } from './duckdb.ts';

/** Kysely over the one DuckDB connection; DuckDB speaks PostgreSQL's placeholders and quoting. */
export class DuckDBDialect implements Dialect {
  constructor(private readonly warehouse: Pick<Warehouse, 'rows' | 'run'>) {}

  createAdapter(): PostgresAdapter {
    return new PostgresAdapter();
  }

  createDriver(): Driver {
    return new DuckDBDriver(this.warehouse);
  }

  createIntrospector(database: Kysely<unknown>): PostgresIntrospector {
    return new PostgresIntrospector(database);
  }

  createQueryCompiler(): PostgresQueryCompiler {
    return new PostgresQueryCompiler();
  }
}

/** Transactions belong to the warehouse (`Warehouse.transaction`), so that SQL files and Kysely share them. */
class DuckDBDriver implements Driver {
  private readonly connection: DatabaseConnection;

  constructor(warehouse: Pick<Warehouse, 'rows' | 'run'>) {
    this.connection = {
      async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
        const values = query.parameters as SqlValue[];
        if (query.query.kind === 'SelectQueryNode') return { rows: await warehouse.rows<R>(query.sql, values) };
        return { rows: [], numAffectedRows: BigInt(await warehouse.run(query.sql, values)) };
      },
      // biome-ignore lint/correctness/useYield: the interface asks for it, nothing here streams
      async *streamQuery(): AsyncIterableIterator<never> {
        throw new Error('streaming is not offered: aggregate in SQL, read the result whole');
      },
    };
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.connection;
  }

  async beginTransaction(): Promise<void> {
    throw new Error('use Warehouse.transaction');
  }

  async commitTransaction(): Promise<void> {}

  async rollbackTransaction(): Promise<void> {}

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {}
}
