import { expect, it } from '@jest/globals';

import { drawn } from '../../../../test/hostile/hold.for-spec.js';
import { goodCommands } from '../../../../test/hostile/messages.for-spec.js';
import { records } from '../../../../test/hostile/records.for-spec.js';
import { decodeCommand } from '../messages/decode-command.js';
import { textOf } from '../messages/read-json.js';
import { charge, execute, participantRig } from './rig.for-spec.js';

it('thousands of hostile commands stop no queue: each is kept or answered, and one behind them is carried out (V7)', async () => {
  const rig = await participantRig({
    handlers: [{ contract: charge, execute: async () => ({ id: 'p-1' }), compensate: async () => undefined }],
  });
  const topic = 'saga.commands.payments';
  const hostile = drawn(3_000, records({ topic, keys: ['order-42:charge'] }, ...goodCommands)).map((record) => {
    const { key, value, headers } = record;
    return { topic, value, headers, key: key === null ? null : (textOf(key) ?? 'no text') };
  });
  for (let at = 0; at < hostile.length; at += 100) {
    await rig.bus.publish(hostile.slice(at, at + 100));
    await rig.clock.advance(1_000);
  }
  await rig.send(execute({ workflowId: 'good' }));
  await rig.clock.advance(5_000);

  expect(rig.results.at(-1)).toMatchObject({ type: 'completed', workflowId: 'good' });
  expect(rig.committed).toBe(hostile.length + 1);
  const kept = new Set(rig.deadLetters.map(({ value }) => Buffer.from(value ?? []).toString()));
  const lost = hostile.filter(({ key, value, headers }) => {
    const at = { topic, partition: 0, offset: 0, timestamp: 0, headers };
    const read = decodeCommand({ ...at, value, key: key === null ? null : Buffer.from(key) });
    return read.kind === 'unreadable' && !kept.has(Buffer.from(value ?? []).toString());
  });
  expect(lost).toEqual([]);
  expect(kept.size).toBeGreaterThan(500);
});
