import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ActivityContext, StartedHandle } from '@skald/runtime';
import { services } from '../../docker/services/index.ts';
import { go, leg, relay } from './child/relay-saga.ts';
import { Coordinators } from './system/coordinators.ts';

jest.setTimeout(120_000);

const servers = await services();

(servers.available ? describe : describe.skip)('two releases of one coordinator', () => {
  const legs: string[] = [];
  const runs = new Map<string, StartedHandle<unknown>>();
  let cluster: Coordinators;

  beforeAll(async () => {
    if (!servers.available) return;
    const execute = (input: unknown, { idempotencyKey }: ActivityContext): string => {
      legs.push(idempotencyKey);
      return String(input);
    };
    cluster = await Coordinators.open(servers, 'relay', [{ contract: leg, execute }]);
    await cluster.worker.start();
  });
  afterAll(() => cluster?.close());

  const starts = (count: number): Promise<unknown> => {
    const ids = Array.from({ length: count }, (_, i) => `relay-${runs.size + i}`);
    for (const workflowId of ids) runs.set(workflowId, undefined as never);
    return Promise.all(
      ids.map(async (workflowId) =>
        runs.set(workflowId, await cluster.client.start(relay, { workflowId, input: null })),
      ),
    );
  };

  const signal = (workflowIds: readonly string[]): Promise<unknown> =>
    Promise.all(workflowIds.map((one) => cluster.client.handle(relay, one).signal(go, null, { signalId: 'go' })));

  /** Those that began with this version. */
  async function ofVersion(wanted: number): Promise<string[]> {
    const histories = await cluster.eventsOf([...runs.keys()]);
    return [...runs.keys()].filter((_, i) => {
      const began = histories[i]![0]!;
      return began.type === 'SagaStarted' && began.version === wanted;
    });
  }

  it('I5 share store and topics, are rolled forward, back and forward again under load: nothing is lost or done twice', async () => {
    const previous = await cluster.begin('previous-release.ts');
    await starts(20);

    // Side by side, then forward: what comes meanwhile is taken by whoever owns its partition.
    const [next] = await Promise.all([cluster.begin('next-release.ts'), starts(20)]);
    await cluster.store.versions.move({ saga: 'relay', version: 2 });
    const [stopped] = await Promise.all([previous.stop(), starts(20)]);
    expect(stopped).toBe(0);
    await starts(10);
    const [older, newer] = [await ofVersion(1), await ofVersion(2)];
    expect(older.length).toBeGreaterThanOrEqual(20);
    expect(newer.length).toBeGreaterThanOrEqual(10);

    // Back, while instances of version 2 are open: their signals are kept, and those of version 1 go on.
    const [again, left] = await Promise.all([cluster.begin('previous-release.ts'), next.stop(), starts(10)]);
    expect(left).toBe(0);
    const half = [...runs.keys()].filter((_, i) => i % 2 === 0);
    await signal(half);
    await Promise.all(half.filter((one) => older.includes(one)).map((one) => runs.get(one)!.result()));
    await starts(5);
    for (const events of await cluster.eventsOf(half.filter((one) => newer.includes(one)))) {
      expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['SagaParked', 'SignalReceived']));
      expect(events.find(({ type }) => type === 'SagaParked')).toMatchObject({ code: 'VERSION_ELSEWHERE' });
    }

    // And forward again: what was kept is taken up without anybody asking.
    const [, gone] = await Promise.all([cluster.begin('next-release.ts'), again.stop()]);
    expect(gone).toBe(0);
    await signal([...runs.keys()].filter((one) => !half.includes(one)));
    const results = await Promise.all([...runs.values()].map((run) => run.result()));

    const [first, second] = [await ofVersion(1), await ofVersion(2)];
    const legsOf = { 1: ['first', 'last'], 2: ['first', 'middle', 'last'] };
    expect(results).toEqual([...runs.keys()].map((one) => legsOf[first.includes(one) ? 1 : 2]));
    expect(legs).toHaveLength(new Set(legs).size);
    expect(legs).toHaveLength(first.length * 2 + second.length * 3);
    expect(cluster.deadLetters.records).toEqual([]);
    expect(cluster.errors).toEqual([]);
  });
});
