import type { IncomingRecord, MessageBus } from '@skald/ports';
import { BusUnavailable } from '@skald/ports';

import type { RigOptions } from '../rig.for-spec.js';
import { charge, participantRig } from '../rig.for-spec.js';
import type { ActivityBinding, Correlation } from './activity-binding.js';
import { bindActivity } from './activity-binding.js';

interface LegacyReply {
  readonly ref?: string;
  readonly state: 'paid' | 'refused' | 'received' | 'busy';
  readonly nr?: string;
}

export function legacyCharge(correlation: Correlation<LegacyReply> = { header: 'correlation-id' }): ActivityBinding {
  return bindActivity(charge, {
    requests: 'legacy.charge.requests',
    replies: 'legacy.charge.replies',
    correlation,
    request: ({ amount }, { idempotencyKey, correlationId }) => ({
      key: idempotencyKey,
      value: { cents: amount * 100, ref: correlationId },
      headers: { 'x-system': 'skald' },
    }),
    reply: ({ state, nr }: LegacyReply) => {
      switch (state) {
        case 'paid':
          return { output: { id: nr! } };
        case 'refused':
          return { error: { type: 'CardDeclined', message: 'no money' } };
        case 'busy':
          return { error: { type: 'Busy', message: 'later' }, retryable: true, effect: 'none', retryAfter: '7s' };
        case 'received':
          return undefined;
      }
    },
    compensation: {
      requests: 'legacy.refund.requests',
      request: (forward, { correlationId }) => ({
        value: { refund: forward.outcome === 'completed' ? forward.output.id : null, ref: correlationId },
      }),
      reply: () => ({ output: null }),
    },
  });
}

const legacyTopics = ['legacy.charge.requests', 'legacy.refund.requests', 'legacy.charge.replies'];

/** A participant whose payments another system carries out; the spec is that system. */
export async function legacyRig(
  binding = legacyCharge(),
  { topics = legacyTopics, ...more }: { topics?: readonly string[] } & Partial<RigOptions> = {},
) {
  const away = { requests: false };
  const requests: IncomingRecord[] = [];
  const deadLetters: IncomingRecord[] = [];
  const rig = await participantRig({
    handlers: [],
    ...more,
    options: { bindings: [binding], ...more.options },
    bus: (bus) => withoutRequests(bus, away),
  });
  const { bus, clock } = rig;
  const make = async (names: readonly string[]): Promise<void> => {
    await bus.createTopics(names.map((topic) => ({ topic, partitions: 1 })));
    await clock.advance(10_000);
  };
  await make([...topics, 'legacy.charge.replies.dlq'].filter((topic) => topics.length > 0 || !topic.endsWith('.dlq')));
  for (const [topic, seen] of [
    ['legacy.charge.requests', requests],
    ['legacy.refund.requests', requests],
    ['legacy.charge.replies.dlq', deadLetters],
  ] as const) {
    const [count] = await bus.partitionCounts([topic]);
    if (count === 0) continue;
    await bus.subscribe(
      { group: 'legacy', topics: [topic], broadcast: true },
      { assigned: () => undefined, records: (_, records) => void seen.push(...records), crashed: () => undefined },
    );
  }
  return {
    rig,
    away,
    requests,
    make,
    /** The correlation id of a request, as its header says. */
    correlation: (at: number): string => text(requests[at]!.headers['correlation-id']),
    async reply(value: unknown, headers: Record<string, string> = {}): Promise<void> {
      const said = typeof value === 'string' ? value : JSON.stringify(value);
      await bus.publish([{ topic: 'legacy.charge.replies', key: null, value: said, headers }]);
      await clock.advance(100);
    },
    get reasons(): string[] {
      return deadLetters.map(({ headers }) => text(headers['skald_dlq_reason']));
    },
  };
}

export const text = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString();

function withoutRequests(bus: MessageBus, away: { readonly requests: boolean }): MessageBus {
  return {
    ...bus,
    publish: (records) =>
      away.requests && records.some(({ topic }) => topic.endsWith('.requests'))
        ? Promise.reject(new BusUnavailable('gone'))
        : bus.publish(records),
  };
}
