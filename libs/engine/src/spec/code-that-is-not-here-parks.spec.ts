import { expect, it } from '@jest/globals';
import { approve, hours, saga, seconds, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const book = undoable('hotel.book', { retry: { initialInterval: '1s' } });

specify('an instance whose code is not here (V10)', (given) => {
  const code = saga(async (ctx) => {
    const booked = await ctx.activity(book, 1, { id: 'book' });
    return [booked, await ctx.receive(approve)];
  });

  it('I4 records what comes, parks, and goes on where the code is', async () => {
    const instance = given(code);
    await instance.start();
    await instance.deploy(undefined);
    expect(instance.live.canRevive).toBe(false);
    await instance.complete('book', 'b');
    expect(instance.eventsOf('SagaParked')[0]).toMatchObject({
      code: 'VERSION_ELSEWHERE',
      message: 'saga trip version 1 is not here',
    });
    await instance.signal('approve', 'yes');
    expect(await instance.signal('count', 'not checked here')).toEqual({ kind: 'applied' });
    await instance.deploy(code);
    await instance.tell({ kind: 'revive' });
    expect(instance.output).toEqual(['b', 'yes']);
  });

  it('I2 another version is not it', async () => {
    const instance = given(code);
    await instance.start();
    await instance.deploy({ ...code, version: 2 });
    await instance.signal('approve');
    expect(instance.status).toBe('parked');
  });

  it('I2 says why where its version is and does not replay, and is not revived again for the same', async () => {
    const instance = given(code);
    await instance.start();
    await instance.deploy(undefined);
    await instance.complete('book', 'b');
    await instance.deploy(saga((ctx) => ctx.receive(approve)));
    expect(instance.live.canRevive).toBe(true);
    await instance.tell({ kind: 'revive' });
    expect(instance.eventsOf('SagaParked').map((parked) => parked.code)).toEqual([
      'VERSION_ELSEWHERE',
      'NONDETERMINISM',
    ]);
    await instance.suspended();
    expect(instance.live.canRevive).toBe(false);

    await instance.deploy(code);
    await instance.tell({ kind: 'revive' });
    await instance.signal('approve', 'yes');
    expect(instance.output).toEqual(['b', 'yes']);
  });

  it('attempts that fail are tried again by whoever owns it', async () => {
    const instance = given(code);
    await instance.start();
    await instance.deploy(undefined);
    await instance.fail('book');
    await instance.pass(seconds(1));
    expect(instance.commands('book')).toHaveLength(2);
    expect(instance.status).toBe('running');
  });

  it('parked by the runtime, it is not evaluated, and only an operator resumes it', async () => {
    const instance = given(code);
    await instance.start();
    await instance.park('EVALUATION_KILLED', 'it ended its process five times');
    expect(instance.status).toBe('parked');
    expect(instance.turns.at(-1)!.causes).toEqual(['park']);
    expect(instance.waitingFor).toEqual([
      {
        kind: 'operator',
        id: 'parked',
        since: '2026-11-22T10:00:00.000Z',
        detail: 'EVALUATION_KILLED: it ended its process five times',
      },
    ]);
    expect(instance.live.canRevive).toBe(false);
    await instance.complete('book', 'b');
    await instance.pass(hours(30));
    await instance.request({ type: 'resume' });
    expect(instance.status).toBe('running');
    await instance.signal('approve', 'yes');
    expect(instance.output).toEqual(['b', 'yes']);
  });

  it('what is closed, or not there, cannot be parked', async () => {
    const instance = given(saga(() => Promise.resolve(1)));
    await instance.park('RECORD_TOO_LARGE', 'x');
    await instance.start();
    await instance.park('RECORD_TOO_LARGE', 'x');
    expect(instance.turns).toHaveLength(1);
  });
});
