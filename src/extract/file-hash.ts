import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const BUFFER_BYTES = 1 << 20;

/** A thread costs some ten milliseconds to start; larger files gain more than that. */
const THREAD_PAYS_FROM = 32 * 2 ** 20;

/** SHA-256 of a file that is read piece by piece, into buffers that the hash provides. */
export interface FileHash {
  /** A buffer to read into; its former content has been hashed. */
  buffer(): Promise<Buffer>;
  /** Hashes the first bytes of the buffer that `buffer` gave last. */
  update(bytes: number): void;
  /** In hexadecimal. */
  digest(): Promise<string>;
  close(): Promise<void>;
}

/** Hashes a small file here and a large one in a thread of its own, while this one looks at the same bytes. */
export function fileHash(size: number): FileHash {
  return size < THREAD_PAYS_FROM ? new HashHere() : new HashBeside();
}

class HashHere implements FileHash {
  private readonly hash = createHash('sha256');
  private readonly bytes = Buffer.allocUnsafe(BUFFER_BYTES);

  async buffer(): Promise<Buffer> {
    return this.bytes;
  }

  update(bytes: number): void {
    this.hash.update(this.bytes.subarray(0, bytes));
  }

  async digest(): Promise<string> {
    return this.hash.digest('hex');
  }

  async close(): Promise<void> {}
}

/** Takes the number of a buffer and how many of its bytes count, gives the number back; without bytes, the digest. */
const THREAD = `
  const { parentPort, workerData } = require('node:worker_threads');
  const hash = require('node:crypto').createHash('sha256');
  parentPort.on('message', ([buffer, bytes]) => {
    if (bytes === 0) return parentPort.postMessage(hash.digest('hex'));
    hash.update(new Uint8Array(workerData[buffer], 0, bytes));
    parentPort.postMessage(buffer);
  });`;

class HashBeside implements FileHash {
  private readonly shared = Array.from({ length: 4 }, () => new SharedArrayBuffer(BUFFER_BYTES));
  private readonly thread = new Worker(THREAD, { eval: true, workerData: this.shared });
  private readonly free = [...this.shared.keys()];
  private current = 0;
  private result: string | null = null;

  constructor() {
    this.thread.on('message', (answer: number | string) => {
      if (typeof answer === 'string') this.result = answer;
      else this.free.push(answer);
    });
  }

  async buffer(): Promise<Buffer> {
    while (this.free.length === 0) await once(this.thread, 'message');
    this.current = this.free.shift()!;
    return Buffer.from(this.shared[this.current]!);
  }

  update(bytes: number): void {
    this.thread.postMessage([this.current, bytes]);
  }

  async digest(): Promise<string> {
    this.thread.postMessage([0, 0]);
    while (this.result === null) await once(this.thread, 'message');
    return this.result;
  }

  async close(): Promise<void> {
    await this.thread.terminate();
  }
}
