import type { DueInstance } from '@skald/ports';
import { aProjection } from '../../builders/projection.js';
import type { InstancesPromise } from './instances-subject.js';

export const duePagesWithoutGapOrTwin: InstancesPromise = (subject) => {
  const noon = Date.UTC(2026, 0, 1, 12);
  const sleeping = (workflowId: string, bucket: number, wakeAt?: number) =>
    aProjection({ workflowId, bucket, ...(wakeAt === undefined ? {} : { wakeAt }) });

  beforeAll(async () => {
    const early = Array.from({ length: 30 }, (_, i) => sleeping(`early-${i}`, i % 3, noon - 1000 + (i % 4)));
    const late = [sleeping('just', 0, noon), sleeping('later', 0, noon + 1), sleeping('never', 0)];
    const elsewhere = [sleeping('elsewhere', 9, noon - 5000)];
    await subject().instances.save([...early, ...late, ...elsewhere]);
  });

  it('gives what is due in these buckets, ordered by time, then instance', async () => {
    const { instances } = subject();

    const due = await instances.due({ buckets: [0, 1, 2], until: noon, limit: 100 });

    expect(due).toHaveLength(31);
    expect(due).toEqual(due.toSorted(byTimeThenInstance));
    expect(due.at(-1)).toEqual({ instance: 'default/just', wakeAt: noon });
  });

  it('pages with any limit without gap or twin', async () => {
    const { instances } = subject();
    const whole = await instances.due({ buckets: [0, 1, 2], until: noon, limit: 100 });

    for (const limit of [1, 7, 30, 31]) {
      const seen: DueInstance[] = [];
      for (;;) {
        const after = seen.at(-1);
        const page = await instances.due({ buckets: [0, 1, 2], until: noon, limit, ...(after ? { after } : {}) });
        seen.push(...page);
        if (page.length < limit) break;
      }
      expect(seen).toEqual(whole);
    }
  });

  it('knows only the buckets asked for', async () => {
    const { instances } = subject();

    const due = await instances.due({ buckets: [1], until: noon, limit: 100 });

    expect(due).toHaveLength(10);
    expect(await instances.due({ buckets: [100, 511], until: noon, limit: 10 })).toEqual([]);
    expect(await instances.due({ buckets: [], until: noon, limit: 10 })).toEqual([]);
    const all = Array.from({ length: 512 }, (_, i) => i);
    expect(await instances.due({ buckets: all, until: noon + 1, limit: 100 })).toHaveLength(33);
  });

  it('gives nothing before its time', async () => {
    expect(await subject().instances.due({ buckets: [0, 1, 2], until: noon - 1001, limit: 100 })).toEqual([]);
  });
};

function byTimeThenInstance(a: DueInstance, b: DueInstance): number {
  return a.wakeAt - b.wakeAt || (a.instance < b.instance ? -1 : 1);
}
