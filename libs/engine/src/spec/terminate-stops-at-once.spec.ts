import { expect, it } from '@jest/globals';
import { approve, hours, saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const book = undoable('hotel.book');

specify('terminate', (given) => {
  const code = saga(async (ctx) => {
    await ctx.activity(book, 1, { id: 'book' });
    await ctx.activity(book, 2, { id: 'open' });
    await ctx.receive(approve);
  });
  const running = async () => {
    const instance = given(code);
    await instance.start();
    await instance.complete('book');
    return instance;
  };

  it('stops at once and undoes nothing', async () => {
    const instance = await running();
    await instance.request({ type: 'terminate', reason: 'stop it', actor: 'ana' });
    expect(instance.status).toBe('terminated');
    expect(instance.eventsOf('SagaTerminated')[0]).toMatchObject({ reason: 'stop it', actor: 'ana' });
    expect(instance.commands(undefined, 'compensate')).toEqual([]);
    await instance.pass(hours(48));
    expect(instance.waitingFor).toEqual([]);
  });

  it.each(['paused', 'parked', 'compensating'] as const)('works on an instance that is %s', async (status) => {
    const instance = await running();
    if (status === 'paused') await instance.request({ type: 'pause' });
    if (status === 'parked') await instance.park('EVALUATION_KILLED', 'x');
    if (status === 'compensating') await instance.cancel();
    expect(instance.status).toBe(status);
    await instance.request({ type: 'terminate' });
    expect(instance.status).toBe('terminated');
  });

  it('is refused by a closed instance', async () => {
    const instance = await running();
    await instance.request({ type: 'terminate' });
    expect(await instance.request({ type: 'terminate' })).toMatchObject({ kind: 'refused', code: 'CLOSED' });
    expect(await instance.request({ type: 'pause' })).toMatchObject({ kind: 'refused', code: 'CLOSED' });
    expect(await instance.request({ type: 'resume' })).toMatchObject({ kind: 'refused', code: 'CLOSED' });
  });

  it('what completes afterwards with an effect that nobody will undo goes to the dead letters', async () => {
    const instance = await running();
    await instance.request({ type: 'terminate' });
    expect(await instance.complete('open')).toMatchObject({ kind: 'dead', reason: 'CLOSED_INSTANCE' });
    expect(await instance.complete('book')).toEqual({ kind: 'repeat', answers: [] });
    expect(await instance.fail('open')).toEqual({ kind: 'repeat', answers: [] });
  });
});
