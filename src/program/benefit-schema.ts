import { z } from 'zod';
import { type Benefit, COST_BASES, type Horizon, type LedgerLine, type Range } from './register.ts';
import { day, id, share, text, year } from './scalars.ts';

/** A share with what it could be. */
export const shareRange = z.strictObject({ low: share, likely: share, high: share }) satisfies z.ZodType<Range>;

/** How far a forecast looks: the program's, or a benefit's own. */
export const horizon = z
  .strictObject({ to: day, earliest: day.optional(), latest: day.optional(), decay: shareRange, reason: text })
  .transform(({ earliest, latest, ...h }): Horizon => ({ ...h, earliest: earliest ?? h.to, latest: latest ?? h.to }));

const unitValue = z.strictObject({
  per: text,
  low: z.number().min(0),
  likely: z.number().min(0),
  high: z.number().positive(),
  source: text,
  price_basis: year,
  cost_basis: z.enum(COST_BASES).optional(),
});

const attribution = z.strictObject({ share, low: share.optional(), high: share.optional(), reason: text });

const ledger = z
  .strictObject({
    account: text,
    cost_centre: text,
    signed_off_by: text,
    budget: z.number().optional(),
    actual: z.number().optional(),
  })
  .transform(
    (l): LedgerLine => ({
      account: l.account,
      costCentre: l.cost_centre,
      signedOffBy: l.signed_off_by,
      budget: l.budget ?? null,
      actual: l.actual ?? null,
    }),
  );

const conversion = z.strictObject({
  by: z.enum(['post removed', 'overtime line ended', 'contract ended', 'paid activity']),
  evidence: text,
  date: day,
});

const plan = z.strictObject({
  effect: z.number().positive().optional(),
  value: z.number().positive().optional(),
  from: day.optional(),
  ramp_months: z.number().min(0).default(0),
});

/** One line of the benefits register. */
export const benefit = z
  .strictObject({
    id,
    title: text.optional(),
    kpi: id,
    class: z.enum(['cash-releasing', 'cash-avoiding', 'income', 'capacity', 'quality', 'societal']),
    owner: text.optional(),
    mechanism: text.optional(),
    value: unitValue,
    attribution,
    draws_on: text.optional(),
    disjoint: z.array(z.strictObject({ with: id, reason: text })).default([]),
    ledger: ledger.optional(),
    cash_conversion: conversion.optional(),
    minimum_block: z.strictObject({ size: z.number().positive(), reason: text }).optional(),
    one_off: text.optional(),
    horizon: horizon.optional(),
    planned_per_year: z.number().optional(),
    planned_once: z.number().optional(),
    plan: plan.optional(),
  })
  .transform(
    (b): Benefit => ({
      id: b.id,
      title: b.title ?? b.id,
      kpi: b.kpi,
      class: b.class,
      owner: b.owner ?? null,
      mechanism: b.mechanism ?? null,
      value: {
        per: b.value.per,
        low: b.value.low,
        likely: b.value.likely,
        high: b.value.high,
        source: b.value.source,
        priceBasis: b.value.price_basis,
        costBasis: b.value.cost_basis ?? null,
      },
      attribution: {
        ...b.attribution,
        low: b.attribution.low ?? b.attribution.share,
        high: b.attribution.high ?? b.attribution.share,
      },
      drawsOn: b.draws_on ?? null,
      disjoint: b.disjoint,
      ledger: b.ledger ?? null,
      conversion: b.cash_conversion ?? null,
      minimumBlock: b.minimum_block ?? null,
      oneOff: b.one_off ?? null,
      horizon: b.horizon ?? null,
      planned: b.planned_per_year ?? b.planned_once ?? null,
      plan: {
        effect: b.plan?.effect ?? null,
        value: b.plan?.value ?? null,
        from: b.plan?.from ?? null,
        rampMonths: b.plan?.ramp_months ?? 0,
      },
    }),
  );
