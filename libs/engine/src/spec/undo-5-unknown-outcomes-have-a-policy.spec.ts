import { expect, it } from '@jest/globals';
import { SagaFailure } from '../index.js';
import { saga, undoable } from './contracts.for-spec.js';
import { specify } from './specify.for-spec.js';

const book = undoable('hotel.book', { retry: { maxAttempts: 1 }, compensation: { retry: { maxAttempts: 1 } } });

specify('compensation rule 5', (given) => {
  const inDoubt = async (policy?: 'compensate' | 'skip' | 'ask') => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(book, 1, { id: 'known' });
        await ctx.activity(book, 2, { id: 'unsure', ...(policy === undefined ? {} : { inDoubt: policy }) });
      }),
    );
    await instance.start();
    await instance.complete('known');
    await instance.fail('unsure');
    return instance;
  };
  const undos = (instance: Awaited<ReturnType<typeof inDoubt>>) =>
    instance.commands(undefined, 'compensate').map((c) => c.idempotencyKey);

  it('by default an unknown outcome is undone, and the participant is told that it is unknown', async () => {
    const instance = await inDoubt();
    expect(instance.commands('unsure', 'compensate')[0]).toMatchObject({ forward: { input: 2, outcome: 'unknown' } });
    expect(instance.commands('unsure', 'compensate')[0]).not.toHaveProperty('forward.output');
  });

  it('skip leaves it', async () => {
    const instance = await inDoubt('skip');
    expect(instance.eventsOf('CompensationSkipped')[0]).toMatchObject({
      activityId: 'unsure',
      reason: 'outcome unknown, policy skip',
      actor: 'skald',
    });
    await instance.undo('known');
    expect(instance.status).toBe('compensated');
    expect(undos(instance)).toEqual(['w-1:known:compensate']);
  });

  it('ask waits for an operator, after the others are done', async () => {
    const instance = await inDoubt('ask');
    expect(undos(instance)).toEqual(['w-1:known:compensate']);
    expect(instance.status).toBe('compensating');
    await instance.undo('known');
    expect(instance.status).toBe('compensation-failed');
    expect(instance.waitingFor).toEqual([
      expect.objectContaining({
        kind: 'operator',
        id: 'unsure',
        detail: 'compensate: the outcome is unknown: retry, skip or resolve its undo',
      }),
    ]);
  });

  it.each(['retry', 'skip', 'resolve'] as const)('the operator says %s', async (verb) => {
    const instance = await inDoubt('ask');
    await instance.undo('known');
    await instance.operator(verb, { activityId: 'unsure', reason: 'looked it up' });
    if (verb === 'retry') {
      expect(instance.commands('unsure', 'compensate')).toHaveLength(1);
      await instance.undo('unsure');
    }
    expect(instance.commands('unsure', 'compensate')).toHaveLength(verb === 'retry' ? 1 : 0);
    expect(instance.status).toBe('compensated');
  });

  it('ask is not asked where the output arrives', async () => {
    const instance = await inDoubt('ask');
    await instance.complete('unsure', 'it was booked');
    await instance.undo('known');
    expect(instance.commands('unsure', 'compensate')[0]).toMatchObject({
      forward: { outcome: 'completed', output: 'it was booked' },
    });
  });

  it('what turns out not to have happened before its turn came is skipped', async () => {
    const instance = given(
      saga(async (ctx) => {
        const slow = ctx.activity(book, 1, { id: 'slow' });
        await ctx.activity(book, 2, { id: 'quick' });
        void slow;
        throw new SagaFailure('Enough');
      }),
    );
    await instance.start();
    await instance.complete('quick');
    await instance.fail('slow', 'Full', { effect: 'none' });
    await instance.undo('quick');
    expect(instance.eventsOf('CompensationSkipped')[0]).toMatchObject({
      activityId: 'slow',
      reason: 'nothing happened',
    });
    expect(instance.status).toBe('compensated');
  });

  it('what is said of an earlier attempt, or not for certain, settles nothing', async () => {
    const retried = undoable('hotel.retried', { retry: { maxAttempts: 3, initialInterval: '1ms' } });
    const instance = given(
      saga(async (ctx) => {
        const slow = ctx.activity(retried, 1, { id: 'slow' });
        await ctx.activity(book, 2, { id: 'quick' });
        void slow;
        throw new SagaFailure('Enough');
      }),
    );
    await instance.start();
    await instance.fail('slow', 'Lost');
    await instance.pass(0);
    await instance.complete('quick');
    for (const fields of [{ effect: 'none', attempt: 1 }, { effect: 'none' }, { effect: 'unknown' }]) {
      expect(await instance.fail('slow', 'Full', fields)).toEqual({ kind: 'repeat', answers: [] });
    }
  });
});

