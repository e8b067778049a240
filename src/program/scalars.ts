import { z } from 'zod';
import { nearest } from '../errors.ts';

/**
 * The kinds of single value a program file is made of. Each refuses with the text `message\nhint` that `parseYaml` places
 * in the file.
 */

/** A name others refer to: lower-case words of letters, digits, `_` and `-`, parts divided by `/`. */
export const id = z.string().regex(/^[a-z0-9_-]+(\/[a-z0-9_-]+)*$/, {
  error: ({ input }) => `«${input}» is not an id\n${idHint(String(input))}`,
});

/** Words for people; never empty. */
export const text = z.string().min(1);

/** How long a period is. */
export const period = z.enum(['day', 'week', 'month']);

/** A local day `YYYY-MM-DD` that exists. YAML leaves it text: no Date object, so no time zone can move it. */
export const day = z.iso.date({
  error: ({ input }) => `«${input}» is not a day\nwrite an existing date as YYYY-MM-DD`,
});

/** An instant in UTC, `YYYY-MM-DDTHH:MM:SSZ`. */
export const instant = z.iso.datetime({
  error: ({ input }) => `«${input}» is not an instant in UTC\nwrite it as YYYY-MM-DDTHH:MM:SSZ`,
});

/** An IANA time zone. */
export const zone = z.string().refine(isZone, {
  error: ({ input }) => `«${input}» is not a time zone\n${zoneHint(String(input))}`,
});

/** An ISO 4217 currency code. */
export const currency = z.string().refine((code) => CURRENCIES.includes(code), {
  error: ({ input }) =>
    `«${input}» is not a currency code\n${didYouMean(String(input), CURRENCIES, 'write the ISO 4217 code, such as USD')}`,
});

/** A share of one, 0 to 1; a percentage is refused with the share it would be. */
export const share = z
  .number()
  .min(0)
  .max(1, {
    error: ({ input }) => `«${input}» must be a share, 0 to 1\nwrite ${hundredth(input)} for ${input} %`,
  });

/** A file below the program folder: relative, never upwards. */
export const fileInside = z
  .string()
  .min(1)
  .refine((path) => !/^([/\\]|[A-Za-z]:)/.test(path) && !path.split(/[/\\]/).includes('..'), {
    error: ({ input }) =>
      `«${input}» lies outside the program folder\nput the file beside program.yaml and name it from there`,
  });

/** A calendar year in whose prices an amount may stand. */
export const year = z.int().min(1800).max(2200);

/** A percentage as the share it is, without the digits of binary division. */
export function hundredth(percent: unknown): number {
  return Number((Number(percent) / 100).toPrecision(12));
}

/** «did you mean» the nearest valid name, else what to do instead. */
export function didYouMean(written: string, valid: Iterable<string>, otherwise: string): string {
  const near = nearest(written, valid);
  return near === null ? otherwise : `did you mean «${near}»?`;
}

const CURRENCIES = Intl.supportedValuesOf('currency');

function isZone(name: string): boolean {
  // An offset such as +01:00 is no zone: it does not know summer time.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

function zoneHint(written: string): string {
  return didYouMean(written, Intl.supportedValuesOf('timeZone'), 'write an IANA name, such as America/Chicago');
}

function idHint(written: string): string {
  const parts = written
    .toLowerCase()
    .split('/')
    .map((part) =>
      part
        .trim()
        .replace(/[^a-z0-9_-]+/g, '-')
        .replace(/^-+|-+$/g, ''),
    );
  const usable = parts.filter((part) => part !== '').join('/');
  return `use a–z, 0–9, _ and -, with / between parts${usable === '' ? '' : `: «${usable}»`}`;
}
