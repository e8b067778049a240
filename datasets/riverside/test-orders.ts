import { CARE_SITES, CareSource, type CareStream, known, WARD_DAY } from './care-source.ts';
import type { Generation } from './generation.ts';
import { code, flag, number, text, time } from './plain-columns.ts';
import { lognormal } from './random-source.ts';
import type { Column } from './table-file.ts';

/** The interval within which a test is a repeat; program.yaml gives the same. */
export const RETEST_HOURS = 12;

interface TestOrder {
  id: number;
  patient: number;
  unit: string;
  category: 'LAB' | 'RAD';
  test: string;
  patientClass: 'E' | 'I';
  status: 'ordered' | 'performed' | 'cancelled';
  quantity: number;
  /** NaN unless the row takes an order back. */
  reverses: number;
  protocol: boolean;
  orderedAt: number;
  performedAt: number;
  availableAt: number;
}

const COLUMNS: Column<TestOrder>[] = [
  code('order_id', 'T', (row) => row.id),
  code('patient_id', 'P', (row) => row.patient),
  text('unit_id', (row) => row.unit),
  text('category', (row) => row.category),
  text('test_code', (row) => row.test),
  text('patient_class', (row) => row.patientClass),
  text('status', (row) => row.status),
  number('quantity', (row) => row.quantity),
  {
    name: 'reverses_id',
    write: (out, row) => {
      if (Number.isNaN(row.reverses)) return;
      out.text('T');
      out.hex(row.reverses);
    },
  },
  flag('protocol', (row) => row.protocol),
  time('ordered_at', (row) => row.orderedAt),
  time('performed_at', (row) => row.performedAt),
  time('available_at', (row) => row.availableAt),
];

const STREAM: CareStream = {
  kind: 'test_order',
  deployment: 'record',
  department: 'ward',
  system: 'orders',
  perWeek: { main: 55, west: 32 },
  shape: WARD_DAY,
};
const TESTS = [
  ['LAB', '2823-3'],
  ['LAB', '718-7'],
  ['LAB', '2160-0'],
  ['RAD', 'CT chest'],
] as const;
const REPEATED = 0.12;
const REVERSED = 0.01;
const PROTOCOL = 0.04;
/** Mean hours from test to result. */
const RESULT = [3, 0.7] as const;

/** Writes tests with their repeats and counts their truth. */
export function writeTestOrders(generation: Generation): void {
  for (const site of CARE_SITES) {
    const source = new CareSource(generation, STREAM, site);
    const { random } = source;
    const file = source.open(COLUMNS);
    const changes = source.change('repeats');
    const story = 'gain: earlier results are seen';
    const share = source.follow({ kpi: 'repeat_share', statistic: 'proportion', measure: '1', story });
    const total = source.follow({ kpi: 'repeats', statistic: 'total', measure: 'tests per week', story });
    source.name(['blind_repeats'], 'chance that a test is repeated', 'added', 'repeats');
    for (const { at, week } of source.happenings()) {
      const order = drawOrder(source, at);
      const [luck, wait] = [random(), random()];
      const [repeated, without] = [luck < REPEATED + changes[week]! ? 1 : 0, luck < REPEATED ? 1 : 0];
      const [p, q] = [REPEATED + changes[week]!, REPEATED];
      source.write(file, order);
      const again = at + Math.round((1 + wait * (RETEST_HOURS - 2)) * 3600);
      if (random() < REVERSED) {
        source.write(file, { ...order, id: source.nextId(), quantity: -1, reverses: order.id });
      } else if (!order.protocol) {
        share(at, repeated, without, (p / (1 + p) - q / (1 + q)) * (1 + repeated), 1 + repeated, 1 + without);
        total(again, repeated, without, changes[week]!);
        if (repeated && !Number.isNaN(known(again))) source.write(file, drawOrder(source, again, order));
      }
    }
    source.close(file);
  }
}

function drawOrder(source: CareSource, at: number, first?: TestOrder): TestOrder {
  const { random } = source;
  const [category, test] = TESTS[Math.floor(random() * TESTS.length)]!;
  const performedAt = at + 600 + Math.floor(random() * 1800);
  return {
    id: source.nextId(),
    patient: first?.patient ?? source.nextId(),
    unit: source.unit,
    category: first?.category ?? category,
    test: first?.test ?? test,
    patientClass: first?.patientClass ?? (random() < 0.3 ? 'E' : 'I'),
    status: Number.isNaN(known(performedAt)) ? 'ordered' : 'performed',
    quantity: 1,
    reverses: Number.NaN,
    protocol: first === undefined && random() < PROTOCOL,
    orderedAt: at,
    performedAt: known(performedAt),
    availableAt: known(performedAt + Math.round(lognormal(...RESULT, random()) * 3600)),
  };
}
