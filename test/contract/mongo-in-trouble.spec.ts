import { connectMongo, MongoRefused, type MongoStore } from '@skald/mongo';
import { StoreUnavailable, UnknownFormat } from '@skald/ports';
import { systemClock } from '@skald/runtime';
import { aProjection, aTurn, encoded, recordingLog, signalReceived, turnsInSequence } from '@skald/testing';
import { missing, startStore, type OwnStore } from '../../docker/services/index.ts';

const reason = await missing('ferretdb');
const tried = reason === undefined ? describe : describe.skip;

tried(reason === undefined ? 'MongoDB in trouble' : `MongoDB in trouble: SKIPPED, ${reason}`, () => {
  let server: OwnStore;
  let store: MongoStore;
  const connect = (uri: string, createSchema = true) =>
    connectMongo({ uri, createSchema, serverSelectionTimeoutMs: 500, clock: systemClock(), log: recordingLog() });

  beforeAll(async () => {
    server = await startStore('ferretdb');
    store = await connect(server.uri);
  }, 60_000);
  afterAll(async () => {
    await store?.close();
    await server?.remove();
  });

  it('stores a turn as one readable document, events as sub-documents', async () => {
    const turn = aTurn({ workflowId: 'read-me', seq: 7, events: [signalReceived({ by: 'ana' }, 31)] });

    await store.journal.append(encoded(turn));

    expect(await store.connection.collection('journal').findOne({ instance: 'default/read-me' })).toEqual({
      _id: 'default/read-me/00000007',
      v: 1,
      instance: 'default/read-me',
      run: 0,
      at: new Date(turn.at),
      saga: 'order-checkout',
      version: 1,
      causes: ['saga.requests-0@0'],
      applied: { topicEpoch: 0, requests: 0, results: -1 },
      events: [{ index: 31, type: 'SignalReceived', name: 'approve', payload: { by: 'ana' } }],
    });
  });

  it('refuses a turn that no document can hold, and writes the others of its batch', async () => {
    const taken = aTurn({ workflowId: 'taken' });
    await store.journal.append(encoded(taken));
    const tooLarge = aTurn({ workflowId: 'too-large', events: [signalReceived('x'.repeat(17_000_000))] });

    const outcomes = await store.journal.append(encoded(aTurn({ workflowId: 'fits' }), tooLarge, taken));

    expect(outcomes).toEqual([
      { kind: 'appended' },
      { kind: 'refused', reason: expect.stringContaining('bytes') },
      { kind: 'conflict' },
    ]);
  });

  it('goes on with all its stores when its client stood still and was opened anew', async () => {
    let elapsed = 0;
    const clock = { ...systemClock(), elapsed: () => elapsed };
    let opened = (): void => undefined;
    const log = { write: (_: string, message: string) => message.includes('was opened anew') && opened() };
    const still = await connectMongo({ uri: server.uri, serverSelectionTimeoutMs: 500, clock, log });
    const anew = new Promise<void>((resolve) => (opened = resolve));
    try {
      await still.connection.getClient().close();
      await expect(still.ping()).rejects.toThrow(StoreUnavailable);
      elapsed = 15_000;
      await expect(still.ping()).rejects.toThrow(StoreUnavailable);
      await anew;
      await still.ping();
      const turn = aTurn({ workflowId: 'anew' });
      expect(await still.journal.append(encoded(turn))).toEqual([{ kind: 'appended' }]);
      await still.instances.save([aProjection({ workflowId: 'anew' })]);
      expect(await still.instances.find(['default/anew'])).toMatchObject([{ workflowId: 'anew' }]);
      expect(await still.ledger.read(['key'])).toEqual([[]]);
      expect(await still.custody.suspects()).toEqual([]);
      expect(await still.versions.current()).toEqual([]);
    } finally {
      await still.close();
    }
  });

  it('I7 does not guess at a journal format of another release, and leaves it as it is', async () => {
    const turn = aTurn({ workflowId: 'newer' });
    await store.journal.append(encoded(turn));
    await store.connection.collection('journal').updateOne({ instance: 'default/newer' }, { $set: { v: 2 } });

    const reading = store.journal.read([{ instance: 'default/newer', fromSeq: 0 }]);

    await expect(reading).rejects.toThrow('The journal document default/newer/00000000 has format 2');
    await expect(reading).rejects.toThrow(UnknownFormat);
    expect(await store.journal.append(encoded(turn))).toEqual([{ kind: 'conflict' }]);
    expect(await store.connection.collection('journal').findOne({ instance: 'default/newer' })).toMatchObject({ v: 2 });
  });

  it('names missing collections and indexes in a warning, and creates nothing unasked', async () => {
    const log = recordingLog();
    const bare = await connectMongo({ uri: server.uri, database: 'bare', clock: systemClock(), log });
    const names = (await bare.connection.listCollections()).map(({ name }) => name);
    await bare.close();

    expect(log.entries).toEqual([
      expect.objectContaining({ level: 'warn', message: expect.stringContaining('npm run schema') }),
    ]);
    expect(JSON.stringify(log.entries)).toContain('instances.due');
    expect(names).not.toContain('journal');
  });

  it('finds the schema complete once it was created', async () => {
    const log = recordingLog();
    const again = await connectMongo({ uri: server.uri, clock: systemClock(), log });
    await again.close();
    expect(log.entries).toEqual([]);
  });

  it('[rolled-back-write] refuses to boot on a weaker write concern', async () => {
    await expect(connect(`${server.uri}?w=1`)).rejects.toThrow(MongoRefused);
  });

  it('loses nothing acknowledged when the server is killed, says StoreUnavailable while it is away, and goes on after', async () => {
    const turns = turnsInSequence(20, { workflowId: 'survivor' });
    await store.journal.append(encoded(...turns));
    await store.ledger.record([{ key: 'k', mark: 'm', at: 1, body: null }]);
    await store.instances.save([aProjection({ workflowId: 'survivor' })]);

    await server.kill9();

    for (const asking of [
      store.journal.append(encoded(aTurn({ workflowId: 'unheard' }))),
      store.journal.read([{ instance: 'default/survivor', fromSeq: 0 }]),
      store.journal.page('default/survivor', -1, 5),
      store.journal.remove(['default/survivor']),
      store.instances.save([aProjection({ workflowId: 'unheard' })]),
      store.instances.find(['default/survivor']),
      store.instances.due({ buckets: [7], until: 1, limit: 1 }),
      store.instances.list({ namespace: 'default' }, 5),
      store.instances.expired(1, 1),
      store.instances.remove(['default/survivor']),
      store.ledger.record([{ key: 'k', mark: 'n', at: 1, body: null }]),
      store.ledger.read(['k']),
      store.ledger.sweep(5, 5),
      store.ping(),
      connect(server.uri),
    ]) {
      await expect(asking).rejects.toThrow(StoreUnavailable);
    }

    await server.start();

    await store.ping();
    expect(await store.journal.read([{ instance: 'default/survivor', fromSeq: 0 }])).toEqual([turns]);
    expect(await store.journal.append(encoded(turns[0]!))).toEqual([{ kind: 'conflict' }]);
    expect(await store.ledger.read(['k'])).toHaveLength(1);
    expect(await store.instances.find(['default/survivor'])).toHaveLength(1);
  }, 60_000);
});
