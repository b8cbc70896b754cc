import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IncomingRecord } from '@skald/ports';
import { drawn } from '../../../../../test/hostile/hold.for-spec.js';
import { goodRequests, goodResults } from '../../../../../test/hostile/messages.for-spec.js';
import { records } from '../../../../../test/hostile/records.for-spec.js';
import { decodeRequest } from '../../messages/decode-request.js';
import { decodeResult } from '../../messages/decode-result.js';
import { textOf } from '../../messages/read-json.js';
import { shop } from './shop.for-spec.js';
import { World } from './world.for-spec.js';

const keys = ['order-42'];
const requests = records({ topic: 'saga.requests', keys }, ...goodRequests);
const results = records({ topic: 'saga.results', keys }, ...goodResults);
/** What could be an answer to what the shop asked for. */
const forged = records(
  { topic: 'saga.results', keys },
  ...['reserve', 'charge', 'ship'].map((activityId) => ({ ...goodResults[0], activityId, attempt: 2 })),
);

const outgoing = ({ topic, key, value, headers }: IncomingRecord) => ({
  ...{ topic, value, headers },
  key: key === null ? null : (textOf(key) ?? 'no text'),
});

describe('some thousand hostile records', () => {
  it('stop neither the coordinator nor anyone behind them; each is kept, refused or taken (V7, V8)', async () => {
    const world = await new World().open([shop]);
    const sent = drawn(3_000, fc.oneof(requests, results, forged)).map(outgoing);
    let goods = 0;
    for (let at = 0; at < sent.length; at += 100) {
      const good = { type: 'start', saga: 'shop', input: { total: 10 } };
      await world.bus.publish([
        ...sent.slice(at, at + 100),
        { topic: 'saga.requests', key: `good-${goods++}`, value: JSON.stringify(good) },
      ]);
      await world.clock.advance(1_000);
    }
    await world.clock.advance(10_000);

    const statuses = await Promise.all(Array.from({ length: goods }, (_, i) => world.status(`good-${i}`)));
    expect(new Set(statuses)).toEqual(new Set(['completed']));
    expect(world.coordinator.health()).toMatchObject({ ready: true });
    expect(world.deadLetters.map(({ reason }) => reason)).not.toContain('ENGINE_ERROR');
    expect(world.log.entries.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([]);

    const kept = new Set(world.deadLetters.map(({ topic, value }) => `${topic} ${value}`));
    const told = new Set(
      world.replies.flatMap((reply) => (reply.type === 'rejected' ? [`${reply.code} ${reply.path}`] : [])),
    );
    const lost = sent.filter((record) => {
      const incoming = {
        ...record,
        partition: 0,
        offset: 0,
        timestamp: 0,
        key: record.key === null ? null : Buffer.from(record.key),
      };
      const value = record.value as Buffer | null;
      const read = record.topic === 'saga.requests' ? decodeRequest(incoming) : decodeResult(incoming);
      if (read.kind === 'unreadable') return !kept.has(`${record.topic}.dlq ${Buffer.from(value ?? []).toString()}`);
      if (read.kind === 'refused' && read.parent === undefined) return !told.has(`${read.code} ${read.path}`);
      return false;
    });
    expect(lost).toEqual([]);
    expect(kept.size).toBeGreaterThan(500);
    expect(told.size).toBeGreaterThan(20);
  });
});
