/** Nobody may be listening (or not yet): that is not an unhandled rejection of the process. */
export function heard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
