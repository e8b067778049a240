import { type ByteWriter, usDay } from './byte-writer.ts';
import { offsetAt } from './calendar.ts';
import type { ImagingExam } from './imaging-exams.ts';
import type { Site } from './scenario.ts';
import type { Column, Packing } from './table-file.ts';

const STATUS = { ordered: 'O', completed: 'C', cancelled: 'X', 'no-show': 'N' } as const;
const PRIORITY = { stat: 'STAT', urgent: 'ASAP', routine: 'ROUTINE', '': '' } as const;
const PATIENT_CLASS = { ed: 'E', inpatient: 'I', outpatient: 'O' } as const;

/** Main's system: its own header names and codes, American dates to the minute. */
const MAIN: Column<ImagingExam>[] = [
  { name: 'ACCESSION', write: (out, exam) => number(out, 'M', exam) },
  { name: 'MRN', write: (out, exam) => patient(out, 'M', exam) },
  { name: 'DEPT', write: (out, exam) => out.text(exam.department === 'imaging' ? 'IMG' : 'BRST') },
  { name: 'MOD', write: (out, exam) => out.text(exam.modality === 'XR' ? 'DX' : exam.modality) },
  { name: 'PRI', write: (out, exam) => out.text(PRIORITY[exam.priority]) },
  { name: 'PT CLASS', write: (out, exam) => out.text(PATIENT_CLASS[exam.patientClass]) },
  { name: 'STAT CD', write: (out, exam) => out.text(STATUS[exam.status]) },
  { name: 'ORDER DTTM', write: usOrderTime },
  { name: 'BEGIN DTTM', write: (out, exam) => out.usTime(exam.beginAt) },
  { name: 'END DTTM', write: (out, exam) => out.usTime(exam.endAt) },
  { name: 'PRELIM DTTM', write: (out, exam) => out.usTime(exam.preliminaryAt) },
  { name: 'FINAL DTTM', write: (out, exam) => out.usTime(exam.finalAt) },
  { name: 'READ OUTSIDE', write: (out, exam) => out.text(exam.outsourced ? 'Y' : 'N') },
];

/** East's and west's systems: the contract's own names, ISO times to the second. */
function isoColumns(letter: 'E' | 'W', site: Site): Column<ImagingExam>[] {
  return [
    { name: 'exam_id', write: (out, exam) => number(out, letter, exam) },
    { name: 'patient_id', write: (out, exam) => patient(out, letter, exam) },
    { name: 'unit_id', write: (out, exam) => out.text(`${site}/${exam.department}`) },
    { name: 'modality', write: (out, exam) => out.text(exam.modality) },
    { name: 'priority', write: (out, exam) => out.text(exam.priority) },
    { name: 'patient_class', write: (out, exam) => out.text(exam.patientClass) },
    { name: 'status', write: (out, exam) => out.text(exam.status) },
    { name: 'ordered_at', write: (out, exam) => out.isoTime(exam.orderedAt) },
    { name: 'exam_begin_at', write: (out, exam) => out.isoTime(exam.beginAt) },
    { name: 'exam_end_at', write: (out, exam) => out.isoTime(exam.endAt) },
    { name: 'preliminary_at', write: (out, exam) => out.isoTime(exam.preliminaryAt) },
    { name: 'final_at', write: (out, exam) => out.isoTime(exam.finalAt) },
    { name: 'outsourced', write: (out, exam) => out.text(exam.outsourced ? 'true' : 'false') },
  ];
}

const COLUMNS: Record<Site, Column<ImagingExam>[]> = {
  main: MAIN,
  east: isoColumns('E', 'east'),
  west: isoColumns('W', 'west'),
};

/** What does a site's radiology information system put in its export? */
export function imagingColumns(site: Site): Column<ImagingExam>[] {
  return COLUMNS[site];
}

/**
 * How does a site pack a month? East's report writer was replaced twice: columns turn round in 2024, a byte order mark
 * appears in June of that year. West's clerk leaves a total under each month.
 */
export function imagingPacking(site: Site, month: string): Packing {
  if (site === 'west') return { type: 'csv', total: true };
  if (site === 'main') return { type: month === '2023-04' ? 'csv.gz' : 'csv' };
  return {
    type: 'csv',
    ...(month.startsWith('2024') ? { reversed: true } : {}),
    ...(month >= '2024-06' ? { byteOrderMark: true } : {}),
  };
}

function number(out: ByteWriter, letter: string, { id, salt }: ImagingExam): void {
  out.text(letter);
  out.hex(id);
  out.hex(salt);
}

function patient(out: ByteWriter, letter: string, { patient }: ImagingExam): void {
  out.text(`P${letter}`);
  out.hex(patient);
}

function usOrderTime(out: ByteWriter, { orderedAt, isClockUnmoved }: ImagingExam): void {
  if (isClockUnmoved && Number.isFinite(orderedAt)) out.clock(orderedAt + offsetAt(orderedAt) - 3600, usDay, false);
  else out.usTime(orderedAt);
}
