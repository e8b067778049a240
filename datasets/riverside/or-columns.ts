import type { OperatingBlock, OperatingCase } from './or-days.ts';
import type { Column } from './table-file.ts';

/** The operating department's system writes local times to the minute and names its sites, not units. */
export const CASE_COLUMNS: Column<OperatingCase>[] = [
  {
    name: 'CASE_ID',
    write: (out, { id, salt, site }) => {
      out.text(`C${site.charAt(0)}`);
      out.hex(id);
      out.hex(salt);
    },
  },
  {
    name: 'MRN',
    write: (out, { patient }) => {
      out.text('P');
      out.hex(patient);
    },
  },
  { name: 'SITE', write: (out, row) => out.text(row.site) },
  { name: 'ROOM', write: (out, row) => out.text(row.room) },
  { name: 'SERVICE', write: (out, row) => out.text(row.serviceLine) },
  { name: 'CLASS', write: (out, row) => out.text(row.caseClass) },
  { name: 'STATUS', write: (out, row) => out.text(row.status) },
  { name: 'SCHEDULED', write: (out, row) => out.isoMinute(row.scheduledAt) },
  { name: 'WHEELS_IN', write: (out, row) => out.isoMinute(row.inRoomAt) },
  { name: 'WHEELS_OUT', write: (out, row) => out.isoMinute(row.outRoomAt) },
  { name: 'CANCELLED', write: (out, row) => out.isoMinute(row.cancelledAt) },
];

export const BLOCK_COLUMNS: Column<OperatingBlock>[] = [
  {
    name: 'BLOCK_ID',
    write: (out, { id, site }) => {
      out.text(`B${site.charAt(0)}`);
      out.hex(id);
    },
  },
  { name: 'SITE', write: (out, block) => out.text(block.site) },
  { name: 'ROOM', write: (out, block) => out.text(block.room) },
  { name: 'SERVICE', write: (out, block) => out.text(block.serviceLine) },
  { name: 'STARTS', write: (out, block) => out.isoMinute(block.startsAt) },
  { name: 'ENDS', write: (out, block) => out.isoMinute(block.endsAt) },
  { name: 'RELEASED', write: (out, block) => out.text(block.released ? 'Y' : 'N') },
];
