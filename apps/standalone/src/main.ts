import { pinoLog, readConfiguration, runProcess, warnOfUnknownVariables } from '@skald/nest';
import { createStandalone } from './standalone.js';
import { variablesOfStandalone } from './variables.js';

await runProcess('standalone', async () => {
  const environment = readConfiguration(process.env, variablesOfStandalone);
  const {
    SKALD_HTTP_HOSTS: hosts,
    SKALD_HTTP_TOKEN: token,
    SKALD_NAMESPACE_OPEN_INSTANCES: openInstances,
    SKALD_NAMESPACE_STARTS_PER_SECOND: startsPerSecond,
  } = environment;
  const log = pinoLog({ level: environment.SKALD_LOG_LEVEL, process: 'standalone' });
  warnOfUnknownVariables(process.env, log);
  const { application, url } = await createStandalone({
    log,
    dataDir: environment.SKALD_DATA_DIR,
    host: environment.SKALD_HTTP_HOST,
    port: environment.SKALD_HTTP_PORT,
    prefix: environment.SKALD_TOPIC_PREFIX,
    cacheBytes: environment.SKALD_CACHE_BYTES,
    stallRetries: environment.SKALD_STALL_RETRIES,
    retentionMs: environment.SKALD_RETENTION,
    drainMs: environment.SKALD_DRAIN_MS,
    namespaceCaps: {
      ...(openInstances !== undefined && { openInstances }),
      ...(startsPerSecond !== undefined && { startsPerSecond }),
    },
    ...(token !== undefined && { token }),
    ...(hosts !== undefined && { hosts }),
  });
  application.enableShutdownHooks([], { useProcessExit: true });
  log.write('info', 'standalone takes in requests', { url, data: environment.SKALD_DATA_DIR });
});
