import { describe, expect, it } from '@jest/globals';

import type { CommandOptions } from './rig.for-spec.js';
import { cancel, charge, compensate, execute, HeldCalls, participantRig } from './rig.for-spec.js';

async function measuredRig(concurrency?: number) {
  const held = new HeldCalls();
  const started: [string, number][] = [];
  const rig = await participantRig({
    handlers: [
      {
        ...{ contract: charge, execute: held.handle, compensate: () => undefined },
        ...(concurrency !== undefined && { concurrency }),
      },
    ],
    options: {
      meter: {
        attemptStarted: (activity, seconds) => void started.push([activity, seconds]),
        deadLettered: () => undefined,
      },
    },
  });
  /** Scheduled so long after the beginning of time. */
  const at = (ms: number, options: CommandOptions = {}) =>
    execute({ scheduledAt: new Date(Date.parse('2026-01-01T00:00:00.000Z') + ms).toISOString(), ...options });
  return { rig, held, started, at };
}

describe('from schedule to start', () => {
  it('is measured when a handler is called, from what the command says', async () => {
    const { rig, started, at } = await measuredRig();
    await rig.clock.advance(3_500);
    await rig.send(at(0), at(3_000, { workflowId: 'later' }));
    expect(started).toEqual([
      ['payments.charge', 3.5],
      ['payments.charge', 0.5],
    ]);
  });

  it('counts the wait for a place, and that of each attempt for itself', async () => {
    const { rig, held, started, at } = await measuredRig(1);
    await rig.send(at(0), at(0, { workflowId: 'second' }));
    await rig.clock.advance(20_000);
    expect(started).toHaveLength(1);
    held.calls[0]!.fail(new Error('busy'));
    await rig.clock.quiet();
    held.calls[1]!.end({ id: 'p' });
    await rig.clock.advance(5_000);
    await rig.send(at(0, { attempt: 2, issuedAt: at(24_000).scheduledAt }));
    expect(started.map(([, seconds]) => seconds)).toEqual([0, 20, 1]);
  });

  it('is measured of an undo, too', async () => {
    const { rig, started } = await measuredRig();
    await rig.clock.advance(2_000);
    await rig.send(compensate('completed'));
    expect(started).toEqual([['payments.charge', 2]]);
  });

  it('is nothing where the clock of the coordinator is ahead', async () => {
    const { rig, started, at } = await measuredRig();
    await rig.send(at(60_000));
    expect(started).toEqual([['payments.charge', 0]]);
  });

  it('is not measured of what never starts: a repeat, what was given up, what came too late, what does not fit', async () => {
    const { rig, held, started, at } = await measuredRig();
    await rig.send(at(0));
    held.calls[0]!.end({ id: 'p' });
    await rig.clock.quiet();
    await rig.send(at(0));
    await rig.send(at(0, { workflowId: 'given-up' }), cancel('canceled', { workflowId: 'given-up' }));
    await rig.send(at(0, { workflowId: 'late', deadline: '2025-12-31T00:00:00.000Z' }));
    await rig.send(at(0, { workflowId: 'odd', input: { amount: 'five' } }));
    await rig.clock.advance(1_000);
    expect(rig.results).toHaveLength(5);
    expect(started).toHaveLength(1);
  });

  it('is not measured where the command does not say', async () => {
    const { rig, held, started, at } = await measuredRig();
    const { scheduledAt: _, ...unsaid } = at(0);
    await rig.send(unsaid as ReturnType<typeof at>);
    expect(held.calls).toHaveLength(1);
    expect(started).toEqual([]);
  });
});
