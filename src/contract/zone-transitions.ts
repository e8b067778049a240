/** From this instant (seconds since 1970, UTC) on, local time is UTC + `offset` seconds. The first one starts at −∞. */
export interface Transition {
  at: number;
  offset: number;
}

/** Years that the transitions cover (shifted research data reaches to 2200); instants outside are out of range. */
export const FIRST_YEAR = 1950;
export const END_YEAR = 2210;

/**
 * When did, and will, the clocks of a zone change?
 *
 * Read from the time zone data that Node carries, so that every machine with the same Node answers alike.
 *
 * @param zone  an IANA zone, or `utc`
 * @returns changes of the offset in those years, first the offset that held before any of them
 * @throws RangeError for a name that is no zone
 * @example zoneTransitions('utc')  // [{ at: -Infinity, offset: 0 }]
 */
export function zoneTransitions(zone: string): readonly Transition[] {
  const known = remembered.get(zone);
  if (known) return known;
  const found = zone.toLowerCase() === 'utc' ? [{ at: Number.NEGATIVE_INFINITY, offset: 0 }] : scan(zone);
  remembered.set(zone, found);
  return found;
}

const remembered = new Map<string, readonly Transition[]>();

// Shorter than any known stretch between two changes (Morocco's month of Ramadan), so that none is stepped over.
const STEP_SECONDS = 14 * 86_400;

function scan(zone: string): Transition[] {
  const offsetAt = offsetReader(zone);
  const end = Date.UTC(END_YEAR, 0, 1) / 1000;
  let from = Date.UTC(FIRST_YEAR, 0, 1) / 1000;
  let offset = offsetAt(from);
  const found: Transition[] = [{ at: Number.NEGATIVE_INFINITY, offset }];
  while (from < end) {
    const to = Math.min(from + STEP_SECONDS, end);
    const next = offsetAt(to);
    if (next !== offset)
      found.push({ at: firstSecond(from, to, (second) => offsetAt(second) !== offset), offset: next });
    offset = next;
    from = to;
  }
  return found;
}

/** The first second in (from, to] for which `changed` holds, given that it holds at `to` and not at `from`. */
function firstSecond(from: number, to: number, changed: (second: number) => boolean): number {
  let before = from;
  let after = to;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (changed(middle)) after = middle;
    else before = middle;
  }
  return after;
}

function offsetReader(zone: string): (second: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (second) => {
    // As parts it would take three times as long.
    const [month, day, year, hour, minute, rest] = format
      .format(second * 1000)
      .match(/\d+/g)!
      .map(Number);
    return Date.UTC(year!, month! - 1, day!, hour!, minute!, rest!) / 1000 - second;
  };
}
