/** A case that the types rule out; a new case does not compile until each place handles it. */
export function assertNever(value: never): never {
  throw new RangeError(`unexpected case ${JSON.stringify(value)}`);
}
