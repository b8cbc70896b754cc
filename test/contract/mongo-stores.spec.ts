import { randomUUID } from 'node:crypto';
import { connectMongo, type MongoStore } from '@skald/mongo';
import { systemClock } from '@skald/runtime';
import { custodyContract, instancesContract, journalContract, ledgerContract, versionsContract } from '@skald/testing';
import { missing, startStore, type OwnStore, type StoreName } from '../../docker/services/index.ts';

const stores: readonly StoreName[] = ['ferretdb', 'memory'];
const without = new Map<StoreName, string>();
for (const name of stores) {
  const reason = await missing(name);
  if (reason !== undefined) without.set(name, reason);
}

const exceptions = {
  ferretdb: { 'the newest of a race stays': 'FerretDB 1.24 reads, then replaces: not atomic between clients' },
  memory: {},
};

const noLog = { write: () => undefined };

for (const name of stores) {
  const reason = without.get(name);
  const tried = reason === undefined ? describe : describe.skip;
  tried(reason === undefined ? `on ${name}` : `on ${name}: SKIPPED, ${reason}`, () => {
    let server: OwnStore;
    beforeAll(async () => {
      server = await startStore(name);
    }, 60_000);
    afterAll(() => server?.remove());

    /** A database of its own for each promise: FerretDB scans for everything but inserts. */
    const inMongo =
      <Port extends 'journal' | 'instances' | 'ledger' | 'custody' | 'versions'>(port: Port) =>
      async () => {
        const options = {
          uri: server.uri,
          database: `contract-${randomUUID()}`,
          createSchema: true,
          clock: systemClock(),
          log: noLog,
        };
        const open: MongoStore[] = [];
        const connect = async (): Promise<MongoStore> => {
          const store = await connectMongo(options);
          open.push(store);
          return store;
        };
        return {
          ...(await connect()),
          reopen: async () => (await connect())[port],
          close: async () => {
            await Promise.all(open.map((store) => store.close()));
          },
        };
      };

    journalContract(`MongoDB protocol, ${name}`, inMongo('journal'));
    instancesContract(`MongoDB protocol, ${name}`, inMongo('instances'), exceptions[name]);
    ledgerContract(`MongoDB protocol, ${name}`, inMongo('ledger'));
    custodyContract(`MongoDB protocol, ${name}`, inMongo('custody'));
    versionsContract(`MongoDB protocol, ${name}`, inMongo('versions'));
  });
}
