import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { kafkaBus } from '@skald/kafka';
import { connectMongo } from '@skald/mongo';
import {
  GatewayModule,
  guardedBus,
  guardedStore,
  nestLogger,
  pinoLog,
  readConfiguration,
  RefusalFilter,
  requireTokenBeyondLoopback,
  runProcess,
  whenThere,
  warnOfUnknownVariables,
} from '@skald/nest';
import { systemClock, systemIds } from '@skald/runtime';
import { variablesOfGateway } from './variables.js';

await runProcess('gateway', async () => {
  const environment = readConfiguration(process.env, variablesOfGateway);
  const {
    SKALD_HTTP_HOST: host,
    SKALD_HTTP_HOSTS: hosts,
    SKALD_HTTP_PORT: port,
    SKALD_HTTP_TOKEN: token,
  } = environment;
  requireTokenBeyondLoopback(host, token);
  const log = pinoLog({ level: environment.SKALD_LOG_LEVEL, process: 'gateway' });
  warnOfUnknownVariables(process.env, log);
  const surroundings = { clock: systemClock(), ids: systemIds(), log };

  const uri = environment.MONGODB_URI;
  const store = await whenThere(
    'MongoDB',
    () => connectMongo({ uri, createSchema: true, ...surroundings }),
    surroundings,
  );
  const bus = kafkaBus({
    ...surroundings,
    brokers: environment.KAFKA_BROKERS,
    clientId: 'skald-gateway',
    sessionTimeoutMs: environment.SKALD_SESSION_TIMEOUT_MS,
  });
  const gateway = GatewayModule.forRoot({
    ...surroundings,
    store: guardedStore(store),
    bus: guardedBus(bus),
    prefix: environment.SKALD_TOPIC_PREFIX,
    ...(token !== undefined && { token }),
    ...(hosts !== undefined && { hosts }),
  });
  const application = await NestFactory.create<NestExpressApplication>(gateway, {
    logger: nestLogger(log),
    abortOnError: false,
    bodyParser: false,
  });
  application.useBodyParser('json', { limit: '1mb' });
  application.useGlobalFilters(application.get(RefusalFilter));
  application.enableShutdownHooks([], { useProcessExit: true });
  await application.listen(port, host);
  log.write('info', 'gateway listens', { url: await application.getUrl() });
});
