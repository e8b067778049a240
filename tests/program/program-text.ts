/** What the tests of program files take as known. */
export const KNOWN = {
  kinds: ['imaging_exam', 'outage', 'tally'],
  kpis: ['imaging_order_to_report_stat', 'imaging_outsourced_reads', 'service_availability', 'tally_rate'],
};

/** A whole valid program, one key a line, so that tests can break one place and name its line and column. */
export const PROGRAM = `format: 1
program: riverside
title: Riverside Health
time_zone: America/Chicago
currency: USD
price_year: 2024
period: week
roots: [../extracts-from-ris]
units:
  - { id: main/imaging, site: Main, department: Imaging }
  - { id: east/imaging, site: East, department: Imaging }
  - { id: west/imaging, site: West, department: Imaging }
services:
  - id: pacs
    units: [main/imaging, east/imaging]
    agreed: Mo-Fr 07:00-19:00; Sa 08:00-12:00
    vendor: Acme
    sla: 0.999
deployments:
  - id: pacs
    title: PACS/RIS integration
    owner: Imaging operations
    go_live:
      main/imaging: 2024-07-01
      east/imaging: 2024-10-07
    comparators: [west/imaging]
    baseline: { from: 2023-07-01, to: 2024-06-30 }
    stabilization: { periods: 12 }
    breaks:
      - { at: 2024-02-05, kpis: [stat_report], units: [main/imaging], reason: RIS upgrade }
    exclude:
      - { from: 2023-12-24, to: 2024-01-01, reason: holidays }
extracts:
  - kind: imaging_exam
    files: extracts/ris/*.csv
    zone: America/New_York
    delimiter: ";"
    if_refused: continue
    source: RIS
    owner: Imaging informatics
    columns:
      exam_id: ACCESSION
      ordered_at: { from: Order DTTM, format: "%m/%d/%Y %H:%M" }
      unit_id: { sql: "lower(site) || '/imaging'" }
    skip:
      - { sql: "status = 'TEST'", reason: test patients }
kpis:
  - id: stat_report
    definition: imaging_order_to_report_stat
    deployment: pacs
    parameters: { deadline_minutes: 60 }
    period: month
    target: 60
    minimum_important_change: 5
    owner: Head of imaging
    drift: { at_most: 2, per: year, reason: volumes are flat }
    acknowledge:
      - { check: granularity, reason: the new RIS stores seconds }
  - id: reads
    definition: imaging_outsourced_reads
    deployment: pacs
benefits:
  - id: outsourced_reads
    kpi: reads
    class: cash-releasing
    value: { per: read, low: 38, likely: 42, high: 47, source: contract R-114, price_basis: 2024 }
    attribution: { share: 0.8, reason: a second reader was hired in May }
    draws_on: outsourced-reads@main
    ledger: { account: "6210", cost_centre: "4410", signed_off_by: Finance partner }
    planned_per_year: 120000
discount: { rate: 0.08, basis: nominal, source: Treasury policy 12 }
costs: costs.csv
changes: changes.csv
`;
