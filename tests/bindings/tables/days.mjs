// Days as numbers since 1970-01-01, and the operations that compute facts from others.

const LENGTH = 86_400_000;
const civil = (number) => new Date(number * LENGTH);

/** The number of a day that is written YYYY-MM-DD; null if there is no such day. */
export function dayNumber(text) {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? null : time / LENGTH;
}

/** The day so many months later, or the last day of a month that has no such day. */
function plusMonths(number, count) {
  const day = civil(number);
  const months = day.getUTCFullYear() * 12 + day.getUTCMonth() + count;
  const [year, month] = [Math.floor(months / 12), ((months % 12) + 12) % 12];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(day.getUTCDate(), last)) / LENGTH;
}

function months(a, b) {
  if (b < a) return -months(b, a);
  let count = 0;
  while (plusMonths(a, count + 1) <= b) count += 1;
  return count;
}

function monthsBegun(a, b) {
  if (b < a) return -1;
  let count = 0;
  while (plusMonths(a, count) < b) count += 1;
  return count;
}

function years(a, b) {
  const [from, to] = [a, b].map(civil).map((day) => day.getUTCFullYear() * 10_000 + (day.getUTCMonth() + 1) * 100 + day.getUTCDate());
  return Math.floor((to - from) / 10_000);
}

/** Operations of the table `derived` on integers. */
export const derivations = {
  equal: (a, b) => Number(a === b),
  less: (a, b) => Number(a < b),
  at_most: (a, b) => Number(a <= b),
  days: (a, b) => b - a,
  months,
  months_begun: monthsBegun,
  years,
  plusMonths,
};
