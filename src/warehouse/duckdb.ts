import { existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from '@duckdb/node-api';
import { namingFullDisk, RealizedError } from '../errors.ts';

export { sqlName, sqlText } from '../contract/sql.ts';

// Required, not imported: Node reads every file of a CommonJS package twice when it is imported, a tenth of a second here.
const duckdb: typeof import('@duckdb/node-api') = createRequire(import.meta.url)('@duckdb/node-api');

/** What a value bound to `$1`, `$2`, … may be; JS dates and undefined are refused by DuckDB. */
export type SqlValue = string | number | bigint | boolean | null | Uint8Array;

export interface WarehouseSettings {
  memoryLimit: string;
  threads: number;
  /** A directory of this run's own, for spilling. */
  tempDirectory: string;
  /** The database must exist and stays as it is; others may read it, too. */
  readOnly?: true;
}

/**
 * The only door to DuckDB: one owner of one database file, one connection.
 *
 * Statements run one at a time; text that holds several is refused. DuckDB's errors come back as `warehouse.sql` with the
 * name of the SQL file given to the call.
 */
export class Warehouse {
  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
  ) {}

  /**
   * Opens (or creates) a database file, `:memory:` for none.
   *
   * @throws `warehouse.locked` with the PID when another process holds the file; `disk.full`
   */
  static async open(path: string, settings: WarehouseSettings): Promise<Warehouse> {
    const isNew = !existsSync(path);
    try {
      const instance = await duckdb.DuckDBInstance.create(path, {
        memory_limit: settings.memoryLimit,
        threads: String(settings.threads),
        temp_directory: settings.tempDirectory,
        autoinstall_known_extensions: 'false',
        autoload_known_extensions: 'false',
        preserve_insertion_order: 'true',
        ...(settings.readOnly ? { access_mode: 'READ_ONLY' } : {}),
      });
      const warehouse = new Warehouse(instance, await instance.connect());
      // One zone for every machine: instants are stored in UTC and the program's zone is applied by name.
      await warehouse.run("set global timezone = 'UTC'");
      return warehouse;
    } catch (cause) {
      const held = /Conflicting lock is held in .*?(?:\(PID (\d+)\))/s.exec(String(cause));
      if (held) throw new RealizedError('warehouse.locked', { path, pid: Number(held[1]) }, cause);
      const error = namingFullDisk(cause, path);
      // Half a database file would be refused ever after.
      if (isNew && error !== cause) rmSync(path, { force: true });
      throw error;
    }
  }

  /**
   * Runs one statement for its effect.
   *
   * @param file  the SQL file or step that an error should name
   * @returns the number of rows changed
   */
  async run(sql: string, values: readonly SqlValue[] = [], file = 'statement'): Promise<number> {
    const result = await this.guarded(file, async () => {
      await this.requireOne(sql);
      return this.connection.run(sql, values as DuckDBValue[]);
    });
    return result.rowsChanged;
  }

  /** Runs one select and returns its rows as objects; bigint and decimal arrive as numbers, timestamps as Date. */
  async rows<Row>(sql: string, values: readonly SqlValue[] = [], file = 'statement'): Promise<Row[]> {
    const reader = await this.guarded(file, async () => {
      await this.requireOne(sql);
      return this.connection.runAndReadAll(sql, values as DuckDBValue[]);
    });
    return reader.getRowObjectsJS().map(plainNumbers) as Row[];
  }

  /** Runs the work in one transaction: all of it, or none. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.connection.run('begin transaction');
    try {
      const result = await work();
      await this.guarded('commit', () => this.connection.run('commit'));
      return result;
    } catch (error) {
      await this.connection.run('rollback').catch(() => undefined);
      throw error;
    }
  }

  /** From here on SQL reads the given folders only, writes nowhere else, and no setting changes. */
  async lock(directories: readonly string[]): Promise<void> {
    const list = directories.map((directory) => `'${directory.replaceAll("'", "''")}'`).join(', ');
    await this.connection.run(`set allowed_directories = [${list}]`);
    await this.connection.run('set enable_external_access = false');
    await this.connection.run('set lock_configuration = true');
  }

  /** Work on a second connection to the same database, so that one statement is planned while another runs. */
  async beside<T>(work: (second: Warehouse) => Promise<T>): Promise<T> {
    const second = new Warehouse(this.instance, await this.instance.connect());
    try {
      return await work(second);
    } finally {
      second.connection.closeSync();
    }
  }

  /** Checkpoints, so that no write-ahead log stays behind, and lets go of the file. */
  async close(): Promise<void> {
    await this.connection.run('checkpoint').catch(() => undefined);
    this.connection.closeSync();
    this.instance.closeSync();
  }

  private async requireOne(sql: string): Promise<void> {
    const statements = await this.connection.extractStatements(sql);
    if (statements.count !== 1) throw new Error(`one statement expected, ${statements.count} found`);
  }

  private async guarded<T>(file: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      const error = namingFullDisk(cause);
      if (error !== cause) throw error;
      const detail = (cause instanceof Error ? cause.message : String(cause)).trim();
      throw new RealizedError('warehouse.sql', { file, detail }, cause);
    }
  }
}

function plainNumbers(row: Record<string, unknown>): Record<string, unknown> {
  for (const [name, value] of Object.entries(row)) if (typeof value === 'bigint') row[name] = Number(value);
  return row;
}
