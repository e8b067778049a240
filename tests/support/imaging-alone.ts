import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { generateRiverside } from '../../datasets/riverside/generate.ts';

/**
 * Riverside with one deployment and one benefit: PACS, and the reads that are not bought any more. The extract files are those of
 * the whole program, byte for byte, so what is said of these reads is said in the whole program, too.
 *
 * @param directory  the program folder to make
 */
export function makeImagingAlone(directory: string): void {
  generateRiverside({ directory, only: 'imaging_exam' });
  const path = join(directory, 'program.yaml');
  const document = parseDocument(readFileSync(path, 'utf8'));
  const keep = (list: string, key: string, wanted: RegExp) => {
    const items = document.get(list) as YAMLSeq<YAMLMap>;
    items.items = items.items.filter((item) => isMap(item) && wanted.test(String(item.get(key))));
  };
  keep('units', 'id', /imaging$/);
  keep('deployments', 'id', /^pacs$/);
  keep('extracts', 'kind', /^imaging_exam$/);
  keep('kpis', 'id', /^outsourced_reads$/);
  keep('benefits', 'id', /^outsourced_reads$/);
  for (const key of ['services', 'costs', 'changes']) document.delete(key);
  writeFileSync(path, document.toString({ lineWidth: 0 }));
}
