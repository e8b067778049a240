import type { Task } from '../workers/workers.ts';
import { DOCUMENT_TEMPLATE } from './document-template.ts';
import type { Typeface } from './font.ts';
import { type TemplateData, typesetter } from './typst.ts';

/** A report to print, in a typeface that may be the theme's. */
export interface PrintedDocument {
  /** From `documentData`. */
  data: TemplateData;
  typeface: Typeface | null;
}

/** A report as a PDF: tagged, with title and language, in the theme's and the shipped typeface alone. The same data give the same bytes. */
export async function printDocument({ data, typeface }: PrintedDocument): Promise<Uint8Array> {
  const press = await typesetter(typeface);
  return press.set(DOCUMENT_TEMPLATE, data).pdf();
}

/** `printDocument` for all reports of a run. */
export const PRINTING: Task<PrintedDocument, Uint8Array> = { module: import.meta.url, run: printDocument };
