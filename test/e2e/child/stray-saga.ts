// A coordinator with a saga that lets go of a promise that fails, and one that does not.
import { defineActivity, defineSaga } from '@skald/contracts';
import type { SagaDefinition } from '@skald/engine';
import { memoryBus, openEmbeddedStore } from '@skald/embedded';
import type { Log } from '@skald/ports';
import {
  createCoordinator,
  createParticipant,
  createSagaClient,
  determinismGuard,
  systemClock,
  systemIds,
} from '@skald/runtime';
import { z } from 'zod';

const any = z.any();
const refuse = defineActivity('shop.refuse', { input: any, output: any, errors: ['No'], retry: { maxAttempts: 1 } });
const serve = defineActivity('shop.serve', { input: any, output: any });
let tell: () => void;
const told = new Promise<void>((resolve) => (tell = resolve));
const log: Log = {
  write: (level, message, fields) => {
    console.log(level, message, JSON.stringify(fields ?? {}));
    if (message.includes('let go of a promise')) tell();
  },
};
const surroundings = { clock: systemClock(), ids: systemIds(), log };

const careless: SagaDefinition = {
  contract: defineSaga('careless', { input: any, output: any }),
  version: 1,
  options: {},
  run: async (ctx) => {
    const branch = async (): Promise<void> => {
      await ctx.activity(refuse, 1);
    };
    void branch();
    return ctx.activity(serve, 1);
  },
};
/** Runs beside it, and waits for the same. */
const careful: SagaDefinition = {
  ...careless,
  contract: defineSaga('careful', { input: any, output: any }),
  run: (ctx) => ctx.activity(serve, 1),
};

const store = openEmbeddedStore({ file: ':memory:', clock: surroundings.clock });
const bus = memoryBus(surroundings);
const { journal, instances, custody, versions, ledger } = store;
const guard = determinismGuard(log);
const coordinator = createCoordinator({
  ...surroundings,
  journal,
  instances,
  custody,
  versions,
  bus,
  sagas: [careless, careful],
  guard,
});
const handlers = [
  {
    contract: refuse,
    execute: () => Promise.reject(Object.assign(new Error('refused'), { name: 'No' })),
  },
  // Answers when the failure was told: the saga still runs then.
  { contract: serve, execute: () => told.then(() => 'served') },
];
await coordinator.start();
await createParticipant({ ...surroundings, bus, ledger, handlers }).start();
const client = createSagaClient({ ...surroundings, bus });
const started = await Promise.all([
  client.start(careful.contract, { workflowId: 'careful-1', input: null }),
  client.start(careless.contract, { workflowId: 'careless-1', input: null }),
]);
for (const handle of started) console.log('result', handle.workflowId, await handle.result());
process.exit(0);
