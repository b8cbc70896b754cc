import 'reflect-metadata';
import { connectMongo } from '@skald/mongo';
import { pinoLog, readConfiguration, registeredSagas, runProcess } from '@skald/nest';
import type { VersionRow } from '@skald/runtime';
import { versionTable } from '@skald/runtime';
import { loadSagas } from './load-sagas.js';
import { variablesOfStoreTools } from './variables.js';

const usage = `versions                           every saga and version: open instances, which is current, what may be removed
versions current <saga> <version>  from now on a start that names no version gets this one`;

await runProcess('versions', async () => {
  const [verb, saga, version, ...rest] = process.argv.slice(2);
  const isMove = verb === 'current' && saga !== undefined && /^[1-9]\d{0,8}$/.test(version ?? '') && rest.length === 0;
  if (verb !== undefined && !isMove) {
    console.error(usage);
    process.exitCode = 1;
    return;
  }
  const environment = readConfiguration(process.env, variablesOfStoreTools);
  const log = pinoLog({ level: environment.SKALD_LOG_LEVEL, process: 'versions' });
  const { modules } = await loadSagas(environment.SKALD_MODULES);
  const registered = (await registeredSagas(modules)).map(({ contract, version: own }) => ({
    saga: contract.name,
    version: own,
  }));
  const store = await connectMongo({ uri: environment.MONGODB_URI, createSchema: true, log });
  try {
    if (isMove) {
      const pointer = { saga, version: Number(version) };
      if (!registered.some((row) => row.saga === saga && row.version === pointer.version)) {
        const here = registered.filter((row) => row.saga === saga).map((row) => row.version);
        const known =
          here.length === 0 ? 'no version of it is' : `${here.join(', ')} ${here.length > 1 ? 'are' : 'is'}`;
        console.error(`versions: saga ${saga} version ${version} is not among SKALD_MODULES; ${known}`);
        process.exitCode = 1;
        return;
      }
      await store.versions.move(pointer);
      console.log(`${saga}: starts that name no version get ${version}, on every coordinator within 5 seconds`);
      return;
    }
    const rows = versionTable(registered, await store.versions.current(), await store.instances.openByVersion());
    for (const row of rows) console.log(line(row));
  } finally {
    await store.close();
  }
});

function line({ saga, version, open, oldest, current, registered, removable }: VersionRow): string {
  const told = [
    `${saga} ${version}`,
    `${open} open`,
    oldest === undefined ? [] : `oldest ${new Date(oldest).toISOString()}`,
    current ? 'current' : [],
    registered ? [] : 'not registered here',
    removable ? 'safe to remove' : [],
  ];
  return told.flat().join(', ');
}
