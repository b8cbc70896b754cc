/** The doors by which saga code comes into the engine. */
const doors = /\b(BodyContext|SignalIterator)\b/;

/** The line of a stack where saga code called `ctx`; undefined when none did. */
export function sagaLine(error: Error | undefined): string | undefined {
  const frames = error?.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  const door = frames.findIndex((line) => doors.test(line));
  return door < 0
    ? undefined
    : frames
        .slice(door)
        .find((line) => !doors.test(line))
        ?.trim();
}
