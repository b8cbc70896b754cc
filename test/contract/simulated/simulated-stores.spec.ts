import { custodyContract, instancesContract, journalContract, ledgerContract, versionsContract } from '@skald/testing';
import { SimulatedMongo, simulatedStores } from '@skald/testing/simulator';
import { RunningKernel } from './running-kernel.js';

/** Another process for each connection: all of them share the server alone. */
const inSimulation =
  <Port extends 'journal' | 'instances' | 'ledger' | 'custody' | 'versions'>(port: Port) =>
  async () => {
    const world = new RunningKernel();
    const { kernel, random, sometimes } = world;
    const server = new SimulatedMongo({
      ...{ kernel, random, sometimes, replicationMs: 3, brokenOff: 0 },
      acknowledge: 'majority',
    });
    return {
      ...simulatedStores(server, world.process()),
      reopen: async () => simulatedStores(server, world.process())[port],
      close: () => world.close(),
    };
  };

const name = 'on a simulated MongoDB';
journalContract(name, inSimulation('journal'));
instancesContract(name, inSimulation('instances'));
ledgerContract(name, inSimulation('ledger'));
custodyContract(name, inSimulation('custody'));
versionsContract(name, inSimulation('versions'));
