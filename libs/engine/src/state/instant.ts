const latest = 8_640_000_000_000_000;

/** RFC 3339 text of milliseconds since 1970; instants past the calendar's end are cut to it. */
export function instantText(ms: number): string {
  return new Date(Math.min(ms, latest)).toISOString();
}
