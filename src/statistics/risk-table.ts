/** What happened at one time: how many were watched just before, how many ended, and how (cause 1, 2, …). */
export interface RiskRow {
  time: number;
  atRisk: number;
  /** Ended by cause 1. */
  events: number;
  /** Ended by any other cause. */
  competing: number;
}

/**
 * Who was still watched when something happened?
 *
 * Items that were last seen open at a time count as watched at it: ends come before open ends.
 *
 * @param waits     time to the end or to the last look, one per item
 * @param outcomes  0 open, 1 event, 2 competing event
 * @returns one row per distinct time, ascending
 * @example riskTable([3, 5, 5], [1, 0, 1])  // [{ time: 3, atRisk: 3, … }, { time: 5, atRisk: 2, … }]
 */
export function riskTable(waits: ArrayLike<number>, outcomes: ArrayLike<number>): RiskRow[] {
  const order = Array.from({ length: waits.length }, (_, i) => i).sort((i, j) => waits[i]! - waits[j]!);
  const rows: RiskRow[] = [];
  order.forEach((item, place) => {
    const time = waits[item]!;
    if (rows.at(-1)?.time !== time) rows.push({ time, atRisk: order.length - place, events: 0, competing: 0 });
    const row = rows.at(-1)!;
    if (outcomes[item] === 1) row.events++;
    else if (outcomes[item] !== 0) row.competing++;
  });
  return rows;
}
