import { readFile } from 'node:fs/promises';
import { RealizedError } from '../errors.ts';
import { hundredth } from '../program/scalars.ts';
import { appraiseFlows, type FlowAppraisal } from '../valuation/appraise-flows.ts';
import { isCivilDay } from '../valuation/civil-days.ts';
import type { DiscountRate } from '../valuation/discount-factor.ts';
import { TIMINGS, type Timing } from '../valuation/flow.ts';
import { GREEN_BOOK } from '../valuation/green-book.ts';
import { parseFlows } from '../valuation/parse-flows.ts';
import { parseSchedule } from '../valuation/parse-schedule.ts';

/** What `realized appraise` was asked, as it was typed. */
export interface AppraiseRequest {
  file: string;
  rate?: string;
  schedule?: string;
  timing: string;
  base?: string;
  financeRate?: string;
  reinvestRate?: string;
}

/**
 * What is one cash flow in a file worth?
 *
 * ```
 * FLOWS.csv ─ parseFlows ─┐
 * --rate | --schedule ────┴─ appraiseFlows → every figure, or the reason why there is none
 * ```
 *
 * @throws `usage.invalid` for options that contradict, `valuation.table` for files that do not read, `valuation.rate`
 */
export async function appraise(request: AppraiseRequest): Promise<FlowAppraisal> {
  const { file, rate, schedule, timing, base } = request;
  if (rate !== undefined && schedule !== undefined) refuse('both --rate and --schedule are given', 'keep one of them');
  if (!isTiming(timing)) refuse(`«${timing}» is no timing`, `choose one of ${TIMINGS.join(', ')}`);
  if (base !== undefined && !isCivilDay(base)) refuse(`«${base}» is not a day`, 'write --base 2025-07-01');
  const flows = parseFlows(await read(file), file);
  if (base !== undefined && flows.kind === 'periodic') {
    refuse('--base dates a cash flow that has periods, not days', 'leave it out, or give the file a column «date»');
  }
  return appraiseFlows(flows, {
    discount: schedule === undefined ? readRate('--rate', rate) : await readSchedule(schedule),
    timing,
    base: base ?? null,
    financeRate: readRate('--finance-rate', request.financeRate),
    reinvestRate: readRate('--reinvest-rate', request.reinvestRate),
  });
}

async function readSchedule(name: string): Promise<DiscountRate> {
  if (name === GREEN_BOOK.name) return GREEN_BOOK;
  return { ...parseSchedule(await read(name), name), basis: 'real', source: name };
}

/** A rate as program.yaml takes it too: one that was written in percent is refused with the rate that was meant. */
function readRate(option: string, given: string | undefined): number | null {
  if (given === undefined) return null;
  const percent = /^(.*\d)\s*%$/.exec(given.trim())?.[1];
  const rate = given.trim() === '' ? Number.NaN : Number(percent ?? given);
  if (!Number.isFinite(rate)) refuse(`${option} «${given}» is not a number`, 'write 0.035 for 3.5 %');
  if (percent !== undefined || rate >= 1) {
    refuse(`${option} «${given}» must be a rate, such as 0.035`, `write ${hundredth(rate)} for ${rate} %`);
  }
  if (rate <= -1) throw new RealizedError('valuation.rate', { rate });
  return rate;
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new RealizedError('usage.invalid', { message: `«${file}» cannot be read`, hint: 'check the path' }, cause);
  }
}

function isTiming(text: string): text is Timing {
  return (TIMINGS as readonly string[]).includes(text);
}

function refuse(message: string, hint: string): never {
  throw new RealizedError('usage.invalid', { message, hint });
}
