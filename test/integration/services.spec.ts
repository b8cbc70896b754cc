import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Kafka, logLevel } from 'kafkajs';
import mongoose from 'mongoose';
import {
  missing,
  services,
  startKafka,
  startStore,
  type OwnKafka,
  type OwnStore,
} from '../../docker/services/index.js';

jest.setTimeout(90_000);

const root = join(import.meta.dirname, '..', '..');
const cli = join(root, 'docker', 'services', 'cli.ts');

const reason = await missing('kafka', 'ferretdb', 'memory');
if (reason) console.warn(`SKIPPED, tests of the services: ${reason}`);
const describeWithServers = reason ? describe.skip : describe;

async function names(uri: string): Promise<string[]> {
  const connection = await mongoose.createConnection(uri).asPromise();
  try {
    const documents = await connection.collection<{ _id: string }>('things').find().sort({ _id: 1 }).toArray();
    return documents.map((document) => document._id);
  } finally {
    await connection.close();
  }
}

async function insert(uri: string, _id: string): Promise<void> {
  const connection = await mongoose.createConnection(uri).asPromise();
  await connection.collection<{ _id: string }>('things').insertOne({ _id });
  await connection.close();
}

describeWithServers('a store of one’s own', () => {
  let store: OwnStore;
  afterAll(() => store?.remove());

  it('keeps what it acknowledged through kill -9, at the same address', async () => {
    store = await startStore('ferretdb');
    const { uri, pid } = store;
    await insert(uri, 'before');
    await store.kill9();
    expect(await store.answers()).toBe(false);
    await store.restart();
    await insert(uri, 'later');
    expect(store.uri).toBe(uri);
    expect(store.pid).not.toBe(pid);
    expect(await names(uri)).toEqual(['before', 'later']);
  });

  it('is mute while suspended and answers again after it', async () => {
    await store.suspend();
    expect(await store.answers(300)).toBe(false);
    store.resume();
    expect(await store.answers()).toBe(true);
  });

  it('in memory forgets with its process', async () => {
    const memory = await startStore('memory');
    await insert(memory.uri, 'gone');
    await memory.restart();
    expect(await names(memory.uri)).toEqual([]);
    await memory.remove();
    expect(existsSync(memory.folder)).toBe(false);
  });
});

describeWithServers('a broker of one’s own', () => {
  let kafka: OwnKafka;
  afterAll(() => kafka?.remove());

  it('keeps acknowledged records through kill -9, at the same address', async () => {
    kafka = await startKafka({ properties: { 'message.max.bytes': '2000000' } });
    const client = () => new Kafka({ brokers: [kafka.brokers], logLevel: logLevel.NOTHING });
    const admin = client().admin();
    await admin.createTopics({ topics: [{ topic: 'things' }], waitForLeaders: true });
    await admin.disconnect();
    const producer = client().producer();
    await producer.connect();
    await producer.send({ topic: 'things', acks: -1, messages: [{ key: 'a', value: 'kept' }] });
    await producer.disconnect();
    await kafka.kill9();
    await kafka.restart();

    const consumer = client().consumer({ groupId: 'readers', sessionTimeout: 1_000, heartbeatInterval: 300 });
    await consumer.connect();
    await consumer.subscribe({ topics: ['things'], fromBeginning: true });
    const read = new Promise<string | undefined>((resolve) => {
      void consumer.run({ eachMessage: async ({ message }) => resolve(message.value?.toString()) });
    });
    expect(await read).toBe('kept');
    await consumer.disconnect();
  });
});

describeWithServers('what is started', () => {
  it('ends with the process it was started for, even when that is killed', async () => {
    const script = `const { startStore } = await import(${JSON.stringify(join(root, 'docker/services/index.ts'))});
      const store = await startStore('ferretdb'); console.log(store.pid); setInterval(() => {}, 1000);`;
    const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [told] = (await once(owner.stdout, 'data')) as [Buffer];
    const pid = Number(told.toString());
    expect(isRunning(pid)).toBe(true);
    owner.kill('SIGKILL');
    while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
  });

  it('is found again by whoever asks, also at the same time', async () => {
    const [first, second] = await Promise.all([services(), services()]);
    expect(first).toEqual(second);
    expect(first).toMatchObject({ available: true });
    const { stdout } = await promisify(execFile)(process.execPath, [cli, 'env']);
    expect(stdout).toMatch(/^KAFKA_BROKERS=\S+\nMONGODB_URI=mongodb:\S+\n$/);
  });
});

/** A killed process may stay as a zombie where nobody collects it. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !existsSync('/proc/self/stat') || existsSync(`/proc/${pid}/exe`);
}
