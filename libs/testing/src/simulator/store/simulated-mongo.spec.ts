import { describe, expect, it } from '@jest/globals';
import { StoreUnavailable } from '@skald/ports';
import { aTurn, encoded, signalReceived } from '../../builders/turn.js';
import { four, instance, kinds, one, seeds, world } from './mongo-world.for-spec.js';

describe('a simulated MongoDB', () => {
  it('acknowledges when a majority has it, and shows it no sooner', async () => {
    const { journal, valueOf, run, history, kernel } = world({ replicationMs: 1_000, seed: 3 });
    const begin = kernel.now;
    const appending = journal.append(one);
    await run(5);
    expect(await history()).toEqual([]);
    expect(kinds(await valueOf(appending))).toEqual(['appended']);
    expect(kernel.now - begin).toBeGreaterThan(10);
    expect(await history()).toEqual([four[0]]);
  });

  it('shares no memory with those who wrote or read', async () => {
    const { journal, valueOf, history } = world();
    const turn = aTurn({ workflowId: 'w-1', events: [signalReceived({ list: [1] })] });
    await valueOf(journal.append(encoded(turn)));
    const written = structuredClone(turn);
    (turn.causes as string[]).push('later');
    ((await history())[0]!.causes as string[]).push('later');
    expect(await history()).toEqual([written]);
  });

  it('refuses what is too large for a document, and takes the others', async () => {
    const { journal, valueOf } = world();
    const large = aTurn({ workflowId: 'large', events: [signalReceived('x'.repeat(17_000_000))] });
    const outcomes = await valueOf(journal.append(encoded(large, four[0]!)));
    expect(kinds(outcomes)).toEqual(['refused', 'appended']);
  });

  it('has done what it could not answer: it is read back as there', async () => {
    const { journal, valueOf, failureOf, history } = world({
      fates: [{ kind: 'answer-lost', there: 1, toldAfter: 50 }],
    });
    expect(await failureOf(journal.append(one))).toBeInstanceOf(StoreUnavailable);
    expect(await history()).toEqual([four[0]]);
    expect(kinds(await valueOf(journal.append(one)))).toEqual(['conflict']);
  });

  it('has written the first of the documents where a command breaks off', async () => {
    const lengths = new Set<number>();
    for (const seed of seeds) {
      const { journal, valueOf, failureOf, history, server } = world({ seed, brokenOff: 1 });
      expect(await failureOf(journal.append(encoded(...four)))).toBeInstanceOf(StoreUnavailable);
      server.heal();
      const kept = await valueOf(journal.append(encoded(...four)));
      const length = kinds(kept).indexOf('appended');
      expect(kinds(kept)).toEqual(four.map((_, i) => (i < length ? 'conflict' : 'appended')));
      expect(await history()).toEqual(four);
      lengths.add(length);
    }
    expect([...lengths].sort()).toEqual([1, 2, 3]);
  });
});

describe('a simulated MongoDB that is down', () => {
  it('fails those who waited long enough', async () => {
    const { journal, server, failureOf, kernel, history } = world();
    const begin = kernel.now;
    server.goDown(20_000);
    expect(await failureOf(journal.append(one))).toBeInstanceOf(StoreUnavailable);
    expect(kernel.now - begin).toBeGreaterThanOrEqual(5_000);
    expect(kernel.now - begin).toBeLessThan(6_000);
    await expect(history()).rejects.toThrow('ECONNREFUSED');
    server.heal();
    expect(await history()).toEqual([]);
  });

  it('carries out what came when it is back', async () => {
    const { journal, server, valueOf, kernel } = world();
    const begin = kernel.now;
    server.goDown(3_000);
    expect(kinds(await valueOf(journal.append(one)))).toEqual(['appended']);
    expect(kernel.now - begin).toBeGreaterThanOrEqual(3_000);
  });

  it('has done what was under way, and tells nobody', async () => {
    const { journal, server, failureOf, run, history } = world({ replicationMs: 2_000 });
    const appending = journal.append(one);
    await run(2);
    server.goDown(1_000);
    expect(await failureOf(appending)).toBeInstanceOf(StoreUnavailable);
    await run(300_000);
    expect(await history()).toEqual([four[0]]);
  });
});

it('a simulated MongoDB that is healed carries everything out soon, and nothing befalls it any more', async () => {
  const { journal, server, valueOf, run, history, kernel } = world({ replicationMs: 100_000, brokenOff: 1 });
  const appending = journal.append(one);
  await run(2);
  server.heal();
  const begin = kernel.now;
  server.goDown(10_000);
  server.failover();
  expect(kinds(await valueOf(appending))).toEqual(['appended']);
  expect(kinds(await valueOf(journal.append(encoded(...four))))).toContain('appended');
  expect(await history()).toEqual(four);
  expect(kernel.now - begin).toBeLessThan(20);
});

it('a simulated MongoDB does the same for the same seed', async () => {
  const digests = [];
  for (let i = 0; i < 2; i++) {
    const { journal, instances, server, valueOf, trace, run } = world({ seed: 11, brokenOff: 0.5 });
    for (let n = 0; n < 20; n++) {
      const asking = Promise.allSettled([journal.append(encoded(...four)), instances.find([instance])]);
      await run(n * 10);
      if (n % 4 === 0) server.failover();
      await valueOf(asking);
    }
    digests.push(trace.digest);
  }
  expect(digests[0]).toBe(digests[1]);
});
