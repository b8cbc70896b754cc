import { closedLoop } from './closed-loop.ts';
import { openLoop } from './open-loop.ts';
import type { Workload } from './workload.ts';

const activities = 10;

export const w1: Workload = {
  name: 'W1',
  title: '10 sequential activities that do nothing, 200 B in and out',
  async *run(system, { inFlight, saturation, seconds, warmUpSeconds }) {
    let most = 0;
    for (const load of inFlight) {
      const sample = await closedLoop(system, { activities, inFlight: load, seconds, warmUpSeconds });
      most = Math.max(most, sample.sagasPerSecond);
      yield sample;
    }
    for (const share of saturation) {
      const sample = await openLoop(system, { activities, perSecond: (most * share) / 100, seconds, warmUpSeconds });
      yield { ...sample, load: `${share} % of saturation` };
    }
  },
};
