const longest = 1_024;

/** What was thrown, in words; works for whatever can be thrown, such as an object without prototype. */
export function thrownText(thrown: unknown): string {
  try {
    return String(thrown).slice(0, longest);
  } catch {
    return 'something was thrown that cannot be read';
  }
}
