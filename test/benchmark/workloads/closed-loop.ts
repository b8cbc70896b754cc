import { setTimeout as sleep } from 'node:timers/promises';
import { countUse } from '../measure/process-use.ts';
import { sampleOf, type Sample } from '../measure/sample.ts';
import type { System } from '../modes/system.ts';
import { payload, sagaOf } from '../saga/sagas.ts';

export interface ClosedLoop {
  readonly activities: number;
  readonly inFlight: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

/** So many sagas at once, each followed by the next. What ends within the measured time counts. */
export async function closedLoop(system: System, options: ClosedLoop): Promise<Sample> {
  const { activities, inFlight, warmUpSeconds, seconds } = options;
  const saga = sagaOf(activities);
  let latencies: number[] = [];
  let goesOn = true;
  const lane = async (): Promise<void> => {
    while (goesOn) {
      const sentAt = performance.now();
      await system.client.run(saga, payload);
      latencies.push(performance.now() - sentAt);
    }
  };
  const lanes = Promise.all(Array.from({ length: inFlight }, lane));
  const failed = lanes.then(() => undefined);
  await Promise.race([sleep(warmUpSeconds * 1_000), failed]);
  latencies = [];
  const used = countUse(system.processes);
  const from = performance.now();
  await Promise.race([sleep(seconds * 1_000), failed]);
  const measured = { seconds: (performance.now() - from) / 1_000, latencies, used: used() };
  latencies = [];
  goesOn = false;
  await lanes;
  return sampleOf({ load: `${inFlight} in flight`, activitiesPerSaga: activities, ...measured });
}
