import { Command, Option } from 'commander';
import type { AppraiseRequest } from '../pipeline/appraise.ts';
import { columns, dim, print, printJson } from './terminal.ts';

/** `realized appraise`: NPV, rates of return, payback and ratios of one cash flow in a CSV file; no program needed. */
export function appraiseCommand(): Command {
  return new Command('appraise')
    .description('NPV, rates of return, payback and ratios of one cash flow')
    .argument('<flows>', 'CSV with the columns amount and either date (YYYY-MM-DD) or period (0, 1, 2, …)')
    .option('--rate <rate>', 'discount rate, 0.035 for 3.5 %; a year for dated flows, a period otherwise')
    .option('--schedule <file>', 'rates by year ahead: a CSV with from_year and rate, or green-book')
    .addOption(
      new Option('--timing <when>', 'where in its period a flow falls').choices(['end', 'mid', 'start']).default('end'),
    )
    .option('--base <date>', 'day to discount to (default: the earliest flow)')
    .option('--finance-rate <rate>', 'what losses cost, for MIRR')
    .option('--reinvest-rate <rate>', 'what gains earn, for MIRR')
    .option('--json', 'every figure as JSON; what is undefined is null, with its reason')
    .addHelpText('after', '\nBenefits are positive, costs negative. Several rows may share a day or a period.')
    .action(async (file: string, { json, ...flags }: Omit<AppraiseRequest, 'file'> & { json?: true }) => {
      const { appraise } = await import('../pipeline/appraise.ts');
      const appraisal = await appraise({ file, ...flags });
      if (json) printJson(exact(appraisal));
      else print(render(appraisal));
    });
}

type Appraisal = Awaited<ReturnType<typeof import('../pipeline/appraise.ts').appraise>>;

/** Beyond 2^53 a JSON reader may lose digits of a number, so it is written as text. */
function exact(value: unknown): unknown {
  if (typeof value === 'number') return Math.abs(value) > Number.MAX_SAFE_INTEGER ? String(value) : value;
  if (Array.isArray(value)) return value.map(exact);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, exact(inner)]));
}

const money = (value: number) => value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const percent = (value: number) =>
  Math.abs(value) < 1e4 ? `${(value * 100).toFixed(4)} %` : `${value.toPrecision(6)}`;
const ratio = (value: number) => value.toFixed(3);

function render(appraisal: Appraisal): string {
  const { reasons, unit } = appraisal;
  const time = (value: number) => `${value.toFixed(2)} ${unit}`;
  const figure = (
    label: string,
    key: 'npv_t0' | 'npv_t1' | 'xnpv' | 'mirr' | 'payback' | 'discounted_payback' | 'bcr' | 'roi',
    format: (value: number) => string,
  ) => {
    const value = appraisal[key];
    return [label, value === null ? 'undefined' : format(value), reasons[key] ?? ''];
  };
  const rates = (label: string, { status, roots, reason }: Appraisal['irr']) => [
    label,
    status === 'undefined' ? 'undefined' : roots.map(percent).join('  and  '),
    reason ?? '',
  ];
  const rows = [
    ['figure', 'value', ''],
    figure('NPV, first flow at time 0', 'npv_t0', money),
    figure('NPV, first flow after one period', 'npv_t1', money),
    figure('NPV, dated (XNPV)', 'xnpv', money),
    rates('IRR', appraisal.irr),
    rates('IRR, dated (XIRR)', appraisal.xirr),
    figure('MIRR', 'mirr', percent),
    figure('payback', 'payback', time),
    figure('payback, discounted', 'discounted_payback', time),
    figure('benefit–cost ratio', 'bcr', ratio),
    figure('ROI', 'roi', percent),
  ];
  const base = appraisal.base_date === null ? '' : `, to ${appraisal.base_date}`;
  const head = `${appraisal.flows} flows, ${money(appraisal.total)} in all; timing: ${appraisal.timing}${base}`;
  const profile = appraisal.npv_profile?.map(({ rate, npv }) => [`${(rate * 100).toFixed(0)} %`, money(npv)]);
  return [
    dim(head),
    columns(rows, [1]),
    ...(profile === undefined ? [] : ['', columns([['rate', 'NPV'], ...profile], [0, 1])]),
  ].join('\n');
}
