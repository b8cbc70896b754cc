import type { Lived } from './random-saga.for-spec.js';
import type { Story } from './random-works.for-spec.js';

/** I-10: an accepted signal is in one run, once, and is taken once or carried on, in its order. */
export function* signalFlaws({ places }: Story, { world, ear }: Lived): Generator<string> {
  const received: unknown[] = [];
  /** Of this run, which it did not get from nowhere. */
  let there: unknown[] = [];
  for (const { event, run } of places) {
    if (event.type === 'SignalReceived') {
      received.push(event.payload);
      there.push(event.payload);
    }
    if (event.type !== 'SagaContinuedAsNew') continue;
    const carried = event.carried.signals.map(({ payload }): unknown => payload);
    for (const signal of there) {
      const takers = [...(ear.takers.get(signal) ?? [])];
      const taken = takers.some((taker) => Number(taker.split('/')[0]) < run);
      if (taken === carried.includes(signal))
        yield `${String(signal)} is ${taken ? 'taken and' : 'not'} carried to run ${run}`;
    }
    there = carried;
  }
  if (JSON.stringify(received) !== JSON.stringify(world.accepted)) {
    yield `accepted were ${JSON.stringify(world.accepted)}, received ${JSON.stringify(received)}`;
  }
  for (const [signal, takers] of ear.takers) {
    if (takers.size > 1) yield `${String(signal)} is taken by ${[...takers].join(' and ')}`;
    if (!received.includes(signal)) yield `${String(signal)} was taken and never received`;
  }
  for (const signal of ear.heardTooLate) yield `${String(signal)} was given to a run that had ended`;
}
