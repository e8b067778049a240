import { createHash, randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RealizedError } from '../errors.ts';
import type { Warehouse } from './duckdb.ts';

const KEY_FILE = 'identifier.key';
const KEY_BYTES = 32;
const BLOCK_BYTES = 64; // of SHA-256

/** A program's key for pseudonyms. */
export interface IdentifierKey {
  bytes: Buffer;
  /** Tells one key from another without telling the key. */
  id: string;
  /** It lies nowhere yet. */
  isNew: boolean;
}

/**
 * The key under which a program's identifiers are pseudonymised: `identifier.key` beside program.yaml, or a new one.
 *
 * It never enters the cache. Who deletes it can no longer link new extracts to old ones.
 */
export async function identifierKey(programDirectory: string): Promise<IdentifierKey> {
  const path = join(programDirectory, KEY_FILE);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  const bytes = text === null ? randomBytes(KEY_BYTES) : Buffer.from(text.trim(), 'hex');
  if (bytes.length !== KEY_BYTES) throw new RealizedError('extract.identifier-key', { path: KEY_FILE });
  const id = createHash('sha256').update('identifier key').update(bytes).digest('hex').slice(0, 16);
  return { bytes, id, isNew: text === null };
}

/** Keeps a new key, readable by its owner alone; an existing one stays as it is. */
export async function keepIdentifierKey(programDirectory: string, key: IdentifierKey): Promise<void> {
  const path = join(programDirectory, KEY_FILE);
  const aside = `${path}.${process.pid}`;
  await writeFile(aside, `${key.bytes.toString('hex')}\n`, { mode: 0o600 });
  // Linked into place whole, and never over another key.
  await link(aside, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(aside);
}

/**
 * Lets SQL pseudonymise while the work runs: `pseudonymSql` is HMAC-SHA256 under the key.
 *
 * The key reaches DuckDB as a bound value, so that no SQL text, and no error that quotes one, holds it.
 */
export async function withPseudonyms<T>(
  warehouse: Warehouse,
  key: IdentifierKey | null,
  work: () => Promise<T>,
): Promise<T> {
  if (key === null) return work();
  const pad = (byte: number) => {
    const block = Buffer.alloc(BLOCK_BYTES, byte);
    for (const [place, value] of key.bytes.entries()) block[place]! ^= value;
    return block.toString('hex');
  };
  await warehouse.run('set variable identifier_inner = from_hex($1)', [pad(0x36)]);
  await warehouse.run('set variable identifier_outer = from_hex($1)', [pad(0x5c)]);
  try {
    return await work();
  } finally {
    await warehouse.run('reset variable identifier_inner');
    await warehouse.run('reset variable identifier_outer');
  }
}

/**
 * SQL of the pseudonym of a text: HMAC-SHA256 in hexadecimal; null stays null. For use inside `withPseudonyms`.
 *
 * @source RFC 2104: H(K ⊕ opad, H(K ⊕ ipad, text))
 */
export function pseudonymSql(value: string): string {
  const inner = `unhex(sha256(getvariable('identifier_inner') || encode(${value})))`;
  return `sha256(getvariable('identifier_outer') || ${inner})`;
}
