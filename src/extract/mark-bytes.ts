/** Where the bytes stand that matter in delimited text. */
export interface Marks {
  /** Positions in the text, ascending; only the first `count` are valid, and the array is used again. */
  positions: Int32Array;
  count: number;
}

const LF = 10;
const CR = 13;
const QUOTE = 34;

/**
 * Finds each delimiter, quote, line feed and carriage return, so that records are split by looking at these alone (the
 * first of simdjson's two stages).
 *
 * Four bytes are compared at once: most words of an extract are letters and digits, above all bytes that matter. In the
 * other words each position is written, and kept only where its byte is one of the four: no branch to mispredict. Words
 * are little-endian, as on every platform that DuckDB is built for.
 *
 * @source "determine if a word has a byte less than n", https://graphics.stanford.edu/~seander/bithacks.html#HasLessInWord
 */
export class MarkFinder {
  private positions = new Int32Array(0);
  /** 1 for a byte that matters. */
  private readonly matters = new Uint8Array(256);
  private readonly bound: number;

  constructor(delimiter: number) {
    for (const byte of [delimiter, LF, CR, QUOTE]) this.matters[byte] = 1;
    this.bound = Math.imul(Math.max(delimiter, QUOTE) + 1, 0x01010101);
  }

  find(text: Buffer): Marks {
    const bytes = text.byteOffset % 4 === 0 ? text : new Uint8Array(text);
    const { bound, matters } = this;
    if (this.positions.length < bytes.length + 4) this.positions = new Int32Array(bytes.length + 4);
    const { positions } = this;
    const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
    let count = 0;
    for (let word = 0; word < words.length; word++) {
      const four = words[word]!;
      if (((four - bound) & ~four & 0x80808080) === 0) continue;
      const at = word << 2;
      positions[count] = at;
      count += matters[four & 255]!;
      positions[count] = at + 1;
      count += matters[(four >>> 8) & 255]!;
      positions[count] = at + 2;
      count += matters[(four >>> 16) & 255]!;
      positions[count] = at + 3;
      count += matters[four >>> 24]!;
    }
    for (let at = words.length << 2; at < bytes.length; at++) {
      positions[count] = at;
      count += matters[bytes[at]!]!;
    }
    return { positions, count };
  }
}
