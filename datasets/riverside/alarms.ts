import { END_INSTANT, localDayOf, mondayOf, startOfDay, WEEKS } from './calendar.ts';
import { AROUND_THE_CLOCK, CARE_SITES, CareSource, type CareStream, known } from './care-source.ts';
import { bedsOf } from './census.ts';
import type { Generation } from './generation.ts';
import { code, flag, text, time } from './plain-columns.ts';
import { lognormal, type RandomSource } from './random-source.ts';
import type { Column } from './table-file.ts';

/** The unit's own limits; program.yaml gives the same. */
export const ALARM_LIMIT_SECONDS = 60;

interface Alarm {
  id: number;
  unit: string;
  bed: string;
  type: string;
  priority: 'red' | 'yellow' | 'inop';
  raisedAt: number;
  deliveredAt: number;
  acknowledgedAt: number;
  clearedAt: number;
  escalatedAt: number;
  reachedAt: number;
  /** Null outside the audit. */
  actionable: boolean | null;
}

/** Colours as the monitors name them; the contract maps them. */
const COLUMNS: Column<Alarm>[] = [
  code('alarm_id', 'A', (alarm) => alarm.id),
  text('unit_id', (alarm) => alarm.unit),
  text('bed_id', (alarm) => alarm.bed),
  text('alarm_type', (alarm) => alarm.type),
  text('priority', (alarm) => alarm.priority),
  time('raised_at', (alarm) => alarm.raisedAt),
  time('delivered_at', (alarm) => alarm.deliveredAt),
  time('acknowledged_at', (alarm) => alarm.acknowledgedAt),
  time('cleared_at', (alarm) => alarm.clearedAt),
  time('escalated_at', (alarm) => alarm.escalatedAt),
  time('reached_at', (alarm) => alarm.reachedAt),
  flag('actionable', (alarm) => alarm.actionable),
];

const STREAM: CareStream = {
  kind: 'alarm',
  deployment: 'alarms',
  department: 'icu',
  system: 'middleware',
  perWeek: { main: 75, west: 45 },
  shape: AROUND_THE_CLOCK,
};
const TYPES = [
  ['red', 'SpO2 low'],
  ['red', 'asystole'],
  ['yellow', 'heart rate high'],
  ['yellow', 'blood pressure low'],
  ['inop', 'leads off'],
] as const;
const ACTIONABLE = 0.3;
const AUDITED = 0.7;
const MISSED = 0.15;
const REACHED = 0.6;
/** Mean seconds, and the spread of their logarithm. */
const DELIVERY = [5, 0.5] as const;
const ANSWER = [75, 0.9] as const;
const SELF_CLEARING = [160, 0.9] as const;

/** Writes the alarms of critical care and counts their truth. */
export function writeAlarms(generation: Generation): void {
  for (const site of CARE_SITES) new AlarmSource(generation, site).run();
}

/** What decides one alarm, the deployment apart; the same luck in both worlds. */
interface Luck {
  isActionable: boolean;
  missed: number;
  delivery: number;
  answer: number;
  clearing: number;
  reached: number;
}

class AlarmSource {
  readonly #source: CareSource;
  readonly #generation: Generation;
  readonly #changes;

