import type { Results } from '../results/schema.ts';
import { auditSheet } from './audit-sheet.ts';
import { figureSheet } from './figure-sheet.ts';
import { kpiSheet } from './kpi-sheet.ts';
import { provenanceSheet } from './provenance-sheet.ts';
import { summarySheet } from './summary-sheet.ts';
import type { Workbook } from './workbook.ts';

/**
 * The run as a spreadsheet that a finance analyst can take apart: what was measured and assumed stands in cells, and what
 * follows from it in formulas.
 *
 * @param results  what results.json holds, and nothing else
 * @example writeWorkbook(financeWorkbook(results))
 */
export function financeWorkbook(results: Results): Workbook {
  const [kpis, audit] = [kpiSheet(results), auditSheet(results)];
  return {
    title: results.program.title,
    creator: `realized ${results.tool_version}`,
    currency: results.program.currency,
    sheets: [
      summarySheet(results, { kpis, audit }),
      kpis,
      audit,
      figureSheet(results, new Map()),
      provenanceSheet(results),
    ],
    names: [],
  };
}
