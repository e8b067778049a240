import { CARE_SITES, CareSource, type CareStream, known, WARD_DAY } from './care-source.ts';
import type { Generation } from './generation.ts';
import { code, text, time } from './plain-columns.ts';
import { lognormal } from './random-source.ts';
import type { Column } from './table-file.ts';

interface MatchEvent {
  id: number;
  patient: number;
  unit: string;
  event: 'registration' | 'query';
  outcome: string;
  occurredAt: number;
  suspectedAt: number;
  decidedAt: number;
}

const COLUMNS: Column<MatchEvent>[] = [
  code('event_id', 'R', (row) => row.id),
  code('patient_id', 'P', (row) => row.patient),
  text('unit_id', (row) => row.unit),
  text('event', (row) => row.event),
  text('outcome', (row) => row.outcome),
  time('occurred_at', (row) => row.occurredAt),
  time('suspected_at', (row) => row.suspectedAt),
  time('decided_at', (row) => row.decidedAt),
];

const STREAM: CareStream = {
  kind: 'record_match',
  deployment: 'record',
  department: 'ward',
  system: 'registration',
  perWeek: { main: 45, west: 28 },
  shape: WARD_DAY,
};
const QUERIES = 0.4;
const DUPLICATES = 0.05;
const OVERLAYS = 0.004;
/** Suspected, and cleared again. */
const DOUBTED = 0.06;
const QUERY_MATCHED = 0.6;
/** Mean days from suspicion to decision; nothing changes it. */
const REVIEW = [8, 0.7] as const;

/** Writes registrations and queries of the patient index and counts their truth. */
export function writeRecordMatches(generation: Generation): void {
  for (const site of CARE_SITES) {
    const source = new CareSource(generation, STREAM, site);
    const { random } = source;
    const file = source.open(COLUMNS);
    const [duplicates, matched] = [source.change('duplicates'), source.change('queryMatched')];
    const share = { statistic: 'proportion', measure: '1' } as const;
    const second = source.follow({
      ...share,
      kpi: 'duplicate_records',
      maturityDays: 30,
      period: 'month',
      story: 'gain',
    });
    const found = source.follow({ ...share, kpi: 'query_match', story: 'gain: the locator knows more hospitals' });
    source.name(['overlays'], 'overlays per 10,000 registrations', 'added', null);
    source.name(['duplicate_review'], 'days from suspicion to decision', 'relative', null);
    for (const { at, week } of source.happenings()) {
      const [isQuery, luck, doubt, delay] = [random() < QUERIES, random(), random(), random()];
      const decidedAt = at + Math.round((0.1 + lognormal(...REVIEW, delay)) * 86_400);
      let outcome: string;
      if (isQuery) {
        const isFound = (p: number) => (luck < p ? 1 : 0);
        found(at, isFound(QUERY_MATCHED + matched[week]!), isFound(QUERY_MATCHED), matched[week]!);
        outcome = isFound(QUERY_MATCHED + matched[week]!) ? 'matched' : 'not-found';
      } else {
        const isSecond = (p: number) => (luck < p ? 1 : 0);
        second(at, isSecond(DUPLICATES + duplicates[week]!), isSecond(DUPLICATES), duplicates[week]!);
        outcome = isSecond(DUPLICATES + duplicates[week]!) ? 'duplicate' : luck > 1 - OVERLAYS ? 'overlay' : 'new';
      }
      const isSuspected = !isQuery && (outcome === 'duplicate' || doubt < DOUBTED);
      const isDecided = !Number.isNaN(known(decidedAt));
      source.write(file, {
        id: source.nextId(),
        patient: source.nextId(),
        unit: source.unit,
        event: isQuery ? 'query' : 'registration',
        outcome: isSuspected && !isDecided ? 'possible-duplicate' : outcome,
        occurredAt: at,
        suspectedAt: isSuspected ? known(at + 3600) : Number.NaN,
        decidedAt: isSuspected ? known(decidedAt) : Number.NaN,
      });
    }
    source.close(file);
  }
}
