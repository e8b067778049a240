/** Share of a curve's specifications that must agree: the limits of the evidence grades (measurement rules, §6). */
export const STRONG_AGREEMENT = 0.8;
export const WEAK_AGREEMENT = 0.5;
/** Least share of the first quarter's effect that must be left in the last. */
export const LASTING = 0.8;
/** Rejected records beyond this share of a file need a look before its numbers are believed. */
export const MANY_REJECTED = 0.05;
/** A cell of so few people may point to one of them. */
export const SMALL_CELL = 10;
/** Running costs must be planned to within so many months of the end of the forecast. */
export const COSTS_REACH_MONTHS = 12;

/** How one challenge is judged, in words: what passes, what warns, what fails; empty where it never does. */
export interface AuditTableRow {
  check: number;
  challenge: string;
  pass: string;
  warn: string;
  fail: string;
}

const percent = (share: number) => `${share * 100} %`;

/**
 * By which rule and threshold is each challenge judged?
 *
 * The rows stand in docs/valuation.md as they stand here. «Gains» are the units whose demonstrated gain carries money; a check
 * takes its worst case, and is `n/a` where nothing is claimed or the evidence is missing.
 */
export const AUDIT_TABLE: readonly AuditTableRow[] = [
  row(1, 'baseline moved afterwards', 'the baseline of every gain is sealed'),
  row(
    2,
    'window picked to suit',
    `≥ ${percent(STRONG_AGREEMENT)} of the defensible specifications agree with each gain`,
    `≥ ${percent(WEAK_AGREEMENT)} agree`,
    'fewer agree',
  ),
  row(
    3,
    'return to normal after a bad spell (regression to the mean)',
    'no gain’s baseline ended worse than its own limits',
    'a baseline ended badly',
  ),
  row(
    4,
    'season, trend or another change behind it',
    'every gain has grade A or B',
    'a gain has grade C',
    'a gain has grade D',
  ),
  row(
    5,
    'definition or clock changed',
    'no instrument behind a gain changed',
    'it changed, and the program accepts it with a reason',
  ),
  row(
    6,
    'rows or unfinished cases left out',
    'records = loaded + rejected + skipped in every file',
    `more than ${percent(MANY_REJECTED)} of a file are rejected`,
    'a record is unaccounted for',
  ),
  row(
    7,
    'different case mix',
    'every gain whose KPI has strata is standardised',
    '',
    'constant mix turns the sign of a gain',
  ),
  row(
    8,
    'claimed twice, or more than 100 % of a change',
    'every gain names its resource, and the shares claimed of one KPI come to 100 % or less',
    'one of several benefits names no resource',
    'the benefits on one KPI claim more than 100 % of its change',
  ),
  row(
    9,
    'time saved booked as cash (minutes × wage)',
    'every cash gain has a ledger line that is signed off and shows at least as much',
    'a cash gain has no ledger line, or the line shows less than is claimed',
    'minutes or hours saved, and not paid ones, are claimed as cash',
  ),
  row(
    10,
    'average cost in place of marginal cost',
    'every gain is valued at marginal cost or at a semi-fixed step',
    'a cost basis is not stated, or is full cost or a charge outside the cash',
    'a cash gain is valued at full cost or at a charge',
  ),
  row(
    11,
    'one-off counted as recurring',
    'a KPI that pays once is marked `one_off`',
    '',
    'it is counted month after month',
  ),
  row(
    12,
    'disbenefits, dual running or legacy costs left out',
    'every category that is often forgotten has an actual cost, and every KPI that worsened has a benefit on it',
    'a category or a worsened KPI has none',
    'there is no costs file',
  ),
  row(
    13,
    'real and nominal money mixed, or benefits beyond the planned costs',
    `all money is in one price basis, and running costs are planned to within ${COSTS_REACH_MONTHS} months of the horizon`,
    'benefits are forecast beyond the costs that are planned, or the rate is not valid on the as-of day',
    'real and nominal money would mix',
  ),
  row(
    14,
    'no interval or no switching value',
    'every NPV has an interval and a switching value',
    'no switching value could be had',
  ),
  row(15, 'only winners shown', 'every KPI of the register is compared in every unit', '', 'one is not shown'),
  row(
    16,
    'gain that wears off',
    `≥ ${percent(LASTING)} of each gain’s first effect is left at the end of the data`,
    'less is left',
  ),
  row(
    17,
    'gain at the cost of its counter-measure (gaming)',
    'the paired counter-measure of each gain is measured and did not worsen',
    'it is not measured',
    'it worsened',
  ),
  row(
    18,
    'clear, but perhaps too small to matter',
    'every gain lies beyond the least change that matters',
    'a gain may be smaller, or the least change is not declared',
  ),
  row(19, 'no owner named', 'every gain and its KPI have an owner', 'a KPI has no owner', 'a benefit has no owner'),
  row(
    20,
    'cannot be made again from its inputs',
    'judged by `realized verify`, which makes the run again; a run cannot judge itself',
  ),
  row(
    21,
    'small counts of people shown',
    `no cell of a series counts 1–${SMALL_CELL} people`,
    'some do: keep results.json and series.arrow inside',
  ),
];

function row(check: number, challenge: string, pass: string, warn = '', fail = ''): AuditTableRow {
  return { check, challenge, pass, warn, fail };
}

/** The name of a challenge, by its number. */
export function challengeOf(check: number): string {
  return AUDIT_TABLE[check - 1]!.challenge;
}
