import { CARE_SITES, CareSource, type CareStream, known, WARD_DAY } from './care-source.ts';
import type { Generation } from './generation.ts';
import { code, flag, number, text, time } from './plain-columns.ts';
import { binomial, lognormal } from './random-source.ts';
import type { Column } from './table-file.ts';

/** One attempt to send; times are instants, NaN where nothing happened. */
interface Attempt {
  id: number;
  receiver: string;
  unit: string;
  type: string;
  sentAt: number;
  acknowledgedAt: number;
  acknowledgement: 'AA' | 'AE' | 'AR';
  errorClass: string;
  filedAt: number;
  leftQueueAt: number;
  match: string;
  linkedAt: number;
  misrouted: boolean | null;
  required: number;
  filled: number;
  codes: number;
  standard: number;
}

const COLUMNS: Column<Attempt>[] = [
  code('message_id', 'MSG', (row) => row.id),
  text('sender', () => 'ENGINE'),
  text('receiver', (row) => row.receiver),
  text('unit_id', (row) => row.unit),
  text('message_type', (row) => row.type),
  time('sent_at', (row) => row.sentAt),
  time('acknowledged_at', (row) => row.acknowledgedAt),
  text('acknowledgement', (row) => row.acknowledgement),
  text('error_class', (row) => row.errorClass),
  time('filed_at', (row) => row.filedAt),
  time('left_queue_at', (row) => row.leftQueueAt),
  text('match', (row) => row.match),
  time('linked_at', (row) => row.linkedAt),
  flag('misrouted', (row) => row.misrouted),
  number('required_field_count', (row) => row.required),
  number('filled_field_count', (row) => row.filled),
  number('code_count', (row) => row.codes),
  number('standard_code_count', (row) => row.standard),
];

const STREAM: CareStream = {
  kind: 'interface_message',
  deployment: 'record',
  department: 'ward',
  system: 'engine',
  perWeek: { main: 75, west: 45 },
  shape: WARD_DAY,
};
const TYPES = ['ORU^R01', 'ORU^R01', 'ORM^O01', 'ADT^A08'] as const;
const ERRORS = ['unknown order', 'missing field', 'receiver down'] as const;
const REFUSED = 0.045;
/** Of what was refused, this share is taken out of the queue by hand and never sent again. */
const TAKEN_OUT = 0.15;
const MATCH_FAILED = 0.03;
const WRONG_PATIENT = 0.004;
const ORPHANED = 0.045;
const MISROUTED = 0.01;
/** Share of deliveries that somebody checks. */
const CHECKED = 0.3;
const FIELDS = 12;
const FILLED = 0.92;
const STANDARD = 0.7;
/** Mean seconds sent to filed, mean minutes in the error queue, mean hours until a result is linked. */
const LATENCY = [8, 0.8] as const;
const QUEUE = [120, 1] as const;
const LINKING = [0.6, 0.7] as const;

/** Writes the messages of the interface engine and counts their truth. */
export function writeMessages(generation: Generation): void {
  for (const site of CARE_SITES) {
    const source = new CareSource(generation, STREAM, site);
    const file = source.open(COLUMNS);
    const draw = drawing(source);
    for (const { at, week } of source.happenings()) for (const attempt of draw(at, week)) source.write(file, attempt);
    source.close(file);
  }
}

/** What decides one message; each number lies in (0, 1), the same in both worlds. */
interface Luck {
  refused: number;
  takenOut: number;
  matched: number;
  orphaned: number;
}

/** A message with its retry, drawn once and counted in both worlds. */
function drawing(source: CareSource): (at: number, week: number) => Attempt[] {
  const { random } = source;
  const [latencies, queues] = [source.change('messageLatency'), source.change('queueTime')];
  const count = counting(source);
  const content = contentOf(source);
  source.name(['message_latency'], 'time from sent to filed', 'relative', 'messageLatency');
  source.name(['queue_time'], 'time in the error queue', 'relative', 'queueTime');
  return (at, week) => {
    const luck = { refused: random(), takenOut: random(), matched: random(), orphaned: random() };
    const message = content(at, week);
    const isResult = message.type === 'ORU^R01';
    const { isRefused, isTakenOut, isMatched, isLost } = count(luck, at, week, isResult);
    const seconds = Math.max(1, Math.round(lognormal(...LATENCY, random()) * (1 + latencies[week]!)));
    const wait = Math.round(lognormal(...QUEUE, random()) * (1 + queues[week]!) * 60);
    const [linkedAfter, errorLuck] = [Math.round(lognormal(...LINKING, random()) * 3600), random()];
    const sent = (sentAt: number): Attempt => ({
      ...message,
      sentAt,
      acknowledgedAt: known(sentAt + 1),
      filedAt: known(sentAt + seconds),
      match: isMatched ? 'matched' : luck.matched < WRONG_PATIENT ? 'wrong-patient' : 'unmatched',
      linkedAt: isResult && !isLost ? known(sentAt + linkedAfter) : Number.NaN,
    });
    if (!isRefused) return [sent(at)];
    const failed: Attempt = {
      ...message,
      sentAt: at,
      acknowledgedAt: known(at + 1),
      acknowledgement: errorLuck < 0.7 ? 'AE' : 'AR',
      errorClass: ERRORS[Math.floor(errorLuck * ERRORS.length)]!,
      leftQueueAt: isTakenOut ? known(at + wait) : Number.NaN,
    };
    return isTakenOut || Number.isNaN(known(at + wait)) ? [failed] : [failed, sent(at + wait)];
  };
}

