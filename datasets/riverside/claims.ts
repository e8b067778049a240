import { CARE_SITES, CareSource, type CareStream, known, OFFICE } from './care-source.ts';
import type { Generation } from './generation.ts';
import { both } from './messages.ts';
import { code, flag, number, text, time } from './plain-columns.ts';
import { lognormal } from './random-source.ts';
import type { Column } from './table-file.ts';

interface Claim {
  id: number;
  unit: string;
  payer: string;
  dischargedAt: number;
  billedAt: number;
  remittedAt: number;
  charged: number;
  deniedAmount: number;
  /** Null while nobody has answered. */
  denied: boolean | null;
  group: string;
  reason: string;
  failedEdits: number;
  touched: boolean;
  required: number;
  filled: number;
}

const COLUMNS: Column<Claim>[] = [
  code('claim_id', 'B', (row) => row.id),
  text('unit_id', (row) => row.unit),
  text('payer', (row) => row.payer),
  time('discharged_at', (row) => row.dischargedAt),
  time('billed_at', (row) => row.billedAt),
  time('remitted_at', (row) => row.remittedAt),
  number('charged_amount', (row) => row.charged),
  number('denied_amount', (row) => row.deniedAmount),
  flag('denied', (row) => row.denied),
  text('denial_group', (row) => row.group),
  text('denial_code', (row) => row.reason),
  number('failed_edit_count', (row) => row.failedEdits),
  flag('touched', (row) => row.touched),
  number('required_field_count', (row) => row.required),
  number('filled_field_count', (row) => row.filled),
];

const STREAM: CareStream = {
  kind: 'claim',
  deployment: 'record',
  department: 'ward',
  system: 'billing',
  perWeek: { main: 48, west: 28 },
  shape: OFFICE,
};
const PAYERS = ['public', 'public', 'commercial', 'managed'] as const;
const DENIALS = [
  ['CO', '16'],
  ['CO', '97'],
  ['PR', '31'],
  ['OA', '22'],
] as const;
const CLEAN = 0.84;
const DENIED = 0.13;
/** Of a denied claim, this share of the charge. */
const DENIED_SHARE = 0.55;
const FIELDS = 18;
const FILLED = 0.95;
/** Mean days discharge to bill and bill to answer; mean charge. */
const BILLING = [7, 0.6] as const;
const ANSWER = [28, 0.4] as const;
const CHARGE = [5200, 0.6] as const;
const DAY = 86_400;

/** Writes claims with their first answer and counts their truth. */
export function writeClaims(generation: Generation): void {
  for (const site of CARE_SITES) {
    const source = new CareSource(generation, STREAM, site);
    const file = source.open(COLUMNS);
    const draw = drawing(source);
    for (const { at, week } of source.happenings()) source.write(file, draw(at, week));
    source.close(file);
  }
}

function drawing(source: CareSource): (at: number, week: number) => Claim {
  const { random } = source;
  const billing = source.change('billing');
  const judge = judging(source);
  const toBill = source.follow({
    kpi: 'discharge_to_bill',
    statistic: 'mean',
    measure: 'days',
    period: 'month',
    maturityDays: 60,
    story: 'bills go out sooner, later during stabilization',
  });
  source.name(['unbilled_days'], 'days from discharge to bill', 'relative', 'billing');
  return (at, week) => {
    const mean = BILLING[0];
    const wait = 0.2 + lognormal(...BILLING, random());
    const relative = billing[week]!;
    const days = 0.2 + (wait - 0.2) * (1 + relative);
    toBill(at, days, wait, mean * relative);
    const billedAt = at + Math.round(days * DAY);
    const remittedAt = known(billedAt) + Math.round(lognormal(...ANSWER, random()) * DAY);
    const charged = Math.round(lognormal(...CHARGE, random()) * 100) / 100;
    const { isClean, isDenied, filled } = judge(at, billedAt, week, charged);
    const isAnswered = known(remittedAt) === remittedAt;
    const [group, reason] = DENIALS[Math.floor(random() * DENIALS.length)]!;
    const hasDenial = isAnswered && isDenied;
    return {
      id: source.nextId(),
      unit: source.unit,
      payer: PAYERS[Math.floor(random() * PAYERS.length)]!,
      dischargedAt: at,
      billedAt: known(billedAt),
      remittedAt: isAnswered ? remittedAt : Number.NaN,
      charged,
      deniedAmount: hasDenial ? Math.round(charged * DENIED_SHARE * 100) / 100 : Number.NaN,
      denied: isAnswered ? isDenied : null,
      group: hasDenial ? group : '',
      reason: hasDenial ? reason : '',
      failedEdits: isClean ? 0 : 1,
      touched: !isClean,
      required: FIELDS,
      filled,
    };
  };
}

/** Whether a claim is clean, denied and complete, counted in both worlds. */
function judging(source: CareSource) {
  const { random } = source;
  const change = {
    clean: source.change('cleanClaims'),
    denied: source.change('denials'),
    fields: source.change('claimFields'),
  };
  const share = { statistic: 'proportion', measure: '1', period: 'month' } as const;
  const ratio = { ...share, statistic: 'ratio' } as const;
  const story = 'gain: fields are filled where the record asks for them';
  const clean = source.follow({ ...share, kpi: 'clean_claims', story });
  const denied = source.follow({ ...share, kpi: 'denials', maturityDays: 120, story });
  const amount = source.follow({ ...ratio, kpi: 'denied_amount', maturityDays: 120, story });
  const complete = source.follow({ ...ratio, kpi: 'claim_fields', maturityDays: 30, story });
  return (at: number, billedAt: number, week: number, charged: number) => {
    const [cleanLuck, denialLuck] = [random(), random()];
    const is = (luck: number, p: number) => (luck < p ? 1 : 0);
    const [c, d, f] = [change.clean[week]!, change.denied[week]!, change.fields[week]!];
    const [isClean, isDenied] = [is(cleanLuck, CLEAN + c), is(denialLuck, DENIED + d)];
    const without = is(denialLuck, DENIED);
    clean(billedAt, isClean, is(cleanLuck, CLEAN), c);
    denied(billedAt, isDenied, without, d);
    const part = charged * DENIED_SHARE;
    amount(billedAt, isDenied * part, without * part, d * part, charged);
    const filled = both(FIELDS, FILLED, f, random);
    complete(at, filled.observed, filled.without, FIELDS * f, FIELDS);
    return { isClean: isClean === 1, isDenied: isDenied === 1, filled: filled.observed };
  };
}
