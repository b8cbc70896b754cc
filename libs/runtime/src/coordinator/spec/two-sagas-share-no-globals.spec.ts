import { describe, expect, it } from '@jest/globals';
import { defineSaga } from '@skald/contracts';
import type { SagaContext, SagaDefinition } from '@skald/engine';
import { recordingLog } from '@skald/testing';
import { z } from 'zod';
import { determinismGuard } from '../../evaluation/guard/determinism-guard.js';
import { approve } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const saga = (name: string, run: (ctx: SagaContext) => Promise<unknown>): SagaDefinition => ({
  contract: defineSaga(name, { input: z.any(), output: z.any(), signals: [approve] }),
  version: 1,
  options: {},
  run,
});

const draw = (ctx: SagaContext) => [ctx.now().toISOString(), ctx.random(), ctx.uuid(), new Date(0).getTime()];
const honest = saga('honest', async (ctx) => {
  const first = draw(ctx);
  await ctx.receive(approve);
  return [first, draw(ctx)];
});
const reaching = (reach: () => unknown) =>
  saga('reaching', async (ctx) => {
    await ctx.receive(approve);
    return reach();
  });

/** Both wait in one process, and each is told while the other is suspended. */
async function interleaved(reach: () => unknown, cacheBytes: number) {
  const world = new World();
  const guard = determinismGuard(recordingLog());
  await world.open([honest, reaching(reach)], { cacheBytes, guard });
  for (const key of ['honest', 'reaching']) await world.send({ type: 'start', saga: key, input: null }, key);
  await world.clock.advance(1_000);
  for (const key of ['reaching', 'honest']) {
    await world.send({ type: 'signal', name: 'approve', payload: { by: 'ana' } }, key);
  }
  await world.clock.advance(1_000);
  const [told, parked] = await world.store.instances.find(['default/honest', 'default/reaching']);
  const turns = await world.store.journal.page('default/reaching', -1, 100);
  const bug = turns.flatMap(({ events }) => events).find(({ type }) => type === 'SagaParked');
  return { told, parked, bug };
}

describe('two sagas in one process', () => {
  it.each<[string, () => unknown]>([
    ['globalThis.shared = …', () => Object.assign(globalThis, { shared: 'leaked' }).shared],
    ['globalThis.Date = …', () => Object.assign(globalThis, { Date: class {} })],
    ['Date.now()', () => Date.now()],
    ['new Date()', () => new Date()],
    ['Math.random()', () => Math.random()],
    ['new WeakRef()', () => new WeakRef({})],
    ['new FinalizationRegistry()', () => new FinalizationRegistry(() => undefined)],
  ])(
    'A9 one that reaches for %s parks with its line, the other draws the same, replayed or not',
    async (call, reach) => {
      const kept = await interleaved(reach, 1_000_000);
      const replayed = await interleaved(reach, 0);
      expect(kept.parked).toMatchObject({ status: 'parked' });
      expect(kept.parked!.waitingFor[0]!.detail).toContain(`NONDETERMINISM: ${call} differs on replay`);
      expect(kept.bug).toMatchObject({ detail: { at: expect.stringMatching(/two-sagas-share-no-globals.*:\d+:\d+/) } });
      expect(replayed.bug).toEqual(kept.bug);
      expect(kept.told).toMatchObject({ status: 'completed' });
      expect(replayed.told!.output).toEqual(kept.told!.output);
      expect('shared' in globalThis).toBe(false);
      expect(new Date(0).toISOString()).toBe('1970-01-01T00:00:00.000Z');
    },
  );
});
