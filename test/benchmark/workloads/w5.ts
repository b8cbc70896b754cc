import { openLoop } from './open-loop.ts';
import type { Workload } from './workload.ts';

export const w5: Workload = {
  name: 'W5',
  title: 'one activity that does nothing on an idle system, one request every 50 ms',
  async *run(system, { seconds, warmUpSeconds }) {
    yield await openLoop(system, { activities: 1, perSecond: 20, seconds, warmUpSeconds });
  },
};
