import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { kafkaBus } from '@skald/kafka';
import type { MessageBus } from '@skald/ports';
import { coordinatorTopics, deadLetter, systemClock, systemIds, topicNames } from '@skald/runtime';
import { BusListener, recordingLog } from '@skald/testing';
import { services } from '../../docker/services/index.ts';
import { npmRun } from './system/npm-run.ts';

const found = await services();
const withServers = found.available ? describe : describe.skip;

withServers('npm run redrive', () => {
  const prefix = `redrive-${randomUUID().slice(0, 8)}.`;
  const names = topicNames(prefix);
  const KAFKA_BROKERS = found.available ? found.KAFKA_BROKERS : '';
  const environment = { KAFKA_BROKERS, SKALD_LOG_LEVEL: 'error' };
  const surroundings = { clock: systemClock(), ids: systemIds(), log: recordingLog() };
  let bus: MessageBus;

  beforeAll(async () => {
    bus = kafkaBus({ ...surroundings, brokers: KAFKA_BROKERS.split(','), clientId: 'redrive-spec' });
    await bus.createTopics(coordinatorTopics(names, 2));
  }, 60_000);
  afterAll(() => bus?.close());

  const letter = (value: string, reason: 'CORRUPT_HISTORY' | 'NOT_JSON') =>
    deadLetter(
      {
        ...{ topic: names.requests, partition: 0, offset: 7, timestamp: 0 },
        ...{ key: Buffer.from('order-42'), value: Buffer.from(value), headers: { traceparent: Buffer.from('00-1') } },
      },
      reason,
      'a test',
      0,
    );

  it('L7 sends the dead letters of one reason again, as they had come, each once, and says what stays', async () => {
    const signals = ['one', 'two', 'three'].map((signalId) => JSON.stringify({ type: 'signal', name: 'go', signalId }));
    await bus.publish([letter('{', 'NOT_JSON'), ...signals.map((value) => letter(value, 'CORRUPT_HISTORY'))]);
    const listener = await BusListener.join(bus, [names.requests]);

    const first = await npmRun('redrive', [names.requests, 'CORRUPT_HISTORY'], environment);
    expect(first).toEqual({ code: 0, errors: '', output: `3 sent to ${names.requests} again; there stay 1 NOT_JSON` });
    expect(await listener.hears(3)).toEqual(signals);
    const { key, headers } = listener.heard[0]!;
    expect(Buffer.from(key!).toString()).toBe('order-42');
    expect(Object.keys(headers).sort()).toEqual(['skald_redrive', 'traceparent']);

    const again = await npmRun('redrive', [names.requests, 'CORRUPT_HISTORY'], environment);
    expect(again).toEqual({ code: 0, errors: '', output: `0 sent to ${names.requests} again` });
  }, 120_000);

  it('ends with 1 and says how it is used, or what is not there', async () => {
    const [none, letters, odd, absent] = await Promise.all([
      npmRun('redrive', [], environment),
      npmRun('redrive', ['saga.requests.dlq', 'NOT_JSON'], environment),
      npmRun('redrive', ['saga.requests', 'corrupt'], environment),
      npmRun('redrive', [`${prefix}nothing`, 'NOT_JSON'], environment),
    ]);
    expect([none.code, letters.code, odd.code, absent.code]).toEqual([1, 1, 1, 1]);
    expect(none.errors).toMatch(/^redrive: it needs a topic and a reason\nnpm run redrive/);
    expect(letters.errors).toMatch(/^redrive: name the topic, not that of its dead letters: saga\.requests\n/);
    expect(odd.errors).toMatch(/^redrive: "corrupt" is no reason: it stands in the header skald_dlq_reason\n/);
    expect(absent.errors).toMatch(/nothing\.dlq is not there/);
  }, 120_000);
});
