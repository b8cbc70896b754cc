const latest = 8_640_000_000_000_000;

/** The newest text: everything of one turn is told at one instant. */
let newest = { ms: NaN, text: '' };

/** RFC 3339 text of milliseconds since 1970; instants past the calendar's end are cut to it. */
export function instantText(ms: number): string {
  if (ms !== newest.ms) newest = { ms, text: new Date(Math.min(ms, latest)).toISOString() };
  return newest.text;
}
