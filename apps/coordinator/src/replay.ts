import 'reflect-metadata';
import { connectMongo } from '@skald/mongo';
import { pinoLog, readConfiguration, runProcess } from '@skald/nest';
import { systemClock } from '@skald/runtime';
import { loadSagas } from './load-sagas.js';
import { replayCommand } from './replay-command.js';
import { replayOptions } from './replay-options.js';
import { variablesOfStoreTools } from './variables.js';

await runProcess('replay', async () => {
  const options = replayOptions(process.argv.slice(2));
  const environment = readConfiguration(process.env, variablesOfStoreTools);
  const log = pinoLog({ level: environment.SKALD_LOG_LEVEL, process: 'replay' });
  const { modules } = await loadSagas(environment.SKALD_MODULES);
  const uri = environment.MONGODB_URI;
  const mayBeDeployed = await replayCommand(options, {
    ...{ modules, log },
    // It only reads, and a gate says so when it cannot.
    connect: () => connectMongo({ uri, createSchema: false, clock: systemClock(), log }),
    print: (text) => console.log(text),
  });
  if (!mayBeDeployed) process.exitCode = 1;
});