specify('a completion that arrives after the undo of an unknown outcome', (given) => {
  const undone = async (policy: 'compensate' | 'skip' = 'compensate') => {
    const instance = given(
      saga(async (ctx) => {
        const slow = ctx.activity(book, 1, { id: 'slow', inDoubt: policy });
        await ctx.activity(book, 2, { id: 'quick' });
        void slow;
        throw new SagaFailure('Enough');
      }),
      { workflowId: 'w-9', namespace: 'acme' },
    );
    await instance.start();
    await instance.complete('quick');
    await instance.undo('quick');
    return instance;
  };

  it('sends that undo once more, with the output, under a key of its own', async () => {
    const instance = await undone();
    await instance.complete('slow', 'booked after all');
    expect(instance.commands('slow', 'compensate')).toHaveLength(1);
    await instance.undo('slow');
    expect(instance.status).toBe('compensating');
    expect(instance.commands('slow', 'compensate').map((c) => [c.idempotencyKey, c.attempt])).toEqual([
      ['acme/w-9:slow:compensate', 1],
      ['acme/w-9:slow:compensate:late', 2],
    ]);
    expect(instance.commands('slow', 'compensate')[1]).toMatchObject({
      forward: { outcome: 'completed', output: 'booked after all' },
    });
    // A repeat of the first undo's answer does not settle the second.
    await instance.undo('slow', { attempt: 1 });
    expect(instance.status).toBe('compensating');
    await instance.undo('slow');
    expect(instance.status).toBe('compensated');
  });

  it('does so also after that undo was exhausted', async () => {
    const instance = await undone();
    await instance.failUndo('slow');
    expect(instance.status).toBe('compensation-failed');
    await instance.complete('slow', 'booked after all');
    expect(instance.commands('slow', 'compensate').map((c) => c.idempotencyKey)).toEqual([
      'acme/w-9:slow:compensate',
      'acme/w-9:slow:compensate:late',
    ]);
  });

  it('undoes what the policy had skipped', async () => {
    const other = undoable('hotel.other');
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(other, 0, { id: 'first' });
        const slow = ctx.activity(book, 1, { id: 'slow', inDoubt: 'skip' });
        await ctx.activity(book, 2, { id: 'quick' });
        void slow;
        throw new SagaFailure('Enough');
      }),
    );
    await instance.start();
    await instance.complete('first');
    await instance.complete('quick');
    await instance.undo('quick');
    expect(instance.story).toContain('CompensationSkipped slow');
    await instance.complete('slow', 'booked after all');
    await instance.undo('first');
    expect(instance.commands('slow', 'compensate')).toEqual([
      expect.objectContaining({
        idempotencyKey: 'w-1:slow:compensate',
        forward: expect.objectContaining({ outcome: 'completed' }),
      }),
    ]);
    await instance.undo('slow');
    expect(instance.status).toBe('compensated');
  });

  it('undoes even what had been taken for certainly not done', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(book, 1, { id: 'denied' }).catch(() => undefined);
        await ctx.activity(book, 2, { id: 'quick' });
        throw new SagaFailure('Enough');
      }),
    );
    await instance.start();
    await instance.fail('denied', 'Full', { effect: 'none' });
    await instance.complete('quick');
    expect(instance.eventsOf('CompensationPlanned')[0]!.plan).toHaveLength(1);
    await instance.complete('denied', 'it was done');
    await instance.undo('quick');
    await instance.undo('denied');
    expect(instance.status).toBe('compensated');
  });

  it('on a closed instance goes to the dead letters', async () => {
    const instance = await undone();
    await instance.undo('slow');
    expect(instance.status).toBe('compensated');
    expect(await instance.complete('slow', 'booked after all')).toMatchObject({
      kind: 'dead',
      reason: 'CLOSED_INSTANCE',
      detail: 'slow completed after the instance was compensated',
    });
  });

  it('before the saga has ended, of an activity that it was told had failed, is undone with its output', async () => {
    const instance = given(
      saga(async (ctx) => {
        await ctx.activity(book, 1, { id: 'slow' }).catch(() => undefined);
        await ctx.activity(book, 2, { id: 'quick' });
        throw new SagaFailure('Enough');
      }),
    );
    await instance.start();
    await instance.fail('slow');
    await instance.complete('slow', 'booked after all');
    await instance.complete('quick');
    await instance.undo('quick');
    expect(instance.commands('slow', 'compensate')[0]).toMatchObject({
      idempotencyKey: 'w-1:slow:compensate',
      forward: { outcome: 'completed', output: 'booked after all' },
    });
  });
});