  constructor(generation: Generation, site: (typeof CARE_SITES)[number]) {
    this.#source = new CareSource(generation, STREAM, site);
    this.#generation = generation;
    this.#changes = {
      count: this.#source.change('alarmCount'),
      delivery: this.#source.change('alarmDelivery'),
      answer: this.#source.change('alarmAnswer'),
      missed: this.#source.change('alarmMissed'),
      reached: this.#source.change('escalationReached'),
    };
  }

  run(): void {
    const source = this.#source;
    const file = source.open(COLUMNS);
    const share = { statistic: 'proportion', measure: '1', maturityDays: 1 } as const;
    const missed = source.follow({ ...share, kpi: 'alarms_missed', story: 'gain: fewer alarms end unanswered' });
    const actionable = source.follow({ ...share, kpi: 'alarms_actionable', maturityDays: 0, story: 'no change' });
    const perBedDay = this.#followRate();
    this.#name();
    for (const { at, week } of source.happenings()) {
      const luck = luckOf(source.random);
      const type = TYPES[Math.floor(source.random() * TYPES.length)]!;
      const bed = `bed ${1 + Math.floor(source.random() * 14)}`;
      const isAudited = source.random() < AUDITED;
      const isPassedOn = source.random() < 1 + this.#changes.count[week]!;
      perBedDay(at, isPassedOn ? 1 : 0, 1, this.#changes.count[week]!, 0, 0);
      if (!isPassedOn) continue;
      const [observed, without] = [this.#live(luck, at, week), this.#live(luck, at, null)];
      source.write(file, {
        id: source.nextId(),
        unit: source.unit,
        bed,
        type: type[1],
        priority: type[0],
        raisedAt: at,
        ...observed,
        actionable: isAudited ? luck.isActionable : null,
      });
      if (!isAudited) continue;
      actionable(at, luck.isActionable ? 1 : 0, luck.isActionable ? 1 : 0, 0);
      const isMissed = (alarm: { acknowledgedAt: number }) => (Number.isNaN(alarm.acknowledgedAt) ? 1 : 0);
      if (luck.isActionable) missed(at, isMissed(observed), isMissed(without), this.#changes.missed[week]!);
    }
    source.close(file);
  }

  /** Times of an alarm with the changes of a week, or without any. */
  #live(luck: Luck, raisedAt: number, week: number | null) {
    const { delivery, answer, missed, reached } = this.#changes;
    const by = (change: Float64Array) => (week === null ? 0 : change[week]!);
    const answeredAt = raisedAt + Math.round(luck.answer * (1 + by(answer)));
    const clearsAt = raisedAt + Math.round(luck.clearing);
    const isMissed = luck.isActionable ? luck.missed < MISSED + by(missed) : clearsAt < answeredAt;
    const clearedAt = luck.isActionable && !isMissed ? answeredAt + Math.round(luck.clearing) : clearsAt;
    const limitAt = raisedAt + ALARM_LIMIT_SECONDS;
    const isEscalated = (isMissed ? clearedAt : answeredAt) > limitAt;
    const isReached = isEscalated && luck.reached < REACHED + by(reached);
    return {
      deliveredAt: known(raisedAt + Math.round(luck.delivery * (1 + by(delivery)))),
      acknowledgedAt: isMissed ? Number.NaN : known(answeredAt),
      clearedAt: known(Math.max(clearedAt, isMissed ? clearedAt : answeredAt)),
      escalatedAt: isEscalated ? known(limitAt) : Number.NaN,
      reachedAt: isReached ? known(limitAt + 10 + Math.round(luck.reached * 40)) : Number.NaN,
    };
  }

  /** Alarms per monitored bed-day: bed-days are weights that no alarm brings. */
  #followRate() {
    const { seed, scale } = this.#generation;
    const count = this.#source.follow({
      kpi: 'alarms_per_bed_day',
      statistic: 'rate',
      measure: 'alarms per bed-day',
      story: 'fewer alarms: the middleware filters',
    });
    for (let day = mondayOf(0); day < mondayOf(WEEKS); day++) {
      const instant = startOfDay(day);
      if (instant < END_INSTANT) {
        count(instant, 0, 0, 0, bedsOf(this.#source.site, 'icu', localDayOf(instant), { seed, scale }).monitored);
      }
    }
    return count;
  }

  #name(): void {
    const source = this.#source;
    source.name(['alarm_answer', 'alarms_in_time'], 'time from alarm to answer', 'relative', 'alarmAnswer');
    source.name(['alarm_delivery'], 'time from alarm to first recipient', 'relative', 'alarmDelivery');
    source.name(['escalations_reached'], 'share of escalations that reach somebody', 'added', 'escalationReached');
  }
}

function luckOf(random: RandomSource): Luck {
  return {
    isActionable: random() < ACTIONABLE,
    missed: random(),
    delivery: lognormal(DELIVERY[0], DELIVERY[1], random()),
    answer: lognormal(ANSWER[0], ANSWER[1], random()),
    clearing: lognormal(SELF_CLEARING[0], SELF_CLEARING[1], random()),
    reached: random(),
  };
}
