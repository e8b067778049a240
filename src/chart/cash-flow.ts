import { formatDay, formatMoney, formatMonth } from '../results/format.ts';
import { moneyWords } from '../results/money.ts';
import type { Results } from '../results/schema.ts';
import type { Chart, Layout, Spec } from './chart.ts';
import type { Channel } from './rows.ts';
import { addDays, COLOURS, dayAxis, frame, moneyAxis } from './theme.ts';

export const CASH_FLOW = 'cash_flow';

const HEIGHT = 280;

type Appraisal = Results['appraisal'][number];
type Flow = Appraisal['flows'][number];

/**
 * The cumulative cash of the financial case: how deep did it go, and when is it back at zero? None without cash flows.
 *
 * Solid up to the day the data is judged on, dashed after it; whole life where it was appraised, else the realized span.
 */
export function cashFlow(results: Results, layout: Layout): Chart[] {
  const appraisal = financialAppraisal(results);
  if (appraisal === null || appraisal.flows.length < 2) return [];
  const title = findingOf(results, appraisal);
  const forecast = appraisal.flows.at(-1)!.month > results.as_of;
  const subtitle =
    `Cumulative net cash by month, ${results.program.currency}, not discounted, to ${formatDay(results.as_of)}` +
    `${forecast ? '; dashed: forecast' : ''}${bandOf(appraisal).length > 1 ? '; band: P5–P95' : ''}.`;
  return [
    frame(results, layout, {
      name: CASH_FLOW,
      title,
      subtitle,
      sort: 'Cumulative cash flow',
      reading: [endRead(appraisal.flows.at(-1)!, results.program.currency)],
      figures: Object.keys(results.figures).filter((id) =>
        id.startsWith(`appraisal.${appraisal.view}.${appraisal.span}.`),
      ),
      height: HEIGHT,
      pointing: { along: 'x', places: appraisal.flows.map(({ month }, row) => [month, row]) },
      body: { layer: layersOf(results, layout, appraisal) },
    }),
  ];
}

/** The financial appraisal with the longest view. */
export function financialAppraisal(results: Results): Appraisal | null {
  const financial = results.appraisal.filter((one) => one.view === 'financial');
  return financial.find((one) => one.span === 'whole-life') ?? financial[0] ?? null;
}

/** The day on which the cumulative returns to zero for good, by the appraisal's own payback; null where it does not. */
export function paybackDay({ payback, base_date }: Appraisal): string | null {
  return payback === null ? null : addDays(base_date, Math.round(payback * 365));
}

/** The deepest point of the cumulative cash. */
export function lowestFlow(flows: readonly Flow[]): Flow {
  return flows.reduce((low, flow) => (flow.cumulative < low.cumulative ? flow : low));
}

/** P5 and P95 of the cumulative, where they were drawn. */
function bandOf({ flows }: Appraisal): { month: string; low: number; high: number }[] {
  return flows.flatMap(({ month, low, high }) => (low === null || high === null ? [] : [{ month, low, high }]));
}

function findingOf(results: Results, appraisal: Appraisal): string {
  const { flows } = appraisal;
  const low = lowestFlow(flows);
  const { currency } = results.program;
  if (low.cumulative >= 0) return 'Cumulative cash never falls below zero';
  const deepest = `Cumulative cash is lowest at ${formatMoney(low.cumulative, currency)} in ${formatMonth(low.month)}`;
  const back = paybackDay(appraisal);
  if (back !== null) return `${deepest} and back at zero in ${formatMonth(back)}`;
  return `${deepest} and not back at zero by ${formatMonth(flows.at(-1)!.month)}`;
}

function endRead({ month, cumulative, low, high }: Flow, currency: string): string {
  const end = `In ${formatMonth(month)} it stands at`;
  if (low === null || high === null) return `${end} ${formatMoney(cumulative, currency)}.`;
  return `${end} ${moneyWords({ low, likely: cumulative, high }, currency)}.`;
}

