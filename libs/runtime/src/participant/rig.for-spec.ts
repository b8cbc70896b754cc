import type { ActivityResult, CancelCommand, CancelReason, Command, Json, OperationCommand } from '@skald/contracts';
import { commandKey, defineActivity, idempotencyKey } from '@skald/contracts';
import { MemoryBroker, memoryBus, openEmbeddedStore } from '@skald/embedded';
import type { IncomingRecord, Ledger, LedgerRecord, MessageBus } from '@skald/ports';
import { recordingLog, seededIds, virtualClock } from '@skald/testing';
import { z } from 'zod';

import { decodeResult } from '../messages/decode-result.js';
import { withSubscriptions } from '../receive/subscriptions.for-spec.js';
import type { ActivityHandler } from './activity-handler.js';
import type { ParticipantOptions } from './create-participant.js';
import { createParticipant } from './create-participant.js';

export const charge = defineActivity('payments.charge', {
  input: z.object({ amount: z.number() }),
  output: z.object({ id: z.string() }),
  errors: ['CardDeclined'],
  compensable: true,
});

export const note = defineActivity('payments.note', { input: z.unknown(), output: z.unknown() });

export type CommandOptions = Partial<Omit<OperationCommand, 'type' | 'idempotencyKey'>> & { readonly input?: Json };

export function execute(options: CommandOptions = {}): OperationCommand {
  const identity = { namespace: 'default', workflowId: 'order-42', run: 0, activityId: 'charge', ...options };
  return {
    type: 'execute',
    activity: 'payments.charge',
    attempt: 1,
    scheduledAt: '2026-01-01T00:00:00.000Z',
    input: { amount: 5 },
    timeoutMs: 30_000,
    ...identity,
    idempotencyKey: idempotencyKey({ ...identity, operation: 'execute' }),
  };
}

export function compensate(
  outcome: 'completed' | 'unknown',
  { late = false, ...options }: CommandOptions & { readonly late?: boolean } = {},
): Command {
  const { type: _type, input, ...base } = execute(options) as OperationCommand & { readonly type: 'execute' };
  return {
    ...base,
    type: 'compensate',
    idempotencyKey: idempotencyKey({ ...base, operation: 'compensate' }, late),
    forward: outcome === 'completed' ? { input, outcome, output: { id: 'p-1' } } : { input, outcome },
  };
}

export function cancel(reason: CancelReason = 'canceled', options: CommandOptions = {}): CancelCommand {
  const { namespace, workflowId, run, activityId, activity, attempt } = execute(options);
  return { type: 'cancel', namespace, workflowId, run, activityId, activity, attempt, reason };
}

/** A handler whose attempts end when the spec says so. */
export class HeldCalls {
  readonly calls: {
    readonly input: unknown;
    readonly end: (value: unknown) => void;
    readonly fail: (error: unknown) => void;
  }[] = [];
  readonly handle = (input: unknown): Promise<unknown> =>
    new Promise((end, fail) => {
      this.calls.push({ input, end, fail });
    });
}

export interface RigOptions {
  readonly handlers: readonly ActivityHandler[];
  readonly bus?: (bus: MessageBus) => MessageBus;
  readonly ledger?: (ledger: Ledger) => Ledger;
  readonly options?: Partial<ParticipantOptions>;
}

/** A participant on the embedded adapters in virtual time. */
export async function participantRig({ handlers, bus: wrapBus, ledger: wrapLedger, options }: RigOptions) {
  const clock = virtualClock();
  const log = recordingLog();
  const broker = new MemoryBroker({ clock, log });
  const plainBus = memoryBus(broker);
  let committed = 0;
  const bus = watched(wrapBus?.(plainBus) ?? plainBus, (offset) => (committed = offset));
  const store = openEmbeddedStore({ file: ':memory:', clock });
  const topics = ['saga.commands.payments', 'saga.commands.payments.dlq', 'saga.results'];
  await plainBus.createTopics(topics.map((topic) => ({ topic, partitions: 1 })));
  const seen: IncomingRecord[] = [];
  await plainBus.subscribe(
    { group: 'spec', topics: ['saga.results', 'saga.commands.payments.dlq'], broadcast: true },
    { assigned: () => undefined, records: (_, records) => void seen.push(...records), crashed: () => undefined },
  );
  const make = (seed = 1, over = bus) =>
    createParticipant({
      ...{ bus: over, clock, log, handlers, ids: seededIds(seed) },
      ledger: wrapLedger?.(store.ledger) ?? store.ledger,
      ...options,
    });
  const participant = make();
  await Promise.all([participant.start(), clock.quiet()]);

  return {
    ...{ clock, log, bus: plainBus, ledger: store.ledger, participant, make },
    async send(...commands: readonly Command[]): Promise<void> {
      await plainBus.publish(
        commands.map((command) => ({
          topic: 'saga.commands.payments',
          key: commandKey(command.workflowId, command.activityId),
          value: JSON.stringify(command),
        })),
      );
      await clock.quiet();
    },
    /** Everything reported so far. */
    get results(): ActivityResult[] {
      return seen
        .filter(({ topic }) => topic === 'saga.results')
        .map((record) => {
          const decoded = decodeResult(record);
          if (decoded.kind !== 'message' || 'childId' in decoded.message)
            throw new Error(`a result cannot be read: ${JSON.stringify(decoded)}`);
          return decoded.message;
        });
    },
    get deadLetters(): IncomingRecord[] {
      return seen.filter(({ topic }) => topic.endsWith('.dlq'));
    },
    async marks(command: Command = execute()): Promise<Record<string, unknown>> {
      const [records] = await store.ledger.read([idempotencyKey({ ...command, operation: 'execute' })]);
      return Object.fromEntries(records!.map(({ mark, body }) => [mark, body]));
    },
    async remember(...records: readonly Pick<LedgerRecord, 'mark' | 'body'>[]): Promise<void> {
      const key = idempotencyKey({ ...execute(), operation: 'execute' });
      const recorded = store.ledger.record(records.map((record) => ({ key, at: clock.now(), ...record })));
      await Promise.all([recorded, clock.quiet()]);
    },
    /** The offset from which another process would go on. */
    get committed(): number {
      return committed;
    },
  };
}

function watched(bus: MessageBus, onCommit: (offset: number) => void): MessageBus {
  return withSubscriptions(bus, (subscription) => ({
    commit: async (generation, offsets) => {
      await subscription.commit(generation, offsets);
      for (const { offset } of offsets) onCommit(offset);
    },
  }));
}
