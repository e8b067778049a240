import { z } from 'zod';
import { programSchema } from '../program/program-schema.ts';
import { resultsSchema } from '../results/schema.ts';

/**
 * The JSON Schema (2020-12) of a format, made from the definition that checks it.
 *
 * @param format  `results` for results.json, `program` for program.yaml
 */
export function schemaOf(format: 'results' | 'program'): unknown {
  return z.toJSONSchema(format === 'results' ? resultsSchema : programSchema, { io: 'input' });
}
