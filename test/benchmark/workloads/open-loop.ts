import { setTimeout as sleep } from 'node:timers/promises';
import { countUse } from '../measure/process-use.ts';
import { sampleOf, type Sample } from '../measure/sample.ts';
import type { System } from '../modes/system.ts';
import { payload, sagaOf } from '../saga/sagas.ts';

export interface OpenLoop {
  readonly activities: number;
  readonly perSecond: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

/** Sagas at fixed instants, whether or not earlier ones have ended; latency counts from the instant that was planned. */
export async function openLoop(system: System, options: OpenLoop): Promise<Sample> {
  const { activities, perSecond, warmUpSeconds, seconds } = options;
  const saga = sagaOf(activities);
  const gapMs = 1_000 / perSecond;
  const all: Promise<unknown>[] = [];
  const send = async (count: number): Promise<number[]> => {
    const latencies: number[] = [];
    const from = performance.now();
    for (let n = 0; n < count; n++) {
      const due = from + n * gapMs;
      const early = due - performance.now();
      if (early > 0) await sleep(early);
      all.push(system.client.run(saga, payload).then(() => latencies.push(performance.now() - due)));
    }
    await Promise.all(all.splice(0));
    return latencies;
  };
  await send(Math.ceil(perSecond * warmUpSeconds));
  const used = countUse(system.processes);
  const from = performance.now();
  const latencies = await send(Math.ceil(perSecond * seconds));
  const measured = { seconds: (performance.now() - from) / 1_000, latencies, used: used() };
  return sampleOf({ load: `${Math.round(perSecond * 10) / 10}/s`, activitiesPerSaga: activities, ...measured });
}
