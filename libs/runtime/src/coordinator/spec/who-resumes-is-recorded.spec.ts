import { describe, expect, it } from '@jest/globals';
import type { SagaEvent } from '@skald/contracts';
import { approve, reserve } from './shop.for-spec.js';
import { broken, fixed, shopThat } from './changed-shop.for-spec.js';
import { World } from './world.for-spec.js';

const start = { type: 'start', saga: 'shop', input: { total: 10 } };
const resume = { type: 'resume', requestId: 'r-1', actor: 'ana', reason: 'deployed' };
const waiting = shopThat(async (ctx) => {
  await ctx.activity(reserve, 1);
  await ctx.receive(approve);
});

async function parked(): Promise<World> {
  const world = await new World().open([broken]);
  await world.send({ ...start, requestId: 's-1' });
  expect(await world.status()).toBe('parked');
  await world.drained();
  return world;
}

async function events<T extends SagaEvent['type']>(world: World, type: T) {
  const turns = await world.store.journal.page('default/order-42', -1, 1_000);
  return turns.flatMap((turn) => turn.events).filter((event) => event.type === type);
}

const answers = (world: World, requestId: string) => world.replies.filter((reply) => reply.requestId === requestId);

describe('the resume of a parked instance whose code is corrected', () => {
  it('that is there when its owner comes is what lets it go on, and is accepted', async () => {
    const world = await parked();
    await world.send(resume);
    await world.boot([fixed]);
    await world.clock.advance(70_000);

    expect(await world.status()).toBe('completed');
    expect(await events(world, 'SagaResumed')).toMatchObject([{ actor: 'ana', reason: 'deployed', requestId: 'r-1' }]);
    expect(answers(world, 'r-1')).toMatchObject([{ type: 'accepted' }]);
  });

  it('that comes when it goes on already is recorded, accepted, and answered alike after the end', async () => {
    const world = await parked();
    await world.boot([waiting]);
    await world.clock.advance(70_000);
    expect(await events(world, 'SagaResumed')).toMatchObject([{ actor: 'skald' }]);

    await world.send(resume);
    expect(await events(world, 'RequestNoted')).toMatchObject([{ verb: 'resume', actor: 'ana', requestId: 'r-1' }]);
    await world.send({ type: 'signal', name: 'approve', payload: { by: 'bob' } });
    expect(await world.status()).toBe('completed');
    await world.send(resume);
    await world.send({ ...resume, requestId: 'r-2' });
    const [first, ...others] = answers(world, 'r-1');
    expect(first).toMatchObject({ type: 'accepted' });
    expect(others).toEqual([first]);
    expect(answers(world, 'r-2')).toMatchObject([{ type: 'rejected', code: 'CLOSED' }]);
  });

  it('of an earlier time that comes again keeps nobody from reviving it', async () => {
    const world = await new World().open([broken]);
    await world.send(start);
    await world.send(resume);
    await world.drained();
    expect(await world.status()).toBe('parked');
    await world.send(resume);
    await world.boot([fixed]);
    await world.clock.advance(70_000);

    expect(await world.status()).toBe('completed');
    expect(await events(world, 'SagaResumed')).toMatchObject([{ actor: 'ana' }, { actor: 'skald' }]);
  });
});
