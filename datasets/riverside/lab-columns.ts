import type { ByteWriter } from './byte-writer.ts';
import type { LabResult } from './lab-results.ts';
import type { Site } from './scenario.ts';
import type { Column, Packing } from './table-file.ts';

const STATUS = { collected: 'P', final: 'F', cancelled: 'X' } as const;
const PRIORITY = { stat: 'S', urgent: 'A', routine: 'R', timed: 'T', '': '' } as const;
const PATIENT_CLASS = { ed: 'E', inpatient: 'I', outpatient: 'O' } as const;

/** Main's system: its own header names and codes. */
const MAIN: Column<LabResult>[] = [
  { name: 'RESULT_NO', write: (out, result) => number(out, 'LM', result) },
  { name: 'MRN', write: (out, result) => patient(out, 'M', result) },
  { name: 'LAB', write: (out, result) => out.text(result.department === 'lab' ? 'CORE' : 'BBK') },
  { name: 'LOINC', write: (out, result) => out.text(result.test) },
  { name: 'PRIO', write: (out, result) => out.text(PRIORITY[result.priority]) },
  { name: 'CLASS', write: (out, result) => out.text(PATIENT_CLASS[result.patientClass]) },
  { name: 'STAT', write: (out, result) => out.text(STATUS[result.status]) },
  { name: 'ADDON', write: (out, result) => out.text(result.addOn ? 'Y' : 'N') },
  { name: 'TIMED', write: (out, result) => out.text(result.timed ? 'Y' : 'N') },
  { name: 'COLLECTED', write: (out, result) => out.isoTime(result.collectedAt) },
  { name: 'RECEIVED', write: (out, result) => out.isoTime(result.receivedAt) },
  { name: 'VERIFIED', write: (out, result) => out.isoTime(result.verifiedAt) },
  { name: 'POSTED', write: (out, result) => out.isoTime(result.availableAt) },
];

/** East's and west's systems: the contract's own names. */
function contractColumns(letter: 'E' | 'W', site: Site): Column<LabResult>[] {
  return [
    { name: 'result_id', write: (out, result) => number(out, `L${letter}`, result) },
    { name: 'patient_id', write: (out, result) => patient(out, letter, result) },
    { name: 'unit_id', write: (out, result) => out.text(`${site}/${result.department}`) },
    { name: 'test_code', write: (out, result) => out.text(result.test) },
    { name: 'priority', write: (out, result) => out.text(result.priority) },
    { name: 'patient_class', write: (out, result) => out.text(result.patientClass) },
    { name: 'status', write: (out, result) => out.text(result.status) },
    { name: 'add_on', write: (out, result) => out.text(String(result.addOn)), bare: true },
    { name: 'timed', write: (out, result) => out.text(String(result.timed)), bare: true },
    { name: 'collected_at', write: (out, result) => out.isoTime(result.collectedAt) },
    { name: 'received_at', write: (out, result) => out.isoTime(result.receivedAt) },
    { name: 'verified_at', write: (out, result) => out.isoTime(result.verifiedAt) },
    { name: 'available_at', write: (out, result) => out.isoTime(result.availableAt) },
  ];
}

const COLUMNS: Record<Site, Column<LabResult>[]> = {
  main: MAIN,
  east: contractColumns('E', 'east'),
  west: contractColumns('W', 'west'),
};

/** What does a site's laboratory system put in its export? */
export function labColumns(site: Site): Column<LabResult>[] {
  return COLUMNS[site];
}

/**
 * How does a site pack a month? Main turned its columns round in 2025. East exports from Windows, and gave one month as
 * NDJSON. West has blank lines in one month and joined two files, header and all, in another.
 */
export function labPacking(site: Site, month: string): Packing {
  if (site === 'main') return { type: 'csv', ...(month.startsWith('2025') ? { reversed: true } : {}) };
  if (site === 'east') return month === '2023-09' ? { type: 'ndjson' } : { type: 'csv', lineEnd: '\r\n' };
  return {
    type: 'csv',
    ...(month === '2023-05' ? { blankEvery: 50 } : {}),
    ...(month === '2024-02' ? { headerAgainBefore: 20 } : {}),
  };
}

function number(out: ByteWriter, letters: string, { id, salt }: LabResult): void {
  out.text(letters);
  out.hex(id);
  out.hex(salt);
}

function patient(out: ByteWriter, letter: string, { patient }: LabResult): void {
  out.text(`P${letter}`);
  out.hex(patient);
}
