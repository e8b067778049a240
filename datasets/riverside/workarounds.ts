import { localDayOf } from './calendar.ts';
import { CARE_SITES, CareSource, type CareStream, WARD_DAY } from './care-source.ts';
import type { Generation } from './generation.ts';
import { code, flag, text, time } from './plain-columns.ts';
import type { Column } from './table-file.ts';
import { APPLICATION, rosterOf, type User } from './users.ts';

interface Occasion {
  id: number;
  unit: string;
  user: number;
  activity: string;
  at: number;
  workedAround: boolean;
  form: string;
  appropriate: boolean | null;
}

const COLUMNS: Column<Occasion>[] = [
  code('event_id', 'W', (row) => row.id),
  text('unit_id', (row) => row.unit),
  code('user_id', 'U', (row) => row.user),
  text('application', () => APPLICATION),
  text('activity', (row) => row.activity),
  time('occurred_at', (row) => row.at),
  flag('worked_around', (row) => row.workedAround),
  text('form', (row) => row.form),
  flag('appropriate', (row) => row.appropriate),
];

const STREAM: CareStream = {
  kind: 'workaround',
  deployment: 'record',
  department: 'ward',
  system: 'scanning',
  perWeek: { main: 45, west: 28 },
  shape: WARD_DAY,
};
const ACTIVITIES = ['medication', 'medication', 'order', 'documentation'] as const;
const FORMS = ['manual-entry', 'bypassed-scan', 'paper-order'] as const;
const AROUND = 0.14;
const APPROPRIATE = 0.1;
/** Share added for each week since the user's last training: what was learned fades. */
const FORGOTTEN_PER_WEEK = 0.0008;

/** Writes occasions on which the record should have been used, and counts their truth. */
export function writeWorkarounds(generation: Generation): void {
  for (const site of CARE_SITES) {
    const source = new CareSource(generation, STREAM, site);
    const { random } = source;
    const file = source.open(COLUMNS);
    const changes = source.change('workarounds');
    const story = 'gain: scanning works, so fewer go around it';
    const share = source.follow({ kpi: 'workarounds', statistic: 'proportion', measure: '1', story });
    const manual = source.follow({ kpi: 'manual_entries', statistic: 'total', measure: 'entries per week', story });
    source.name(['workarounds_late'], 'occasions worked around', 'added', 'workarounds');
    const roster = rosterOf(site, generation.scale);
    for (const { at, week } of source.happenings()) {
      const user = roster[Math.floor(random() * roster.length)]!;
      const base = AROUND + FORGOTTEN_PER_WEEK * weeksSinceTraining(user, localDayOf(at));
      const [luck, form, isRight] = [random(), FORMS[Math.floor(random() * FORMS.length)]!, random() < APPROPRIATE];
      const is = (p: number) => (luck < p ? 1 : 0);
      const change = changes[week]!;
      const [around, without] = [is(base + change), is(base)];
      // What was judged right to do is left out, in either world.
      const rate = (p: number) => ((1 - APPROPRIATE) * p) / (1 - APPROPRIATE * p);
      const weight = (isAround: number) => (isAround === 1 && isRight ? 0 : 1);
      const [counted, countedWithout] = [weight(around), weight(without)];
      share(
        at,
        around * counted,
        without * countedWithout,
        (rate(base + change) - rate(base)) * counted,
        counted,
        countedWithout,
      );
      const isManual = form === 'manual-entry' ? 1 : 0;
      manual(at, around * isManual, without * isManual, change / FORMS.length);
      source.write(file, {
        id: source.nextId(),
        unit: source.unit,
        user: user.id,
        activity: ACTIVITIES[Math.floor(random() * ACTIVITIES.length)]!,
        at,
        workedAround: around === 1,
        form: around === 1 ? form : '',
        appropriate: around === 1 ? isRight : null,
      });
    }
    source.close(file);
  }
}

function weeksSinceTraining({ trainings }: User, day: number): number {
  const last = trainings.findLast((trained) => trained <= day);
  return last === undefined ? 52 : (day - last) / 7;
}
