import type { ActivityContract, Forward } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import type { Ledger } from '@skald/ports';
import { seededIds } from '@skald/testing';
import type { ActivityContext } from '../../participant/activity-context.js';
import { createParticipant } from '../../participant/create-participant.js';
import { FaultyBus } from './faults.for-spec.js';
import { World } from './world.for-spec.js';

interface Call {
  readonly ctx: ActivityContext;
  readonly end: (value: unknown) => void;
  readonly fail: (error: unknown) => void;
}

/** A coordinator and a participant on one bus and one clock: handlers wait until the spec ends them. */
export class WorldWithWorker extends World {
  readonly calls: Call[] = [];
  readonly undone: { readonly forward: Forward<ActivityContract<unknown, unknown, true>>; readonly key: string }[] = [];
  /** What the undo throws; nothing: it works. */
  undoFails: Error | undefined;

  override answer = () => undefined;

  async with(saga: SagaDefinition): Promise<this> {
    await this.open([saga]);
    await this.send({ type: 'start', saga: saga.contract.name, input: null });
    return this;
  }

  /** A worker begins; what it returns ends it as `kill -9` would. */
  async work(...contracts: readonly ActivityContract[]): Promise<() => void> {
    const { clock, log, store } = this;
    const bus = new FaultyBus(this.bus);
    const ledger: Ledger = {
      record: (records) => (bus.hang ? new Promise(() => undefined) : store.ledger.record(records)),
      read: (keys) => store.ledger.read(keys),
      sweep: (before, limit) => store.ledger.sweep(before, limit),
    };
    let leave: () => unknown = () => undefined;
    bus.subscribe = async (...asked) => {
      const subscription = await this.bus.subscribe(...asked);
      leave = () => subscription.stop();
      return subscription;
    };
    const participant = createParticipant({
      ...{ bus, clock, log, ledger, ids: seededIds(2) },
      handlers: contracts.map((contract) => ({
        contract,
        execute: (_: unknown, ctx: ActivityContext) =>
          new Promise((end, fail) => {
            this.calls.push({ ctx, end, fail });
          }),
        compensate: (forward: never, ctx: ActivityContext) => {
          this.undone.push({ forward, key: ctx.idempotencyKey });
          if (this.undoFails !== undefined) throw this.undoFails;
        },
      })),
    });
    const started = participant.start();
    await clock.advance(1_000);
    await started;
    return () => {
      bus.hang = true;
      leave();
    };
  }
}
