import { copyFileSync, existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Generation } from './generation.ts';
import { writeImagingExams } from './imaging-exams.ts';
import { writeLabResults } from './lab-results.ts';
import { writeOperatingDays } from './or-days.ts';
import { writeOutages } from './outages.ts';
import { writeServiceWindows } from './service-windows.ts';
import { writeTallies } from './tallies.ts';
import { Truth, type TruthReport } from './truth.ts';

/** The extract kinds there are, in the order they are written. */
export const KINDS = ['imaging_exam', 'lab_result', 'or_case', 'or_block', 'outage', 'service', 'tally'] as const;
export type Kind = (typeof KINDS)[number];

/** What to make. */
export interface RiversideOptions {
  /** The program folder; made where it is missing, files of the same names are replaced. */
  directory: string;
  /** Multiplies the number of items, not of weeks; 1 gives about 300,000 rows. */
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
  const wants = (kind: Kind) => only === undefined || only === kind;

  if (wants('imaging_exam')) writeImagingExams(generation);
  if (wants('lab_result')) writeLabResults(generation);
  if (wants('or_case') || wants('or_block')) {
    writeOperatingDays(generation, { cases: wants('or_case'), blocks: wants('or_block') });
  }
  if (wants('outage')) writeOutages(generation);
  if (wants('service')) writeServiceWindows(generation);
  if (wants('tally')) writeTallies(generation);

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
