import { expect, it } from '@jest/globals';
import { SagaBug } from '../index.js';
import { approve, saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const book = undoable('hotel.book');
const killed = { withheld: new SagaBug('EVALUATION_KILLED', 'it ended its process') };

specify('an instance whose evaluation ended its process (K6)', (given) => {
  let evaluations = 0;
  const code = saga(async (ctx) => {
    evaluations += 1;
    await ctx.activity(book, 1, { id: 'book' });
    return ctx.receive(approve);
  });

  it('K6 is parked unevaluated by the first input that needs its code, which is recorded', async () => {
    const instance = given(code);
    await instance.start();
    const before = evaluations;
    const { execution } = await instance.replay(Infinity, instance.turns, killed);
    const { turn, drop } = await execution.turn(
      [{ kind: 'request', request: { type: 'cancel', namespace: 'default', workflowId: 'w-1' } }],
      instance.now,
    );
    expect(turn?.turn.events).toMatchObject([
      { type: 'CancelRequested' },
      { type: 'SagaParked', code: 'EVALUATION_KILLED', message: 'it ended its process' },
    ]);
    expect(drop).toBe(true);
    expect(evaluations).toBe(before);
  });

  it('K6 also at its start', async () => {
    const instance = given(code);
    const before = evaluations;
    const { execution } = await instance.replay(Infinity, [], killed);
    const { turn } = await execution.turn(
      [
        {
          kind: 'request',
          request: { type: 'start', namespace: 'default', workflowId: 'w-1', saga: 'trip', input: 1 },
        },
      ],
      instance.now,
      () => code,
    );
    expect(turn?.turn.events.map(({ type }) => type)).toEqual(['SagaStarted', 'SagaParked']);
    expect(evaluations).toBe(before);
  });

  it('K6 is evaluated by no load, until an operator resumes it', async () => {
    const instance = given(code);
    await instance.start();
    await instance.park('EVALUATION_KILLED', 'it ended its process');
    const before = evaluations;
    await instance.complete('book', 'b');
    await instance.crash();
    expect(evaluations).toBe(before);
    expect(instance.live.canRevive).toBe(false);

    await instance.request({ type: 'resume' });
    expect(evaluations).toBeGreaterThan(before);
    await instance.signal('approve', 'yes');
    expect(instance.output).toBe('yes');
  });

  it('is evaluated by no load either when its code blocks the event loop', async () => {
    const instance = given(code);
    await instance.start();
    await instance.park('EVENT_LOOP_BLOCKED', 'three times');
    const before = evaluations;
    await instance.complete('book', 'b');
    await instance.crash();
    expect(evaluations).toBe(before);
    await instance.request({ type: 'resume' });
    await instance.signal('approve', 'yes');
    expect(instance.output).toBe('yes');
  });

  it('K6 says so where it was parked for something that a deploy mends', async () => {
    const instance = given(code);
    await instance.start();
    await instance.park('SAGA_BUG', 'a bug');
    const { execution } = await instance.replay(Infinity, instance.turns, killed);
    expect(execution.canRevive).toBe(true);
    const { turn } = await execution.turn([{ kind: 'revive' }], instance.now);
    expect(turn?.turn.events).toMatchObject([
      { type: 'SagaResumed' },
      { type: 'SagaParked', code: 'EVALUATION_KILLED' },
    ]);
  });

  it('K6 is undone without its code', async () => {
    const instance = given(code);
    await instance.start();
    await instance.complete('book', 'b');
    await instance.park('EVALUATION_KILLED', 'it ended its process');
    const before = evaluations;
    await instance.request({ type: 'cancel' });
    await instance.undo('book');
    expect(instance.status).toBe('compensated');
    expect(evaluations).toBe(before);
  });

  it('K6 runs the effects that were out when it goes on', async () => {
    const instance = given(saga((ctx) => ctx.effect('look', () => 7)));
    await instance.start();
    await instance.park('EVALUATION_KILLED', 'it ended its process');
    await instance.crash();
    expect(instance.openEffects).toEqual([]);
    await instance.request({ type: 'resume' });
    expect(instance.openEffects).toEqual(['look']);
    await instance.runEffects();
    expect(instance.output).toBe(7);
  });
});