function layersOf(results: Results, layout: Layout, appraisal: Appraisal): Spec[] {
  const { flows } = appraisal;
  const { currency } = results.program;
  const [first, last] = [flows[0]!.month, flows.at(-1)!.month];
  const band = bandOf(appraisal);
  const levels = [...flows.map((flow) => flow.cumulative), ...band.flatMap(({ low, high }) => [low, high])];
  // Room for the names of the lowest point and of the payback.
  const room = (Math.max(0, ...levels) - Math.min(0, ...levels)) * 0.12 || 1;
  const x = (field: string) => ({ field, ...dayAxis(first, addDays(last, 1), layout) });
  const y = (field: string): Spec => ({
    field,
    type: 'quantitative',
    scale: { domain: [Math.min(0, ...levels) - room, Math.max(0, ...levels) + room], nice: false },
    axis: moneyAxis(5),
  });
  const realized = flows.filter((flow) => flow.month <= results.as_of);
  // The forecast starts where the realized line ends, so that the two meet.
  const forecast = flows.filter((flow) => flow.month >= (realized.at(-1)?.month ?? first));
  const line = (values: readonly Flow[], mark: Spec): Spec => ({
    data: { values: values.map(({ month, cumulative }) => ({ month, cumulative })) },
    mark: { type: 'line', color: COLOURS.improvement, strokeWidth: 2, ...mark },
    encoding: { x: x('month'), y: y('cumulative') },
  });
  return [
    ...(band.length < 2
      ? []
      : [
          {
            data: { values: band },
            mark: { type: 'area', color: COLOURS.improvementSoft },
            encoding: { x: x('month'), y: y('low'), y2: { field: 'high' } },
          },
        ]),
    { data: { values: [{ zero: 0 }] }, mark: { type: 'rule', color: COLOURS.ink }, encoding: { y: y('zero') } },
    ...asOfLayers(results, last, x),
    ...(forecast.length < 2 ? [] : [line(forecast, { strokeDash: [6, 4] })]),
    ...(realized.length < 2 ? [] : [line(realized, {})]),
    ...markLayers(appraisal, currency, x, y),
  ];
}

function asOfLayers({ as_of }: Results, last: string, x: Channel): Spec[] {
  if (as_of >= last) return [];
  const values = [{ at: as_of, label: `data to ${formatDay(as_of)}` }];
  return [
    { data: { values }, mark: { type: 'rule', color: COLOURS.rule }, encoding: { x: x('at') } },
    {
      data: { values },
      mark: { type: 'text', baseline: 'bottom', dy: -4, color: COLOURS.muted },
      encoding: { x: x('at'), y: { value: 0 }, text: { field: 'label' } },
    },
  ];
}

/** The two points that matter, named where they lie. */
function markLayers(appraisal: Appraisal, currency: string, x: Channel, y: Channel): Spec[] {
  const { flows } = appraisal;
  const low = lowestFlow(flows);
  const back = paybackDay(appraisal);
  const marks: Spec[] = [];
  if (low.cumulative < 0) {
    marks.push(
      ...markLayer(low.month, low.cumulative, `${formatMoney(low.cumulative, currency)}, ${formatMonth(low.month)}`, {
        point: { shape: 'triangle-up', fill: COLOURS.concern, stroke: COLOURS.concernEdge },
        text: { align: flows.indexOf(low) * 2 > flows.length ? 'right' : 'left', baseline: 'top', dy: 8 },
      }),
    );
  }
  if (back !== null) {
    marks.push(
      ...markLayer(back, 0, `back at zero, ${formatMonth(back)}`, {
        point: { shape: 'diamond', fill: COLOURS.improvement, stroke: COLOURS.improvement },
        text: { align: 'right', baseline: 'bottom', dx: -4, dy: -8 },
      }),
    );
  }
  return marks;

  function markLayer(at: string, level: number, label: string, style: { point: Spec; text: Spec }): Spec[] {
    const data = { values: [{ at, level, label }] };
    return [
      { data, mark: { type: 'point', size: 90, opacity: 1, ...style.point }, encoding: { x: x('at'), y: y('level') } },
      {
        data,
        mark: { type: 'text', fontWeight: 600, ...style.text },
        encoding: { x: x('at'), y: y('level'), text: { field: 'label' } },
      },
    ];
  }
}
