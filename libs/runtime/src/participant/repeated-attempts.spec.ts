import { describe, expect, it } from '@jest/globals';
import type { Ledger } from '@skald/ports';
import { StoreUnavailable } from '@skald/ports';

import type { ActivityHandler } from './activity-handler.js';
import { charge, execute, HeldCalls, participantRig } from './rig.for-spec.js';

const failing = new Error('connection reset');

function counting(answers: readonly unknown[], more: Partial<ActivityHandler> = {}) {
  const calls: number[] = [];
  const handler: ActivityHandler = {
    contract: charge,
    execute: (_, ctx) => {
      const answer = answers[calls.length];
      calls.push(ctx.attempt);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    compensate: () => undefined,
    ...more,
  };
  return { calls, handler };
}

describe('rule 1: an attempt that comes again', () => {
  it.each([
    ['completed', { id: 'p-1' }],
    ['failed', failing],
  ])('gets its recorded outcome again when it %s', async (type, answer) => {
    const { calls, handler } = counting([answer, { id: 'other' }]);
    const rig = await participantRig({ handlers: [handler] });
    await rig.send(execute());
    await rig.send(execute());
    expect(calls).toEqual([1]);
    expect(rig.results).toHaveLength(2);
    expect(rig.results[0]).toMatchObject({ type });
    expect(rig.results[1]).toEqual(rig.results[0]);
  });

  it('gets the completion of an earlier one when it is a higher one', async () => {
    const { calls, handler } = counting([{ id: 'p-1' }, { id: 'p-2' }]);
    const rig = await participantRig({ handlers: [handler] });
    await rig.send(execute({ attempt: 1 }));
    await rig.send(execute({ attempt: 2 }));
    expect(calls).toEqual([1]);
    expect(rig.results[1]).toMatchObject({ type: 'completed', attempt: 2, output: { id: 'p-1' } });
  });

  it('is executed when the earlier ones failed', async () => {
    const { calls, handler } = counting([failing, { id: 'p-2' }]);
    const rig = await participantRig({ handlers: [handler] });
    await rig.send(execute({ attempt: 1 }));
    await rig.send(execute({ attempt: 2 }));
    expect(calls).toEqual([1, 2]);
    expect(rig.results.map(({ type }) => type)).toEqual(['failed', 'completed']);
  });
});

describe('rule 1: a claim without outcome', () => {
  const orphan = (until: number) => ({ mark: 'execute.1', body: { kind: 'claim', until, by: 'a process that died' } });

  it('is executed again at once', async () => {
    const { calls, handler } = counting([{ id: 'p-1' }]);
    const rig = await participantRig({ handlers: [handler] });
    await rig.remember(orphan(rig.clock.now() + 30_000));
    await rig.send(execute());
    expect(calls).toEqual([1]);
    expect(rig.results).toMatchObject([{ type: 'completed', attempt: 1 }]);
  });

  it('S3 is waited out where the handler is exclusive, also by a higher attempt', async () => {
    const { calls, handler } = counting([{ id: 'p-1' }], { exclusive: true });
    const rig = await participantRig({ handlers: [handler] });
    await rig.remember(orphan(rig.clock.now() + 30_000));
    await rig.send(execute({ attempt: 2 }));
    await rig.clock.advance(29_999);
    expect(calls).toEqual([]);
    expect(rig.participant.health().delayed).toBe(1);
    await rig.clock.advance(501);
    expect(calls).toEqual([2]);
  });

  it('is our own when the answer of the insert was lost, so that nobody waits for it', async () => {
    let lost = false;
    const losing = (ledger: Ledger): Ledger => ({
      record: async (records) => {
        const outcomes = await ledger.record(records);
        if (!lost) {
          lost = true;
          throw new StoreUnavailable('reset after the insert');
        }
        return outcomes;
      },
      read: (keys) => ledger.read(keys),
      sweep: (before, limit) => ledger.sweep(before, limit),
    });
    const { calls, handler } = counting([{ id: 'p-1' }], { exclusive: true });
    const rig = await participantRig({ handlers: [handler], ledger: losing });
    await rig.send(execute());
    await rig.clock.advance(200);
    expect(calls).toEqual([1]);
    expect(rig.results).toMatchObject([{ type: 'completed' }]);
  });
});

describe('two processes with the same attempt', () => {
  it('answer with what was recorded first', async () => {
    const held = new HeldCalls();
    const rig = await participantRig({
      handlers: [{ contract: charge, execute: held.handle, compensate: () => undefined }],
    });
    await rig.send(execute());
    await rig.remember({
      mark: 'execute.1.done',
      body: { kind: 'completed', output: { id: 'theirs' }, by: 'them', ran: true },
    });
    held.calls[0]!.end({ id: 'ours' });
    await rig.clock.quiet();
    expect(rig.results).toMatchObject([{ type: 'completed', output: { id: 'theirs' } }]);
  });

  it('do not lose a completion to a failure', async () => {
    const held = new HeldCalls();
    const rig = await participantRig({
      handlers: [{ contract: charge, execute: held.handle, compensate: () => undefined }],
    });
    await rig.send(execute());
    await rig.remember({
      mark: 'execute.1.done',
      body: {
        kind: 'failed',
        error: { type: 'X', message: '' },
        retryable: false,
        effect: 'none',
        by: 'them',
        ran: true,
      },
    });
    held.calls[0]!.end({ id: 'ours' });
    await rig.clock.quiet();
    expect(rig.results).toMatchObject([{ type: 'completed', output: { id: 'ours' } }]);
    await rig.send(execute({ attempt: 2 }));
    expect(rig.results[1]).toMatchObject({ type: 'completed', attempt: 2, output: { id: 'ours' } });
    expect(held.calls).toHaveLength(1);
  });
});
