/** Minutes until a mail is tried again, by how often it has failed; servers that ask for patience (greylisting) take 5. */
const WAITS = [5, 5, 15, 30, 60, 120, 240];

/** A mail that still fails after this long is given up; it stays in the outbox. */
const PATIENCE_DAYS = 5;

const MINUTE_MS = 60_000;

/**
 * When is a mail tried again that could not be handed in?
 *
 * @param first     when it was put into the outbox
 * @param attempts  how often it has been tried, at least once
 * @param now       the instant of the last attempt
 * @returns the instant of the next attempt; null where patience is over
 * @example nextAttempt(new Date('2026-06-01T12:00Z'), 1, new Date('2026-06-01T12:00Z'))  // 2026-06-01T12:05Z
 */
export function nextAttempt(first: Date, attempts: number, now: Date): Date | null {
  const minutes = WAITS[Math.min(attempts, WAITS.length) - 1]!;
  const next = new Date(now.getTime() + minutes * MINUTE_MS);
  return next.getTime() - first.getTime() > PATIENCE_DAYS * 24 * 60 * MINUTE_MS ? null : next;
}
