import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedStore, type EmbeddedStore } from '@skald/embedded';
import { systemClock } from '@skald/runtime';
import { custodyContract, instancesContract, journalContract, ledgerContract, versionsContract } from '@skald/testing';

const clock = systemClock();

/** The promises over one file, closed and opened anew where a test asks for another view of it. */
function inFile<Port extends 'journal' | 'instances' | 'ledger' | 'versions'>(port: Port) {
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), 'skald-embedded-'));
    let store: EmbeddedStore = openEmbeddedStore({ file: join(folder, 'skald.db'), clock });
    return {
      ...store,
      reopen: async () => {
        await store.close();
        store = openEmbeddedStore({ file: join(folder, 'skald.db'), clock });
        return store[port];
      },
      close: async () => {
        await store.close();
        await rm(folder, { recursive: true });
      },
    };
  };
}

const inMemory = async (): Promise<EmbeddedStore> => openEmbeddedStore({ file: ':memory:', clock });

journalContract('embedded, in a file', inFile('journal'));
journalContract('embedded, in memory', inMemory);
instancesContract('embedded, in a file', inFile('instances'));
instancesContract('embedded, in memory', inMemory);
ledgerContract('embedded, in a file', inFile('ledger'));
ledgerContract('embedded, in memory', inMemory);
custodyContract('embedded, in memory', inMemory);
versionsContract('embedded, in a file', inFile('versions'));
