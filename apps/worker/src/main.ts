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
import { MongoEffects } from '@skald/recorded-effects';
import { systemClock, systemIds } from '@skald/runtime';
import { variablesOfWorker } from './variables.js';
import { WorkerAppModule } from './worker.module.js';

await runProcess('worker', async () => {
  const environment = readConfiguration(process.env, variablesOfWorker);
  const log = pinoLog({ level: environment.SKALD_LOG_LEVEL, process: 'worker' });
  warnOfUnknownVariables(process.env, log);
  const surroundings = { clock: systemClock(), ids: systemIds(), log };

  const server = await openHealthServer({
    port: environment.SKALD_HEALTH_PORT,
    host: environment.SKALD_HEALTH_HOST,
  });
  log.write('info', 'health checks and metrics', { port: server.port });

  const uri = environment.MONGODB_URI;
  const store = await whenThere(
    'MongoDB',
    () => connectMongo({ uri, createSchema: true, ...surroundings }),
    surroundings,
  );
  const bus = kafkaBus({
    ...surroundings,
    brokers: environment.KAFKA_BROKERS,
    clientId: 'skald-worker',
    sessionTimeoutMs: environment.SKALD_SESSION_TIMEOUT_MS,
  });
  const app = WorkerAppModule.with(new MongoEffects(store.connection), {
    ...surroundings,
    store: guardedStore(store),
    bus: guardedBus(bus),
    prefix: environment.SKALD_TOPIC_PREFIX,
    partitions: environment.SKALD_PARTITIONS,
    createTopics: environment.SKALD_CREATE_TOPICS,
    drainMs: environment.SKALD_DRAIN_MS,
    ...(environment.SKALD_QUEUES !== undefined && { queues: environment.SKALD_QUEUES }),
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