/** What the luck of a message means in each world, with the deployment and without. */
function counting(source: CareSource) {
  const refusals = source.change('messageRefused');
  const failures = source.change('matchFailed');
  const orphanings = source.change('orphaned');
  const share = { statistic: 'proportion', measure: '1' } as const;
  const story = 'gain: fewer messages are refused';
  const first = source.follow({ ...share, kpi: 'first_time_success', maturityDays: 1, story });
  const rejects = source.follow({ kpi: 'message_rejects', statistic: 'rate', measure: 'per 1,000', story });
  const match = source.follow({ ...share, kpi: 'match_failure', maturityDays: 7, story: 'gain: patients are found' });
  const orphans = source.follow({ ...share, kpi: 'orphan_results', maturityDays: 2, story: 'gain' });
  return (luck: Luck, at: number, week: number, isResult: boolean) => {
    const shares = [
      [REFUSED + refusals[week]!, MATCH_FAILED + failures[week]!, ORPHANED + orphanings[week]!],
      [REFUSED, MATCH_FAILED, ORPHANED],
    ] as const;
    const [observed, without] = shares.map(([refused, failed, orphaned]) => {
      const isRefused = luck.refused < refused;
      const isTakenOut = isRefused && luck.takenOut < TAKEN_OUT;
      const isMatched = luck.matched >= failed;
      return { isRefused, isTakenOut, isMatched, isLost: luck.orphaned < orphaned || isTakenOut };
    }) as [World, World];
    const [[r, m, o], [r0, m0, o0]] = shares;
    const [success, failure] = [(world: World) => Number(!world.isRefused && world.isMatched), r - r0];
    first(at, success(observed), success(without), (1 - r) * (1 - m) - (1 - r0) * (1 - m0));
    rejects(at, Number(observed.isRefused) * 1000, Number(without.isRefused) * 1000, failure * 1000);
    match(at, Number(!observed.isMatched), Number(!without.isMatched), m - m0);
    const lost = (orphaned: number, refused: number) => 1 - (1 - orphaned) * (1 - refused * TAKEN_OUT);
    if (isResult) orphans(at, Number(observed.isLost), Number(without.isLost), lost(o, r) - lost(o0, r0));
    return observed;
  };
}

interface World {
  isRefused: boolean;
  isTakenOut: boolean;
  isMatched: boolean;
  isLost: boolean;
}

/** What a message says, and who looked where it went. */
function contentOf(source: CareSource): (at: number, week: number) => Attempt {
  const { random } = source;
  const [fields, mapped] = [source.change('fieldsFilled'), source.change('standardCodes')];
  const ratio = { statistic: 'ratio', measure: '1' } as const;
  const misrouted = source.follow({
    kpi: 'misrouted',
    statistic: 'proportion',
    measure: '1',
    maturityDays: 7,
    story: 'no change',
  });
  const complete = source.follow({ ...ratio, kpi: 'message_completeness', story: 'gain' });
  const normal = source.follow({ ...ratio, kpi: 'normalization', story: 'gain: codes are mapped' });
  return (at, week) => {
    const type = TYPES[Math.floor(random() * TYPES.length)]!;
    const [isMisrouted, isChecked] = [random() < MISROUTED, random() < CHECKED];
    if (isChecked) misrouted(at, Number(isMisrouted), Number(isMisrouted), 0);
    const filled = both(FIELDS, FILLED, fields[week]!, random);
    complete(at, filled.observed, filled.without, FIELDS * fields[week]!, FIELDS);
    const codes = 1 + Math.floor(random() * 4);
    const standard = both(codes, STANDARD, mapped[week]!, random);
    normal(at, standard.observed, standard.without, codes * mapped[week]!, codes);
    return {
      id: source.nextId(),
      receiver: type === 'ADT^A08' ? 'BILLING' : 'RECORD',
      unit: source.unit,
      type,
      sentAt: at,
      acknowledgedAt: Number.NaN,
      acknowledgement: 'AA',
      errorClass: '',
      filedAt: Number.NaN,
      leftQueueAt: Number.NaN,
      match: '',
      linkedAt: Number.NaN,
      misrouted: isChecked ? isMisrouted : null,
      required: FIELDS,
      filled: filled.observed,
      codes,
      standard: standard.observed,
    };
  };
}

/** How many of n succeed with and without a change, with the same luck. */
export function both(trials: number, share: number, change: number, random: () => number) {
  const luck = Array.from({ length: trials }, random);
  const of = (p: number) => binomial(trials, p, replay(luck));
  return { observed: of(share + change), without: of(share) };
}

function replay(values: readonly number[]): () => number {
  let next = 0;
  return () => values[next++]!;
}
