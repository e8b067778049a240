import { z } from 'zod';
import { agreedWindows } from './agreed-windows.ts';
import { benefit, horizon } from './benefit-schema.ts';
import { delivery, mailServer } from './delivery-schema.ts';
import {
  type Break,
  type ColumnSource,
  type Deployment,
  type Exclusion,
  type ExtractEntry,
  LOCALES,
  PAPERS,
  type Program,
  type Service,
} from './program.ts';
import { DEFAULT_DISCOUNT, discount, kpiEntry, optimismBias } from './register-schema.ts';
import { currency, day, fileInside, id, instant, period, share, text, year, zone } from './scalars.ts';

/**
 * The shape of program.yaml, key by key, and how each key becomes a `Program`: snake_case to camelCase, defaults filled
 * in. What one key alone decides is checked here; what spans keys (names that point nowhere, windows out of order) is
 * checked by name-complaints.ts and order-complaints.ts. `realized schema program` prints the JSON Schema made from this definition.
 */

const ids = z.array(id).default([]);

const unit = z.strictObject({ id, site: text, department: text });

const service = z
  .strictObject({
    id,
    units: z.array(id).min(1),
    agreed: z.string().refine((agreed) => agreedWindows(agreed) !== null, {
      error: ({ input }) =>
        `«${input}» is not an agreed service time\nwrite «24x7» or windows such as «Mo-Fr 07:00-19:00; Sa 08:00-12:00»`,
    }),
    vendor: text.optional(),
    sla: share.optional(),
  })
  .transform((s): Service => ({ ...s, vendor: s.vendor ?? null, sla: s.sla ?? null }));

const breakEntry = z.strictObject({ at: day, kpis: ids, units: ids, reason: text }) satisfies z.ZodType<Break>;
const exclusion = z.strictObject({
  from: day,
  to: day,
  kpis: ids,
  units: ids,
  reason: text,
}) satisfies z.ZodType<Exclusion>;

const deployment = z
  .strictObject({
    id,
    title: text,
    owner: text.optional(),
    go_live: z.record(id, day).refine((units) => Object.keys(units).length > 0, {
      error: 'names no unit\nwrite «unit: YYYY-MM-DD» for each unit that gets the deployment',
    }),
    comparators: ids,
    adoption: id.optional(),
    baseline: z.union([z.strictObject({ periods: z.int().min(1) }), z.strictObject({ from: day, to: day })]),
    stabilization: z.strictObject({ periods: z.int().min(0) }),
    breaks: z.array(breakEntry).default([]),
    exclude: z.array(exclusion).default([]),
  })
  .transform(
    ({ go_live, owner, adoption, ...d }): Deployment => ({
      ...d,
      owner: owner ?? null,
      adoption: adoption ?? null,
      goLive: go_live,
    }),
  );

/** Counts of 1 to 10 people are not shown, as health statistics offices have it (CMS cell size suppression policy). */
const DEFAULT_PRIVACY: Program['privacy'] = { smallestCount: 11, reason: null };

const privacy = z
  .strictObject({ smallest_count: z.int().min(1), reason: text })
  .transform(({ smallest_count, reason }) => ({ smallestCount: smallest_count, reason }));

const column = z.union([
  text.transform((from): ColumnSource => ({ from, format: null, zone: null })),
  z
    .strictObject({ from: text, format: text.optional(), zone: zone.optional() })
    .transform((c): ColumnSource => ({ from: c.from, format: c.format ?? null, zone: c.zone ?? null })),
  z.strictObject({ sql: text }),
]);

const extract = z
  .strictObject({
    kind: text,
    files: z.union([text.transform((file) => [file]), z.array(text).min(1)]),
    columns: z.record(text, column).default({}),
    zone: zone.optional(),
    delimiter: z
      .string()
      .length(1, { error: 'a delimiter is one character\nwrite it in quotes, such as ";" or "\\t"' })
      .optional(),
    skip: z.array(z.strictObject({ sql: text, reason: text })).default([]),
    if_refused: z.enum(['stop', 'continue']).default('stop'),
    until: day.optional(),
    source: text.optional(),
    owner: text.optional(),
  })
  .transform(
    ({ if_refused, zone, delimiter, until, source, owner, ...e }): Omit<ExtractEntry, 'index'> => ({
      ...e,
      zone: zone ?? null,
      delimiter: delimiter ?? null,
      ifRefused: if_refused,
      until: until ?? null,
      source: source ?? null,
      owner: owner ?? null,
    }),
  );

/** program.yaml as the hospital writes it (input) and the `Program` it becomes (output). */
export const programSchema = z
  .strictObject({
    format: z.literal(1),
    program: id,
    title: text,
    time_zone: zone,
    currency,
    locale: z.enum(LOCALES).default('en-GB'),
    paper: z.enum(PAPERS).optional(),
    price_year: year,
    period: period.default('week'),
    as_of: day.optional(),
    synthetic: text.optional(),
    sealed_at: instant.optional(),
    roots: z.array(text).default([]),
    units: z.array(unit).min(1),
    services: z.array(service).default([]),
    deployments: z.array(deployment).min(1),
    extracts: z.array(extract).min(1),
    kpis: z.array(kpiEntry).min(1),
    benefits: z.array(benefit).default([]),
    discount: discount.default(DEFAULT_DISCOUNT),
    economic_discount: discount.optional(),
    optimism_bias: optimismBias.optional(),
    horizon: horizon.optional(),
    prices: fileInside.optional(),
    exchange: fileInside.optional(),
    costs: fileInside.optional(),
    changes: fileInside.optional(),
    theme: fileInside.optional(),
    mail: mailServer.optional(),
    deliveries: z.array(delivery).default([]),
    privacy: privacy.optional(),
  })
  .transform(
    (p): Program => ({
      id: p.program,
      title: p.title,
      timeZone: p.time_zone,
      currency: p.currency,
      locale: p.locale,
      paper: p.paper ?? (p.locale === 'en-US' ? 'letter' : 'a4'),
      priceYear: p.price_year,
      period: p.period,
      asOf: p.as_of ?? null,
      synthetic: p.synthetic ?? null,
      sealedAt: p.sealed_at ?? null,
      roots: p.roots,
      units: p.units,
      services: p.services,
      deployments: p.deployments,
      extracts: p.extracts.map((entry, index) => ({ index, ...entry })),
      kpis: p.kpis,
      benefits: p.benefits,
      discount: p.discount,
      economicDiscount: p.economic_discount ?? null,
      optimismBias: p.optimism_bias ?? null,
      horizon: p.horizon ?? null,
      prices: p.prices ?? null,
      exchange: p.exchange ?? null,
      costs: p.costs ?? null,
      changes: p.changes ?? null,
      theme: p.theme ?? null,
      privacy: p.privacy ?? DEFAULT_PRIVACY,
      mail: p.mail ?? null,
      deliveries: p.deliveries.map((entry) => ({ ...entry, zone: entry.zone ?? p.time_zone })),
    }),
  );
