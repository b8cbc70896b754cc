import 'reflect-metadata';
import { connectMongo } from '@skald/mongo';
import { pinoLog, readConfiguration, runProcess } from '@skald/nest';
import { systemClock } from '@skald/runtime';
import { loadSagas } from './load-sagas.js';
import { variablesOfStoreTools } from './variables.js';
import { versionsCommand } from './versions-command.js';
import { versionsOptions } from './versions-options.js';

await runProcess('versions', async () => {
  const options = versionsOptions(process.argv.slice(2));
  const environment = readConfiguration(process.env, variablesOfStoreTools);
  const log = pinoLog({ level: environment.SKALD_LOG_LEVEL, process: 'versions' });
  const { modules } = await loadSagas(environment.SKALD_MODULES);
  const uri = environment.MONGODB_URI;
  // Only what writes needs the schema.
  const createSchema = options.kind === 'move';
  const connect = () => connectMongo({ uri, createSchema, clock: systemClock(), log });
  await versionsCommand(options, { modules, connect, print: (text) => console.log(text) });
});
