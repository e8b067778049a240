import { writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';

/**
 * A gzip stream of stored blocks: any reader unpacks it, and its bytes do not hang on a zlib version or a processor.
 *
 * @param descriptor  an open file
 * @returns `write` for each chunk of at most 65,535 × n bytes, `end` for the trailer; neither closes the file
 * @source  RFC 1951 3.2.4, RFC 1952
 */
export function storedGzip(descriptor: number): { write(bytes: Buffer): void; end(): void } {
  let checksum = 0;
  let size = 0;
  writeSync(descriptor, Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]));
  const block = (bytes: Buffer, last: boolean) => {
    const head = Buffer.alloc(5);
    head[0] = last ? 1 : 0;
    head.writeUInt16LE(bytes.length, 1);
    head.writeUInt16LE(~bytes.length & 0xffff, 3);
    writeSync(descriptor, head);
    if (bytes.length > 0) writeSync(descriptor, bytes);
  };
  return {
    write(bytes) {
      checksum = crc32(bytes, checksum);
      size += bytes.length;
      for (let at = 0; at < bytes.length; at += 0xffff) block(bytes.subarray(at, at + 0xffff), false);
    },
    end() {
      block(Buffer.alloc(0), true);
      const trailer = Buffer.alloc(8);
      trailer.writeUInt32LE(checksum, 0);
      trailer.writeUInt32LE(size % 2 ** 32, 4);
      writeSync(descriptor, trailer);
    },
  };
}
