import { dayNumber, instantOf, months, weekdayOf } from './calendar.ts';
import { CARE_SITES, CareSource, type CareStream, known, OFFICE } from './care-source.ts';
import type { Generation } from './generation.ts';
import { code, flag, text, time } from './plain-columns.ts';
import { lognormal, scramble } from './random-source.ts';
import type { Column } from './table-file.ts';
import { rosterOf } from './users.ts';

const DAY = 86_400;
const common = { deployment: 'record', department: 'ward', shape: OFFICE } as const;

interface Change {
  id: number;
  service: string;
  changeClass: 'standard' | 'normal' | 'emergency';
  status: 'implemented' | 'backed-out';
  authorized: boolean;
  implementedAt: number;
  incident: string;
}

const CHANGE_COLUMNS: Column<Change>[] = [
  code('change_id', 'C', (row) => row.id),
  text('service_id', (row) => row.service),
  text('change_class', (row) => row.changeClass),
  text('status', (row) => row.status),
  flag('authorized', (row) => row.authorized),
  time('planned_at', (row) => row.implementedAt),
  time('implemented_at', (row) => row.implementedAt),
  text('incident_id', (row) => row.incident),
];
const CHANGES: CareStream = { ...common, kind: 'change', system: 'itsm', perWeek: { main: 9, west: 5 } };
const SERVICES = { main: ['pacs-main', 'pacs-east'], west: ['pacs-west'] } as const;
const FAILED = 0.1;
const UNAUTHORIZED = 0.05;

/** Writes the change log of the services. Nothing changes how changes go. */
export function writeChanges(generation: Generation): void {
  for (const site of CARE_SITES) {
    const source = new CareSource(generation, CHANGES, site);
    const { random } = source;
    const file = source.open(CHANGE_COLUMNS);
    source.name(['failed_changes', 'unplanned_changes', 'outages_after_changes'], 'changes', 'added', null);
    for (const { at } of source.happenings()) {
      const [own, kind, failure] = [random() < 0.6, random(), random()];
      const others = SERVICES[site];
      const isFailed = failure < FAILED;
      source.write(file, {
        id: source.nextId(),
        service: own ? `record-${site}` : others[Math.floor(random() * others.length)]!,
        changeClass: kind < 0.3 ? 'standard' : kind < 0.9 ? 'normal' : 'emergency',
        status: failure < FAILED / 2 ? 'backed-out' : 'implemented',
        authorized: kind < 0.9 && random() >= UNAUTHORIZED,
        implementedAt: at,
        incident: isFailed && failure >= FAILED / 2 ? `INC-${source.nextId()}` : '',
      });
    }
    source.close(file);
  }
}

interface Update {
  asset: number;
  update: string;
  unit: string;
  assetClass: string;
  severity: string;
  releasedAt: number;
  appliedAt: number;
  exception: string;
  /** NaN where no change is on record. */
  change: number;
}

const UPDATE_COLUMNS: Column<Update>[] = [
  code('asset_id', 'N', (row) => row.asset),
  text('update_id', (row) => row.update),
  text('unit_id', (row) => row.unit),
  text('asset_class', (row) => row.assetClass),
  text('severity', (row) => row.severity),
  time('released_at', (row) => row.releasedAt),
  time('due_at', (row) => row.releasedAt + 30 * DAY),
  time('applied_at', (row) => row.appliedAt),
  text('exception_id', (row) => row.exception),
  {
    name: 'change_id',
    write: (out, { change }) => {
      if (Number.isNaN(change)) return;
      out.text('C');
      out.hex(change);
    },
  },
];
const UPDATES: CareStream = { ...common, kind: 'asset_version', system: 'assets', perWeek: { main: 0, west: 0 } };
const ASSETS = { main: 40, west: 25 } as const;
const EXCEPTED = 0.06;
const LOGGED = 0.85;
/** Mean days release to application. */
const APPLYING = [24, 0.6] as const;
const SEVERITIES = ['critical', 'high', 'high', 'medium'] as const;

