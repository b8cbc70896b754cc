import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { defineSaga, type SagaStatus, type Schema } from '@skald/contracts';
import { openEmbeddedStore } from '@skald/embedded';
import type { SagaDefinition } from '@skald/engine';
import type { InstanceProjection } from '@skald/ports';
import { UnknownFormat, UnreadableTurn } from '@skald/ports';
import { aProjection, aTurn, encoded } from '@skald/testing';
import { systemClock } from '../clock/system-clock.js';
import { type SampleOptions, sampledHistories } from './sample.js';

const any: Schema = { '~standard': { version: 1, vendor: 'any', validate: (value) => ({ value }) } };
const here = (name: string, version: number): SagaDefinition => ({
  ...{ contract: defineSaga(name, { input: any, output: any }), version, options: {}, run: async () => null },
});

let store: ReturnType<typeof openEmbeddedStore>;
let saved: Map<string, InstanceProjection>;

beforeEach(() => {
  store = openEmbeddedStore({ file: ':memory:', clock: systemClock() });
  saved = new Map();
});
afterEach(() => store.close());

interface Population {
  readonly saga: string;
  readonly version?: number;
  readonly status: SagaStatus;
  readonly count: number;
  readonly namespace?: string;
}

/** Instances that are younger, the later they are saved. */
async function populate(...populations: readonly Population[]): Promise<void> {
  const projections = populations.flatMap(({ count, saga, version = 1, status, namespace = 'default' }) =>
    Array.from({ length: count }, () => {
      const n = saved.size;
      const projection = aProjection({
        ...{ namespace, workflowId: `w-${n}`, saga, version, status, startedAt: n },
        ...(status === 'completed' || status === 'failed' ? { expireAt: 1_000_000, closedAt: n } : {}),
      });
      saved.set(projection.instance, projection);
      return projection;
    }),
  );
  await store.instances.save(projections);
  await store.journal.append(
    encoded(...projections.map(({ namespace, workflowId }) => aTurn({ namespace, workflowId, seq: 0 }))),
  );
}

async function sample(options: Partial<SampleOptions>, from = store): Promise<readonly InstanceProjection[]> {
  const found: InstanceProjection[] = [];
  const all = { namespaces: ['default'], sagas: [], ...options };
  for await (const { kind, name } of sampledHistories(from, all)) {
    expect(kind).toBe('history');
    found.push(saved.get(name)!);
  }
  return found;
}

const counted = <T>(all: readonly T[], key: (one: T) => string): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const one of all) counts[key(one)] = (counts[key(one)] ?? 0) + 1;
  return counts;
};
const byVersion = (all: readonly InstanceProjection[]) => counted(all, ({ saga, version }) => `${saga} ${version}`);
const byStatus = (all: readonly InstanceProjection[]) => counted(all, ({ status }) => status);

