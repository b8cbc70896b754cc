/** The same day and hour so many months later, or the last day of a month that is too short; in UTC. */
export function monthsAfter(since: Date, months: number): Date {
  const there = new Date(since.getTime());
  there.setUTCDate(1);
  there.setUTCMonth(since.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(there.getUTCFullYear(), there.getUTCMonth() + 1, 0)).getUTCDate();
  there.setUTCDate(Math.min(since.getUTCDate(), lastDay));
  return there;
}
