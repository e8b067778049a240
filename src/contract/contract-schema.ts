import { z } from 'zod';
import { type Contract, CROSS_RULES, type Field, ROW_RULES } from './contract.ts';

/**
 * The shape of a contract file, key by key, and how each key becomes a `Contract`. What one key alone decides is checked
 * here; what spans keys is checked by parse-contract.ts.
 */

const name = z.string().regex(/^[a-z][a-z0-9_]*$/, {
  error: ({ input }) => `«${input}» is not a column name\nuse a–z, 0–9 and _, starting with a letter`,
});

const text = z.string().min(1);

const zone = z.string().refine(isZone, {
  error: ({ input }) => `«${input}» is not a time zone\nwrite utc, or an IANA name such as America/Chicago`,
});

const days = z.union([
  z.int().min(1),
  z
    .string()
    .regex(/^[1-9]\d* days?$/, { error: ({ input }) => `«${input}» is not a number of days\nwrite «35 days»` })
    .transform((written) => Number.parseInt(written, 10)),
]);

const constraints = z.strictObject({
  required: z.boolean().default(false),
  unique: z.boolean().default(false),
  enum: z.array(text).min(1).optional(),
  minimum: z.union([z.number(), z.string()]).optional(),
  maximum: z.union([z.number(), z.string()]).optional(),
  pattern: text.optional(),
});

const field = z
  .strictObject({
    name,
    type: z.enum(['string', 'integer', 'number', 'boolean', 'date', 'datetime']),
    description: z.string().default(''),
    format: text.default('iso'),
    zone: zone.optional(),
    decimals: z.int().min(0).max(15).optional(),
    after: z.string().optional(),
    identifier: z.boolean().default(false),
    unit: z.boolean().default(false),
    service: z.boolean().default(false),
    plan: z.boolean().default(false),
    state: z.boolean().default(false),
    sql: text.optional(),
    mapping: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
    on_violation: z
      .partialRecord(z.enum([...ROW_RULES, ...CROSS_RULES]), z.enum(['reject', 'flag', 'accept']))
      .default({}),
    constraints: constraints.default({ required: false, unique: false }),
  })
  .transform(
    (f): Field => ({
      name: f.name,
      type: f.type,
      description: f.description,
      format: f.format,
      zone: f.zone ?? null,
      decimals: f.decimals ?? null,
      required: f.constraints.required,
      unique: f.constraints.unique,
      enum: f.constraints.enum ?? null,
      minimum: f.constraints.minimum ?? null,
      maximum: f.constraints.maximum ?? null,
      pattern: f.constraints.pattern ?? null,
      after: f.after ?? null,
      identifier: f.identifier,
      isUnit: f.unit,
      isService: f.service,
      isPlan: f.plan,
      isState: f.state,
      sql: f.sql ?? null,
      onViolation: f.on_violation as Field['onViolation'],
      mapping: Object.fromEntries(Object.entries(f.mapping).map(([from, to]) => [from, String(to)])),
    }),
  );

/** A contract file as it is written (input) and the `Contract` it becomes (output). */
export const contractSchema = z
  .strictObject({
    kind: name,
    title: text,
    sources: z.array(text).default([]),
    fields: z.array(field).min(1),
    primaryKey: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
    missingValues: z.array(z.string()).default([]),
    encoding: z.literal('utf-8').default('utf-8'),
    delimiter: z.string().length(1).default(','),
    feeds: name.optional(),
    skip: z.array(z.strictObject({ sql: text, reason: text })).default([]),
    stale_after: days.optional(),
    people: z.enum(['rows', 'sums']).optional(),
  })
  .transform(
    ({ feeds, stale_after, people, ...contract }): Contract => ({
      ...contract,
      people: people ?? (contract.fields.some(({ identifier }) => identifier) ? 'rows' : null),
      feeds: feeds ?? null,
      staleAfterDays: stale_after ?? null,
    }),
  );

function isZone(written: string): boolean {
  // An offset such as +01:00 is no zone: it does not know summer time.
  if (!/^[A-Za-z]/.test(written)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: written }) !== null;
  } catch {
    return false;
  }
}
