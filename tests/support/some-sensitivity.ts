import { addPeriods } from '../../src/kpi/period.ts';
import type { Results } from '../../src/results/schema.ts';

/** What a made-up appraisal hangs on: its NPV of 71,000 lies between zero and what one input can take away. */
export const SENSITIVITY: Results['appraisal'][number]['sensitivity'] = {
  switching: [
    { input: 'benefit', benefit: 'outsourced_reads', likely: 610_000, at: 539_000, change: -71 / 610 },
    { input: 'benefit', benefit: 'report_delay', likely: -130_000, at: null, change: null },
    { input: 'costs', benefit: null, likely: 640_000, at: 711_000, change: 71 / 640 },
    { input: 'decay', benefit: null, likely: 0.05, at: 0.11, change: null },
    { input: 'horizon', benefit: null, likely: 63, at: 51.4, change: null },
    { input: 'discount rate', benefit: null, likely: 0.035, at: 0.087, change: null },
  ],
  break_even: [
    { benefit: null, share: 0.9, reason: null, units: [] },
    {
      benefit: 'outsourced_reads',
      share: 0.88,
      reason: null,
      units: [{ unit: 'main/imaging', likely: -48.2, needed: -42.6 }],
    },
    { benefit: 'report_delay', share: null, reason: 'the case pays without it', units: [] },
  ],
  tornado: [
    {
      kind: 'effect',
      benefit: 'outsourced_reads',
      low: 0.71,
      likely: 1,
      high: 1.3,
      npv_at_low: -106_000,
      npv_at_high: 254_000,
    },
    {
      kind: 'unit value',
      benefit: 'late_hours',
      low: 31,
      likely: 42,
      high: 55,
      npv_at_low: 8_000,
      npv_at_high: 145_000,
    },
    { kind: 'decay', benefit: null, low: 0, likely: 0.05, high: 0.15, npv_at_low: 140_000, npv_at_high: -31_000 },
  ],
  contributions: [
    { kind: 'effect', benefit: 'outsourced_reads', correlation: 0.81, share: 0.72 },
    { kind: 'decay', benefit: null, correlation: -0.4, share: 0.18 },
    { kind: 'unit value', benefit: 'late_hours', correlation: 0.3, share: 0.1 },
  ],
};

/** Ten thousand draws in ten bins, a third of them below zero. */
export const DISTRIBUTION = {
  from: -300_000,
  width: 75_000,
  counts: [90, 410, 980, 1620, 2050, 2010, 1500, 860, 370, 110],
};

/** Two years promised from July 2024, twenty-one months of outcome, and a forecast behind it. */
export const PLAN: Results['plan'] = {
  months: Array.from({ length: 36 }, (_, m) => {
    const past = m < 15;
    return {
      month: addPeriods('2024-07-01', m, 'month'),
      planned: past ? 25_000 : 0,
      planned_ahead: past ? 0 : 25_000,
      realized: m < 3 ? -8_000 : past ? 20_000 : 0,
      forecast: past ? 0 : 18_000,
    };
  }),
  variance: {
    planned: 380_000,
    realized: 212_600,
    effect: -120_000,
    volume: 15_000,
    price: -4_400,
    timing: -38_000,
    other: -20_000,
  },
};
