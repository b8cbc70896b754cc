import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { kafkaBus } from '@skald/kafka';
import { coordinatorTopics, systemClock, systemIds, topicNames } from '@skald/runtime';
import { recordingLog } from '@skald/testing';
import { services } from '../../docker/services/index.ts';
import { haveKcat, kcat, startKcat } from '../strangers/kcat.js';
import { describeWith } from '../strangers/skip.js';
import type { Running } from '../strangers/stranger.ts';

jest.setTimeout(120_000);

const found = await services();
const describeWithKcat = await describeWith(haveKcat);
const adapterTools = { clock: systemClock(), ids: systemIds(), log: recordingLog() };
const examples = join(import.meta.dirname, '..', '..', '.skald', 'examples');

/** What docs/guides/own-coordinator.md promises, with the programs it shows. */
(found.available ? describeWithKcat : describe.skip)('a coordinator of one’s own', () => {
  const brokers = found.available ? found.KAFKA_BROKERS : '';
  const names = Object.fromEntries(['confirmed', 'canceled'].map((name) => [name, `trip-${name}-${process.pid}`]));
  let processes: ChildProcess[];
  let events: Running;

  const ask = (workflowId: string, request: object) =>
    kcat(['-P', '-b', brokers, '-t', 'trips.requests', '-K='], `${workflowId}=${JSON.stringify(request)}\n`);

  /** Reads on until the instance stands there. */
  async function until(workflowId: string, wanted: string): Promise<string> {
    for await (const line of events.lines()) {
      const { workflowId: of, status, events: happened } = JSON.parse(line) as Told;
      if (of === workflowId && (status === wanted || happened.some(({ type }) => type === wanted))) return status;
    }
    throw new Error(`the events ended before ${workflowId} came to ${wanted}`);
  }

  beforeAll(async () => {
    // Made beforehand, so that kcat need not wait for the coordinator.
    const bus = kafkaBus({ ...adapterTools, brokers: brokers.split(','), clientId: 'own-coordinator' });
    await bus.createTopics(coordinatorTopics(topicNames('trips.'), 8));
    await bus.close();
    const servers = found.available ? { KAFKA_BROKERS: brokers, MONGODB_URI: found.MONGODB_URI } : {};
    const env = { ...process.env, ...servers, SKALD_HEALTH_PORT: '0' };
    processes = ['coordinator.js', 'worker.js'].map((program) =>
      spawn(process.execPath, [join(examples, program)], { env, stdio: ['ignore', 'ignore', 'inherit'] }),
    );
    events = await startKcat(['-C', '-u', '-q', '-b', brokers, '-t', 'trips.events', '-o', 'beginning']);
  });

  afterAll(async () => {
    events.stop();
    await Promise.all(
      processes.map(async (running) => {
        const ended = once(running, 'exit');
        if (running.exitCode === null && running.kill('SIGTERM')) await ended;
      }),
    );
  });

  it('books a trip that is confirmed', async () => {
    await ask(names['confirmed']!, { type: 'start', saga: 'trip', input: trip('TXL') });
    await until(names['confirmed']!, 'TimerStarted');
    await ask(names['confirmed']!, { type: 'signal', name: 'confirm', signalId: 'c-1', payload: { by: 'ana' } });
    expect(await until(names['confirmed']!, 'SagaCompleted')).toBe('completed');
  });

  it('undoes a trip that is cancelled', async () => {
    await ask(names['canceled']!, { type: 'start', saga: 'trip', input: trip('BER') });
    await until(names['canceled']!, 'TimerStarted');
    await ask(names['canceled']!, { type: 'cancel', reason: 'ill' });
    expect(await until(names['canceled']!, 'SagaCompensated')).toBe('compensated');
  });
});

interface Told {
  readonly workflowId: string;
  readonly status: string;
  readonly events: readonly { readonly type: string }[];
}

const trip = (from: string) => ({ traveller: 'ana', from, to: 'LIS', price: 120 });
