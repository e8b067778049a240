import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EXPLORER, EXPLORER_STYLES, type Explorable } from '../chart/explorer.ts';
import { vegaLocale } from '../chart/retell-chart.ts';
import { type Language, languageOf } from '../results/language.ts';
import type { Results } from '../results/schema.ts';
import { EXPLORER_GLUE } from './explorer-glue.ts';
import { familiesOf } from './font.ts';
import { themedData } from './style.ts';
import type { Theme } from './theme.ts';

let script: string | undefined;

/**
 * The script of a page with charts to look closer at: Vega, its interpreter of expressions (nothing is evaluated as code) and
 * what ties them to the page. The same for every page.
 */
export function explorerScript(): string {
  if (script === undefined) {
    const { resolve } = createRequire(import.meta.url);
    const vega = readFileSync(join(dirname(resolve('vega')), 'vega.min.js'), 'utf8');
    // A module of one import and one export; a page that opens from a folder can load no modules.
    const interpreter = readFileSync(resolve('vega-interpreter'), 'utf8')
      .replace(/^import \{([^}]*)\} from 'vega-util';/, 'const {$1} = vega;')
      .replace(/^export \{ expression as expressionInterpreter \};$/m, 'return expression;');
    const parts = [vega, `const expressionInterpreter = (() => {${interpreter}})();`, EXPLORER_GLUE];
    script = parts.map((part) => part.replace(/^\/\/# sourceMappingURL=.*$/gm, '')).join('\n');
  }
  return script;
}

/**
 * What the script works on, as JSON that HTML can hold: one compiled specification for all charts of the page, and their data.
 *
 * @param charts  by name
 */
export async function explorerData(
  charts: ReadonlyMap<string, Explorable>,
  locale: Results['program']['locale'],
  { typeface }: Theme,
): Promise<string> {
  const { compile } = await import('vega-lite');
  const { tell, numbers } = languageOf(locale, []);
  const own = { ...(EXPLORER['config'] as object), font: familiesOf(typeface) };
  const config = { ...own, ...(numbers === null ? {} : { locale: vegaLocale(numbers) }) };
  const { spec } = compile({ ...EXPLORER, config } as never);
  const data = {
    drawing: themedData({ spec, styles: EXPLORER_STYLES }),
    words: wordsOf(tell),
    charts: Object.fromEntries(charts),
  };
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}

function wordsOf(tell: Language['tell']): Record<string, string> {
  const words = {
    explore: 'Look closer',
    back: 'Back to the picture',
    keys: 'Point at a period, or use the arrow keys; + and − zoom, 0 shows the whole series.',
    closer: 'Zoom in',
    wider: 'Zoom out',
    whole: 'Whole series',
    since: 'Since go-live',
    mean: 'mean of the baseline',
    limits: 'limits',
  };
  return Object.fromEntries(Object.entries(words).map(([name, text]) => [name, tell(text)]));
}
