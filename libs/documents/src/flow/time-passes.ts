const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
  ['millisecond', 1],
] as const;

/** More of one unit says nothing to people. */
const most = 999;

/** How long a timer takes, for people: `2 days pass`, `1 hour passes`, `about 31 days pass`. */
export function timePasses(ms: number): string {
  const [, exact] = units.find(([, length]) => ms >= length && ms % length === 0) ?? units.at(-1)!;
  if (ms / exact <= most) return passes('', ms, exact);
  const [, rough] = units.find(([, length]) => ms >= length)!;
  return passes('about ', ms, rough);
}

function passes(about: string, ms: number, length: number): string {
  const count = Math.round(ms / length);
  const [unit] = units.find((one) => one[1] === length)!;
  return `${about}${count} ${unit}${count === 1 ? ' passes' : 's pass'}`;
}