describe('a sample of a journal', () => {
  it('has the same number of each saga and version, however rare and old', async () => {
    await populate(
      { saga: 'rare', status: 'completed', count: 2 },
      { saga: 'order', version: 1, status: 'running', count: 30 },
      { saga: 'order', version: 2, status: 'running', count: 40 },
      { saga: 'busy', status: 'completed', count: 3_000 },
    );
    const sagas = [here('rare', 1), here('order', 1), here('order', 2), here('busy', 1)];
    expect(byVersion(await sample({ sagas, size: 32 }))).toEqual({
      'busy 1': 10,
      'order 1': 10,
      'order 2': 10,
      'rare 1': 2,
    });
    expect(byVersion(await sample({ sagas, size: 4 }))).toEqual({
      'busy 1': 1,
      'order 1': 1,
      'order 2': 1,
      'rare 1': 1,
    });
  });

  it('takes open ones first, newest first, over all statuses, closed ones for the rest', async () => {
    await populate(
      { saga: 'order', status: 'parked', count: 2 },
      { saga: 'order', status: 'running', count: 5 },
      { saga: 'order', status: 'failed', count: 1 },
      { saga: 'order', status: 'completed', count: 50 },
    );
    const sagas = [here('order', 1)];
    const three = await sample({ sagas, size: 3 });
    expect(three.map(({ status, workflowId }) => `${status} ${workflowId}`)).toEqual([
      'running w-6',
      'parked w-1',
      'running w-5',
    ]);
    expect(byStatus(await sample({ sagas, size: 12 }))).toEqual({ running: 5, parked: 2, completed: 4, failed: 1 });
  });

  it('has every instance once, where no size is said or there are fewer', async () => {
    await populate(
      { saga: 'order', status: 'running', count: 120 },
      { saga: 'order', status: 'completed', count: 130, namespace: 'other' },
    );
    const sagas = [here('order', 1)];
    const namespaces = ['default', 'other'];
    for (const size of [{}, { size: 1_000 }]) {
      const all = await sample({ sagas, namespaces, ...size });
      expect(new Set(all.map(({ instance }) => instance)).size).toBe(250);
      expect(all).toHaveLength(250);
    }
  });

  it('looks at open ones of a version that is gone, and at none of a saga that others run', async () => {
    await populate(
      { saga: 'order', version: 1, status: 'running', count: 1 },
      { saga: 'order', version: 1, status: 'completed', count: 5 },
      { saga: 'order', version: 2, status: 'completed', count: 5 },
      { saga: 'theirs', status: 'running', count: 5 },
    );
    expect(byVersion(await sample({ sagas: [here('order', 2)] }))).toEqual({ 'order 1': 1, 'order 2': 5 });
    expect(byVersion(await sample({ sagas: [here('order', 2), here('theirs', 1)], saga: 'theirs' }))).toEqual({
      'theirs 1': 5,
    });
  });

  it('finds open instances of namespaces that nobody named, those of busy ones at least', async () => {
    await populate({ saga: 'order', status: 'running', count: 3, namespace: 'tenant-7' });
    expect(await sample({ sagas: [here('order', 1)] })).toHaveLength(3);
  });

  it('reads no more histories than it gives, a few at a time, and few pages of what there is', async () => {
    await populate({ saga: 'order', status: 'running', count: 3_000 });
    const asked: number[] = [];
    let rows = 0;
    const { journal, instances } = store;
    const watched: typeof store = {
      ...store,
      journal: {
        append: (turns) => journal.append(turns),
        page: (...question) => journal.page(...question),
        remove: (some) => journal.remove(some),
        read: (questions) => {
          asked.push(questions.length);
          return journal.read(questions);
        },
      },
      instances: Object.assign(Object.create(instances) as typeof instances, {
        list: async (...question: Parameters<typeof instances.list>) => {
          const page = await instances.list(...question);
          rows += page.instances.length;
          return page;
        },
      }),
    };
    expect(await sample({ sagas: [here('order', 1)], size: 25 }, watched)).toHaveLength(25);
    expect(asked).toEqual([10, 10, 5]);
    expect(rows).toBe(50);
  });

  it('goes on after histories that cannot be read, damaged or of another release, and names each', async () => {
    await populate({ saga: 'order', status: 'running', count: 5 });
    const { journal, instances } = store;
    const bad = 'default/w-1';
    const later = 'default/w-3';
    const reading = {
      instances,
      journal: Object.assign(Object.create(journal) as typeof journal, {
        read: async (questions: Parameters<typeof journal.read>[0]) => {
          const asked = questions.map(({ instance }) => instance);
          if (asked.includes(bad)) throw new UnreadableTurn(bad, 0, 'saga is no text');
          if (asked.includes(later)) throw new UnknownFormat(`${later} is of another release`);
          return journal.read(questions);
        },
      }),
    };
    await instances.save([aProjection({ workflowId: 'w-5', saga: 'order', waitingFor: 7 as never })]);
    const names = { history: [] as string[], unreadable: [] as string[] };
    for await (const found of sampledHistories(reading, { namespaces: ['default'], sagas: [here('order', 1)] }))
      names[found.kind].push(found.kind === 'history' ? found.name : found.problem);
    expect(names.history.toSorted()).toEqual(['default/w-0', 'default/w-2', 'default/w-4']);
    expect(names.unreadable.toSorted()).toEqual([
      'default/w-3 is of another release',
      'the projection of default/w-5 cannot be read: waitingFor is no list of waits; its next turn writes it anew',
      'turn 0 of default/w-1 cannot be read: saga is no text',
    ]);
  });

  it('reads the present run only of an instance without end', async () => {
    const projection = aProjection({ workflowId: 'endless', saga: 'order', seq: 5_000, runSeq: 4_990 });
    await store.instances.save([projection]);
    const questions: unknown[] = [];
    const reading = {
      instances: store.instances,
      journal: {
        ...({} as typeof store.journal),
        read: async (some: readonly unknown[]) => (questions.push(...some), some.map(() => [])),
      },
    };
    for await (const found of sampledHistories(reading, { namespaces: ['default'], sagas: [here('order', 1)] }))
      expect(found).toEqual({ kind: 'unreadable', name: 'default/endless', problem: 'the journal has no turn of it' });
    expect(questions).toEqual([{ instance: 'default/endless', fromSeq: 4_990 }]);
  });
});
