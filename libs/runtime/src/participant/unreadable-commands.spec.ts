import { describe, expect, it } from '@jest/globals';

import { charge, compensate, execute, note, participantRig } from './rig.for-spec.js';

async function quietRig() {
  const rig = await participantRig({
    handlers: [{ contract: charge, execute: () => ({ id: 'p' }), compensate: () => undefined }],
  });
  const raw = async (value: string): Promise<void> => {
    await rig.bus.publish([{ topic: 'saga.commands.payments', key: 'k', value, headers: { a: 'b' } }]);
    await rig.clock.quiet();
  };
  const reasons = () => rig.deadLetters.map(({ headers }) => Buffer.from(headers.skald_dlq_reason!).toString());
  return { rig, raw, reasons };
}

describe('a command that cannot be read', () => {
  it('goes to the dead letters as it came, and the partition moves on', async () => {
    const { rig, raw, reasons } = await quietRig();
    await raw('{oops');
    await rig.send(execute());
    expect(reasons()).toEqual(['NOT_JSON']);
    expect(Buffer.from(rig.deadLetters[0]!.value!).toString()).toBe('{oops');
    expect(Buffer.from(rig.deadLetters[0]!.headers.a!).toString()).toBe('b');
    expect(rig.results).toMatchObject([{ type: 'completed' }]);
    await rig.clock.advance(200);
    expect(rig.committed).toBe(2);
  });

  it('is answered when it says whose it is', async () => {
    const { rig, raw, reasons } = await quietRig();
    await raw(JSON.stringify({ ...execute(), idempotencyKey: 7 }));
    expect(reasons()).toEqual(['INVALID_MESSAGE']);
    expect(rig.results).toMatchObject([
      {
        type: 'failed',
        activityId: 'charge',
        operation: 'execute',
        error: { type: 'skald.UnreadableCommand' },
        effect: 'none',
        retryable: false,
      },
    ]);
  });
});

describe('a command that nobody here can carry out', () => {
  it('goes to the dead letters and is answered, worth another attempt', async () => {
    const { rig, reasons } = await quietRig();
    await rig.send(execute({ activity: 'payments.audit' }));
    expect(reasons()).toEqual(['NO_HANDLER']);
    expect(rig.results).toMatchObject([
      { type: 'failed', error: { type: 'skald.NoHandler' }, effect: 'none', retryable: true },
    ]);
    await rig.clock.advance(200);
    expect(rig.committed).toBe(1);
  });

  it('is answered for an undo too', async () => {
    const rig = await participantRig({ handlers: [{ contract: note, execute: () => 1 }] });
    await rig.send(compensate('completed', { activity: 'payments.note' }));
    expect(rig.results).toMatchObject([{ operation: 'compensate', error: { type: 'skald.NoHandler' } }]);
  });

  it('is not said to have done nothing when another process had begun it', async () => {
    const { rig } = await quietRig();
    await rig.remember({ mark: 'execute.1', body: { kind: 'claim', until: 0, by: 'them' } });
    await rig.send(execute({ activity: 'payments.audit' }));
    expect(rig.results).toMatchObject([{ error: { type: 'skald.NoHandler' }, effect: 'unknown' }]);
  });
});
