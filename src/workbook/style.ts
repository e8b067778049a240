/** How a number is shown; money in the workbook's currency, to its smallest coin. */
export type Format =
  | 'general'
  | 'money'
  | 'percent'
  | 'rate'
  | 'ratio'
  | 'factor'
  | 'count'
  | 'number'
  | 'exact'
  | 'day'
  | 'month';

/** What a cell is, which decides its face. Colour never stands alone: each look differs in weight, fill or rule too. */
export type Look = 'plain' | 'input' | 'total' | 'head' | 'title' | 'section' | 'lead' | 'quiet' | 'good' | 'concern';

/** How a cell is shown. */
export interface Style {
  format: Format;
  look: Look;
  align: 'left' | 'right' | 'center';
  wrap: boolean;
}

/** Colours as the reports use them: blue for improvement, orange (dark enough to read) for concern, grey for what is common. */
export const COLOURS = {
  blue: '005EB8',
  orange: 'B35A00',
  grey: '768692',
  ink: '212B32',
  wash: 'EEF2F5',
  input: 'FFF8E1',
};

interface Face {
  bold: boolean;
  size: number;
  colour: string;
  fill: string | null;
  rule: 'none' | 'above' | 'below';
}

const PLAIN: Face = { bold: false, size: 10, colour: COLOURS.ink, fill: null, rule: 'none' };

/** The face of each look. Inputs are blue on a pale ground, as finance writes what may be changed. */
export const FACES: Record<Look, Face> = {
  plain: PLAIN,
  input: { ...PLAIN, colour: COLOURS.blue, fill: COLOURS.input },
  total: { ...PLAIN, bold: true, rule: 'above' },
  head: { ...PLAIN, bold: true, fill: COLOURS.wash, rule: 'below' },
  title: { ...PLAIN, bold: true, size: 16 },
  section: { ...PLAIN, bold: true, size: 12, rule: 'below' },
  lead: { ...PLAIN, size: 11 },
  quiet: { ...PLAIN, colour: '4C6272', size: 9 },
  good: { ...PLAIN, bold: true, colour: COLOURS.blue },
  concern: { ...PLAIN, bold: true, colour: COLOURS.orange },
};

/**
 * The number format of a spreadsheet for a format and a currency.
 *
 * @param sign    of the currency, as it stands before an amount
 * @param digits  decimals of its smallest coin
 * @example formatCode('money', '$', 2)  // '"$"#,##0.00_);("$"#,##0.00)'
 */
export function formatCode(format: Format, sign: string, digits: number): string {
  const coins = `"${sign}"#,##0${digits === 0 ? '' : `.${'0'.repeat(digits)}`}`;
  const codes: Record<Format, string> = {
    general: 'General',
    money: `${coins}_);(${coins})`,
    percent: '#,##0.0%',
    rate: '0.00%',
    ratio: '0.00',
    factor: '0.000000',
    count: '#,##0',
    number: '#,##0.00',
    exact: '#,##0.0#########',
    day: 'd mmm yyyy',
    month: 'mmm yyyy',
  };
  return codes[format];
}

/** Decimals of a currency's smallest coin: `coinDigits('USD')` is 2, `coinDigits('JPY')` 0. */
export function coinDigits(currency: string): number {
  const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return maximumFractionDigits ?? 2;
}