/** Writes the updates that assets need: one each a month, on its second Tuesday. */
export function writeAssetVersions(generation: Generation): void {
  for (const site of CARE_SITES) {
    const source = new CareSource(generation, UPDATES, site);
    const { random } = source;
    const file = source.open(UPDATE_COLUMNS);
    const patching = source.change('patching');
    const kpis = ['patch_time', 'patches_current', 'patches_overdue'];
    source.name(kpis, 'time from release to application', 'relative', 'patching');
    source.name(['patch_exceptions', 'change_log'], 'share of updates', 'added', null);
    const assets = Math.max(2, Math.round(ASSETS[site] * generation.scale));
    const logged = Math.max(1, Math.round(250 * generation.scale));
    for (const [index, { name }] of months().entries()) {
      const releasedAt = instantOf(secondTuesday(name) * DAY + 12 * 3600);
      const week = Math.floor((index * 365.25) / 12 / 7);
      for (let asset = 0; asset < assets; asset++) {
        const [isExcepted, isLogged, change] = [random() < EXCEPTED, random() < LOGGED, Math.floor(random() * logged)];
        const days = lognormal(...APPLYING, random()) * (1 + patching[week]!);
        const appliedAt = isExcepted ? Number.NaN : known(releasedAt + Math.round(days * DAY));
        source.write(file, {
          asset: scramble(asset + (site === 'main' ? 0 : 2 ** 31)),
          update: `U-${name}`,
          unit: source.unit,
          assetClass: asset % 3 === 0 ? 'medical device' : 'workstation',
          severity: SEVERITIES[index % SEVERITIES.length]!,
          releasedAt,
          appliedAt,
          exception: isExcepted ? `E-${name}` : '',
          change: isLogged ? scramble(change + (site === 'main' ? 0 : 2 ** 31)) : Number.NaN,
        });
      }
    }
    source.close(file);
  }
}

interface Review {
  account: number;
  application: string;
  unit: string;
  reviewedAt: number;
  valid: boolean;
  finding: string;
  groundLostAt: number;
  disabledAt: number;
}

const REVIEW_COLUMNS: Column<Review>[] = [
  code('account_id', 'U', (row) => row.account),
  text('application', (row) => row.application),
  text('unit_id', (row) => row.unit),
  time('reviewed_at', (row) => row.reviewedAt),
  flag('valid', (row) => row.valid),
  text('finding', (row) => row.finding),
  time('ground_lost_at', (row) => row.groundLostAt),
  time('disabled_at', (row) => row.disabledAt),
];
const REVIEWS: CareStream = { ...common, kind: 'access_review', system: 'identity', perWeek: { main: 0, west: 0 } };
const INVALID = 0.11;
/** Mean hours from the end of the ground to the end of the access. */
const REMOVING = [300, 0.8] as const;

/** Writes the monthly reviews of accounts, each in three applications, and counts their truth. */
export function writeAccessReviews(generation: Generation): void {
  for (const site of CARE_SITES) {
    const source = new CareSource(generation, REVIEWS, site);
    const { random } = source;
    const file = source.open(REVIEW_COLUMNS);
    const [invalid, removal] = [source.change('invalidAccounts'), source.change('removal')];
    const story = 'gain: leavers lose their access';
    const share = { statistic: 'proportion', measure: '1', period: 'month', story } as const;
    const without = source.follow({ ...share, kpi: 'accounts_without_role' });
    source.name(['access_removal'], 'time from leaving to access removed', 'relative', 'removal');
    for (const [index, { name }] of months().entries()) {
      const reviewedAt = instantOf((secondTuesday(name) + 8) * DAY + 10 * 3600);
      const week = Math.floor(((index + 0.5) * 365.25) / 12 / 7);
      for (const { id } of rosterOf(site, generation.scale)) {
        for (const application of ['record', 'pacs', 'lis']) {
          const [luck, before, delay] = [random(), random(), random()];
          const is = (p: number) => (luck < p ? 1 : 0);
          const isInvalid = is(INVALID + invalid[week]!) === 1;
          without(reviewedAt, isInvalid ? 1 : 0, is(INVALID), invalid[week]!);
          const groundLostAt = reviewedAt - Math.round((1 + 25 * before) * DAY);
          const hours = lognormal(...REMOVING, delay) * (1 + removal[week]!);
          source.write(file, {
            account: id,
            application,
            unit: source.unit,
            reviewedAt,
            valid: !isInvalid,
            finding: isInvalid ? 'leaver' : '',
            groundLostAt: isInvalid ? groundLostAt : Number.NaN,
            disabledAt: isInvalid ? known(groundLostAt + Math.round(hours * 3600)) : Number.NaN,
          });
        }
      }
    }
    source.close(file);
  }
}

function secondTuesday(month: string): number {
  const first = dayNumber(`${month}-01`);
  return first + ((8 - weekdayOf(first)) % 7) + 7;
}
