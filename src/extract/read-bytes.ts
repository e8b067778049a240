import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { fileHash } from './file-hash.ts';
import { Refused } from './refusal.ts';

const GZIP_MAGIC = 0x1f8b;

const CHUNK_BYTES = 1 << 20;

/** Text longer than this is no extract. */
const MAX_BYTES = 200 * 2 ** 30;

/** Text of records compresses 5 to 50 times; a file that grows more than this once it is large was made to harm. */
const MAX_RATIO = 250;
const RATIO_COUNTS_FROM = 100 * 2 ** 20;

/** What `readBytes` knows when it has come to the end. */
export interface Digest {
  /** SHA-256 of the file as it lies on disk, in hexadecimal. */
  sha256: string;
  /** Size of the file on disk. */
  bytes: number;
}

/**
 * Reads a file from first to last byte, once: hands out its bytes (decompressed) and tells what it was.
 *
 * @param path  a regular file
 * @param take  is given one piece after the other; the buffer is used again for the next
 * @throws Refused, for compressed files that are cut, damaged, followed by other bytes, or that swell beyond reason
 */
export async function readBytes(path: string, isCompressed: boolean, take: (bytes: Buffer) => void): Promise<Digest> {
  return isCompressed ? inflate(path, take) : plain(path, take);
}

async function plain(path: string, take: (bytes: Buffer) => void): Promise<Digest> {
  const { size } = await stat(path);
  const hash = fileHash(size);
  const file = await open(path, 'r');
  let bytes = 0;
  try {
    for (;;) {
      const buffer = await hash.buffer();
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) return { sha256: await hash.digest(), bytes };
      bytes += bytesRead;
      if (bytes > MAX_BYTES) throw tooLarge();
      hash.update(bytesRead);
      take(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
    await hash.close();
  }
}

async function inflate(path: string, take: (bytes: Buffer) => void): Promise<Digest> {
  const hash = createHash('sha256');
  const { size } = await stat(path);
  let grown = 0;
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  const source = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  let isGzip: boolean | null = null;
  source.on('data', (piece) => {
    isGzip ??= piece.length > 1 && Buffer.from(piece).readUInt16BE() === GZIP_MAGIC;
    hash.update(piece);
  });
  source.on('error', (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  try {
    for await (const piece of gunzip as AsyncIterable<Buffer>) {
      grown += piece.length;
      if (grown > MAX_BYTES) throw tooLarge();
      if (grown > RATIO_COUNTS_FROM && grown > MAX_RATIO * gunzip.bytesWritten) {
        const detail = `grows more than ${MAX_RATIO} times when decompressed`;
        throw new Refused('gzip-bomb', detail, 'decompress it by hand and look at it before it is loaded');
      }
      take(piece);
    }
  } catch (error) {
    throw damage(error, isGzip === true);
  } finally {
    source.destroy();
    gunzip.destroy();
  }
  if (gunzip.bytesWritten !== size) {
    const detail = 'other bytes follow the compressed text';
    throw new Refused('gzip-damaged', detail, 'fetch the file again, or compress it again');
  }
  return { sha256: hash.digest('hex'), bytes: size };
}

function damage(error: unknown, isGzip: boolean): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code?.startsWith('Z_') && !isGzip) {
    return new Refused(
      'not-gzip',
      'is named .gz but is no gzip file',
      'compress it with gzip, or name it as what it is',
    );
  }
  if (code === 'Z_BUF_ERROR') {
    return new Refused('gzip-truncated', 'the compressed file ends too early', 'fetch the file again: it was cut');
  }
  if (code?.startsWith('Z_')) {
    return new Refused(
      'gzip-damaged',
      'the compressed file does not decompress',
      'fetch the file again, or compress it again',
    );
  }
  return error;
}

function tooLarge(): Refused {
  return new Refused('too-large', `holds more than ${MAX_BYTES / 2 ** 30} GiB`, 'split the export by month');
}
