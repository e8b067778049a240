/** What makes the nightingale program value its first KPI, for the end of its program.yaml; costs.csv is each test's own. */
export const NIGHTINGALE_MONEY = `
benefits:
  - id: lives
    kpi: disease
    class: cash-avoiding
    value: { per: death, low: 20, likely: 20, high: 20, source: given, price_basis: 1855 }
    attribution: { share: 1, reason: given }
discount: { rate: 0, basis: nominal, source: given }
horizon: { to: 1858-12-31, earliest: 1858-12-31, latest: 1858-12-31, decay: { low: 0, likely: 0, high: 0 }, reason: given }
costs: costs.csv
prices: prices.csv
`;

/** The prices.csv beside it. */
export const NIGHTINGALE_PRICES = 'year,index\n1854,100\n1855,100\n1856,100\n1857,100\n1858,100\n';
