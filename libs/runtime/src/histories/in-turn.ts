/** One of each source in turn, while there is any; each is read only as far as it is asked. */
export async function* inTurn<T>(sources: Iterable<AsyncIterable<T>>): AsyncGenerator<T> {
  let left = Array.from(sources, (source) => source[Symbol.asyncIterator]());
  while (left.length > 0) {
    const going: AsyncIterator<T>[] = [];
    for (const source of left) {
      const next = await source.next();
      if (next.done === true) continue;
      going.push(source);
      yield next.value;
    }
    left = going;
  }
}

export async function* oneAfterTheOther<T>(...sources: readonly AsyncIterable<T>[]): AsyncGenerator<T> {
  for (const source of sources) yield* source;
}

/** The last of several is smaller. */
export async function* inBatches<T>(source: AsyncIterable<T>, most: number, size: number): AsyncGenerator<T[]> {
  let batch: T[] = [];
  let taken = 0;
  for await (const one of source) {
    batch.push(one);
    taken += 1;
    if (batch.length === size || taken === most) {
      yield batch;
      batch = [];
    }
    if (taken === most) return;
  }
  if (batch.length > 0) yield batch;
}
