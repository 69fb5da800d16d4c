// Results as CSV, column by column as the program writes them with --format csv: RFC 4180, plain decimals.

/** One cell; what a spreadsheet would take for a formula gets an apostrophe. */
export function csvCell(value) {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const safe = /^[=+\-@]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const csv = (header, rows) => [header, ...rows].map((row) => row.map(csvCell).join(',') + '\r\n').join('');

/** Of a comparison: a row for each plan. */
export function compareCsv({ plans, recommended }) {
  const best = (row) => Boolean(recommended) && ['platform', 'plan', 'term', 'pack'].every((key) => (recommended[key] ?? '') === (row[key] ?? ''));
  return csv(
    ['recommended', 'platform', 'plan', 'plan_name', 'term', 'pack', 'open', 'has_work', 'missing', 'complete', 'currency', 'money_mean',
      'money_p50', 'money_p90', 'money_per_finished', 'credits_per_month', 'run_out', 'worst_month', 'blocked_month', 'wasted',
      'blocked_requests', 'blocked_credits', 'covers_buffer_low', 'covers_buffer_high', 'money_to_first', 'money_to_first_standard_error'],
    plans.map((row) => [
      best(row), row.platform, row.plan, row.plan_name, row.term, row.pack, row.open, row.has_work, row.missing, row.complete, row.currency,
      row.money_per_month?.mean, row.money_per_month?.p50, row.money_per_month?.p90, row.money_per_finished, row.credits_per_month, row.run_out,
      row.worst_month, row.blocked_month, row.wasted.mean, row.blocked.requests, row.blocked.credits, row.covers_buffer.low,
      row.covers_buffer.high, row.money_to_first?.mean, row.money_to_first?.standard_error,
    ]),
  );
}

/** Of a forecast: a row for each month. */
export function forecastCsv({ months }) {
  const of = (figure, keys) => keys.map((key) => figure[key]);
  return csv(
    ['month', 'spend_mean', 'spend_standard_error', 'spend_p10', 'spend_p50', 'spend_p90', 'expired_mean', 'expired_p10', 'expired_p50',
      'expired_p90', 'blocked_requests', 'blocked_credits', 'money_mean', 'money_p10', 'money_p50', 'money_p90', 'run_out', 'short_of_credit'],
    months.map((month) => [
      month.index + 1, ...of(month.spend, ['mean', 'standard_error', 'p10', 'p50', 'p90']), ...of(month.expired, ['mean', 'p10', 'p50', 'p90']),
      month.blocked.requests, month.blocked.credits, ...of(month.money, ['mean', 'p10', 'p50', 'p90']), month.run_out, month.short_of_credit,
    ]),
  );
}
