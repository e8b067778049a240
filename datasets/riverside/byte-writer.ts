import { dayName, offsetAt } from './calendar.ts';

const CAPACITY = 1 << 18;
/** No row is longer. */
const ROW_LIMIT = 4096;
const ZERO = 48;
const HEX = '0123456789abcdef';

/** A time that the source could not write: it stands in the file as zeros. */
export const BROKEN_TIME = Number.POSITIVE_INFINITY;

/** Text of a file, written byte by byte into one buffer that is flushed when full: memory stays constant. */
export class ByteWriter {
  readonly #flush: (bytes: Buffer) => void;
  readonly #bytes = Buffer.allocUnsafe(CAPACITY);
  #length = 0;

  constructor(flush: (bytes: Buffer) => void) {
    this.#flush = flush;
  }

  /** How many bytes stand in the buffer; only differences within a row mean anything. */
  get length(): number {
    return this.#length;
  }

  byte(code: number): void {
    this.#bytes[this.#length++] = code;
  }

  /** ASCII text. */
  text(text: string): void {
    const bytes = this.#bytes;
    let at = this.#length;
    for (let i = 0; i < text.length; i++) bytes[at++] = text.charCodeAt(i);
    this.#length = at;
  }

  /** Eight hexadecimal digits of an unsigned 32-bit number. */
  hex(bits: number): void {
    for (let shift = 28; shift >= 0; shift -= 4) this.byte(HEX.charCodeAt((bits >>> shift) & 15));
  }

  /** A whole number ≥ 0. */
  whole(value: number): void {
    this.text(String(value));
  }

  /** `YYYY-MM-DD HH:MM:SS` on Chicago's clock; nothing for NaN. */
  isoTime(instant: number): void {
    if (instant === BROKEN_TIME) this.text('0000-00-00 00:00:00');
    else if (!Number.isNaN(instant)) this.clock(instant + offsetAt(instant), isoDay, true);
  }

  /** `YYYY-MM-DD HH:MM` on Chicago's clock; nothing for NaN. */
  isoMinute(instant: number): void {
    if (instant === BROKEN_TIME) this.text('0000-00-00 00:00');
    else if (!Number.isNaN(instant)) this.clock(instant + offsetAt(instant), isoDay, false);
  }

  /** `YYYY-MM-DD HH:MM:SS` in UTC; nothing for NaN. */
  utcTime(instant: number): void {
    if (!Number.isNaN(instant)) this.clock(instant, isoDay, true);
  }

  /** `MM/DD/YYYY HH:MM` on Chicago's clock; nothing for NaN. */
  usTime(instant: number): void {
    if (instant === BROKEN_TIME) this.text('00/00/0000 00:00');
    else if (!Number.isNaN(instant)) this.clock(instant + offsetAt(instant), usDay, false);
  }

  /** A time whose local seconds since 1970 are known. */
  clock(local: number, dayText: (day: number) => string, withSeconds: boolean): void {
    const day = Math.floor(local / 86_400);
    const seconds = local - day * 86_400;
    this.text(dayText(day));
    this.byte(32);
    this.two(Math.floor(seconds / 3600));
    this.byte(58);
    this.two(Math.floor(seconds / 60) % 60);
    if (!withSeconds) return;
    this.byte(58);
    this.two(seconds % 60);
  }

  /** Text in the place of all that was written since the buffer had this length. */
  replaceFrom(length: number, text: string): void {
    this.#length = length;
    this.text(text);
  }

  endRow(): void {
    if (this.#length > CAPACITY - ROW_LIMIT) this.flush();
  }

  flush(): void {
    if (this.#length > 0) this.#flush(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
  }

  private two(value: number): void {
    this.byte(ZERO + Math.floor(value / 10));
    this.byte(ZERO + (value % 10));
  }
}

/** `YYYY-MM-DD` of a day. */
export const isoDay = remembered(dayName);

/** `MM/DD/YYYY` of a day. */
export const usDay = remembered((day) => {
  const iso = dayName(day);
  return `${iso.slice(5, 7)}/${iso.slice(8)}/${iso.slice(0, 4)}`;
});

function remembered(textOf: (day: number) => string): (day: number) => string {
  const known = new Map<number, string>();
  return (day) => {
    const text = known.get(day) ?? textOf(day);
    known.set(day, text);
    return text;
  };
}
