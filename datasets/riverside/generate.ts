import { copyFileSync, existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeAlarms } from './alarms.ts';
import { writeCensus } from './census.ts';
import { writeClaims } from './claims.ts';
import { writeSessions, writeStaffHours } from './ehr-sessions.ts';
import type { Generation } from './generation.ts';
import { writeAccessReviews, writeAssetVersions, writeChanges } from './governance.ts';
import { writeImagingExams } from './imaging-exams.ts';
import { writeLabResults } from './lab-results.ts';
import { writeMessages } from './messages.ts';
import { writeOperatingDays } from './or-days.ts';
import { writeOutages } from './outages.ts';
import { writeRecordMatches } from './record-matches.ts';
import { writeServiceWindows } from './service-windows.ts';
import { writeTickets } from './support-tickets.ts';
import { writeTallies } from './tallies.ts';
import { writeTestOrders } from './test-orders.ts';
import { Truth, type TruthReport } from './truth.ts';
import { writeActivity, writeEntitlements, writeTrainings } from './users.ts';
import { writeCosts, writeFalls } from './ward-ledger.ts';
import { writeWorkarounds } from './workarounds.ts';

/** Who writes each extract kind, in the order they are written. */
const WRITERS = {
  imaging_exam: [writeImagingExams],
  lab_result: [writeLabResults],
  // One system draws both: it writes the blocks along with the cases unless one of them alone is wanted.
  or_case: [(generation, only) => writeOperatingDays(generation, { cases: true, blocks: only === undefined })],
  or_block: [
    (generation, only) => {
      if (only !== undefined) writeOperatingDays(generation, { cases: false, blocks: true });
    },
  ],
  outage: [writeOutages],
  service: [writeServiceWindows],
  tally: [writeTallies, writeFalls],
  alarm: [writeAlarms],
  census: [writeCensus],
  interface_message: [writeMessages],
  record_match: [writeRecordMatches],
  test_order: [writeTestOrders],
  ehr_session: [writeSessions],
  staff_hours: [writeStaffHours],
  claim: [writeClaims],
  support_ticket: [writeTickets],
  change: [writeChanges],
  asset_version: [writeAssetVersions],
  access_review: [writeAccessReviews],
  entitlement: [writeEntitlements],
  training: [writeTrainings],
  user_activity: [writeActivity],
  workaround: [writeWorkarounds],
  cost: [writeCosts],
} satisfies Record<string, readonly ((generation: Generation, only: string | undefined) => void)[]>;
export type Kind = keyof typeof WRITERS;
export const KINDS = Object.keys(WRITERS) as Kind[];

/** What to make. */
export interface RiversideOptions {
  /** The program folder; made where it is missing, files of the same names are replaced. */
  directory: string;
  /** Multiplies the number of items, not of weeks; 1 gives about 400,000 rows. */
  scale?: number;
  /** Any whole number; the same seed and scale give the same bytes everywhere. */
  seed?: number;
  /** One kind alone, with the bytes it has among all. */
  only?: Kind | undefined;
}

/** The files of the program that are written by hand, copied beside the extracts. */
const PROGRAM_FILES = ['program.yaml', 'costs.csv', 'changes.csv'];

/**
 * Makes Riverside: which extracts does this synthetic program have, and what did its deployments really do?
 *
 * Writes `extracts/`, `truth.json` and the program's own files. Runs in constant memory.
 *
 * @returns what truth.json holds: effects, rows and dirt
 * @throws  RangeError for a scale that is not positive or a seed that is not whole
 * @example generateRiverside({ directory: 'build/demo/riverside' }).rows.imaging_exam  // about 130,000
 */
export function generateRiverside({ directory, scale = 1, seed = 1, only }: RiversideOptions): TruthReport {
  if (!(scale > 0 && Number.isFinite(scale))) throw new RangeError(`scale must be a number above 0, not «${scale}»`);
  if (!Number.isInteger(seed)) throw new RangeError(`seed must be a whole number, not «${seed}»`);
  mkdirSync(directory, { recursive: true });
  const truth = new Truth();
  const generation: Generation = { directory, scale, seed, truth };
  for (const kind of only === undefined ? KINDS : [only]) for (const write of WRITERS[kind]) write(generation, only);

  const report = truth.report({ seed, scale });
  writeFileSync(join(directory, 'truth.json'), `${JSON.stringify(report, null, 1)}\n`);
  for (const file of PROGRAM_FILES) copyFileSync(join(sourceFolder(), file), join(directory, file));
  return report;
}

/** Where program.yaml lies, whether this runs from the sources or compiled below build/. */
function sourceFolder(): string {
  let root = import.meta.dirname;
  const program = join('datasets', 'riverside', 'program.yaml');
  while (!existsSync(join(root, program))) root = dirname(root);
  return dirname(join(root, program));
}

const USAGE = `usage: node generate.js --out DIR [--scale 1] [--seed 1] [--only ${KINDS.join('|')}]`;

function main(): void {
  try {
    const { values } = parseArgs({
      options: {
        out: { type: 'string' },
        scale: { type: 'string', default: '1' },
        seed: { type: 'string', default: '1' },
        only: { type: 'string' },
      },
    });
    if (values.out === undefined) throw new RangeError('--out is missing');
    const only = KINDS.find((kind) => kind === values.only);
    if (values.only !== undefined && only === undefined) throw new RangeError(`there is no kind «${values.only}»`);
    const [scale, seed] = [Number(values.scale), Number(values.seed)];
    const { rows } = generateRiverside({ directory: values.out, scale, seed, only });
    const total = Object.values(rows).reduce((sum, count) => sum + count, 0);
    process.stderr.write(`${total} rows in ${values.out}\n`);
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    process.stderr.write(`${error.message}\n${USAGE}\n`);
    process.exitCode = 2;
  }
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === import.meta.filename) main();
