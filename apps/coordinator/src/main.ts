import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { AsyncMicroserviceOptions } from '@nestjs/microservices';
import { kafkaBus } from '@skald/kafka';
import { connectMongo } from '@skald/mongo';
import {
  guardedBus,
  guardedStore,
  Health,
  Metrics,
  nestLogger,
  openHealthServer,
  pinoLog,
  readConfiguration,
  runProcess,
  SagaTransport,
  whenThere,
  warnOfUnknownVariables,
} from '@skald/nest';
import { systemClock, systemIds } from '@skald/runtime';
import { CoordinatorAppModule } from './coordinator.module.js';
import { loadSagas } from './load-sagas.js';
import { variablesOfCoordinator } from './variables.js';

await runProcess('coordinator', async () => {
  const environment = readConfiguration(process.env, variablesOfCoordinator);
  const log = pinoLog({ level: environment.SKALD_LOG_LEVEL, process: 'coordinator' });
  warnOfUnknownVariables(process.env, log);
  const surroundings = { clock: systemClock(), ids: systemIds(), log };
  const { modules } = await loadSagas(environment.SKALD_MODULES);

  const server = await openHealthServer({
    port: environment.SKALD_HEALTH_PORT,
    host: environment.SKALD_HEALTH_HOST,
  });
  log.write('info', 'health checks and metrics', { port: server.port });

  const {
    MONGODB_URI: uri,
    SKALD_NAMESPACE_OPEN_INSTANCES: openInstances,
    SKALD_NAMESPACE_STARTS_PER_SECOND: startsPerSecond,
  } = environment;
  const store = await whenThere(
    'MongoDB',
    () => connectMongo({ uri, createSchema: true, ...surroundings }),
    surroundings,
  );
  const bus = kafkaBus({
    ...surroundings,
    brokers: environment.KAFKA_BROKERS,
    clientId: 'skald-coordinator',
    sessionTimeoutMs: environment.SKALD_SESSION_TIMEOUT_MS,
  });
  const app = CoordinatorAppModule.with(modules, {
    ...surroundings,
    store: guardedStore(store),
    bus: guardedBus(bus),
    prefix: environment.SKALD_TOPIC_PREFIX,
    partitions: environment.SKALD_PARTITIONS,
    createTopics: environment.SKALD_CREATE_TOPICS,
    topicEpoch: environment.SKALD_TOPIC_EPOCH,
    replyTopics: environment.SKALD_REPLY_TOPICS,
    cacheBytes: environment.SKALD_CACHE_BYTES,
    intakeBytes: environment.SKALD_INTAKE_BYTES,
    stallRetries: environment.SKALD_STALL_RETRIES,
    namespaceCaps: {
      ...(openInstances !== undefined && { openInstances }),
      ...(startsPerSecond !== undefined && { startsPerSecond }),
    },
    retentionMs: environment.SKALD_RETENTION,
    drainMs: environment.SKALD_DRAIN_MS,
    ...(environment.SKALD_GROUP !== undefined && { group: environment.SKALD_GROUP }),
  });
  const application = await NestFactory.createMicroservice<AsyncMicroserviceOptions>(app, {
    inject: [SagaTransport],
    useFactory: (strategy: SagaTransport) => ({ strategy }),
    logger: nestLogger(log),
    abortOnError: false,
  });
  application.enableShutdownHooks([], { useProcessExit: true });
  server.watch({ health: application.get(Health), metrics: application.get(Metrics) });
  await application.listen();
});
