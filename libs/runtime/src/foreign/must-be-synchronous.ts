/**
 * Maps give their answer at once. A promise is let go of: were nobody to hear that it fails, it would end the process (V7).
 * @throws TypeError
 */
export function mustBeSynchronous(answer: unknown): void {
  if (!(answer instanceof Promise)) return;
  answer.catch(() => undefined);
  throw new TypeError('the map gave a promise: a map is synchronous');
}
