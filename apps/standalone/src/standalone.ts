import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { memoryBus, openEmbeddedStore } from '@skald/embedded';
import { Lifecycle, nestLogger, RefusalFilter, requireTokenBeyondLoopback } from '@skald/nest';
import type { Log } from '@skald/ports';
import { SqliteEffects } from '@skald/recorded-effects';
import type { NamespaceCaps } from '@skald/runtime';
import { systemClock, systemIds } from '@skald/runtime';
import { StandaloneAppModule } from './standalone.module.js';

export interface StandaloneOptions {
  /** Where its files are: `skald.sqlite`, and `effects.sqlite` of the example participants. */
  readonly dataDir: string;
  readonly log: Log;
  readonly host?: string;
  /** 0 takes a free one. Default 0. */
  readonly port?: number;
  readonly token?: string;
  /** Names that callers reach it by; left out: with a token any, else those of the loopback interface. */
  readonly hosts?: readonly string[];
  readonly namespaceCaps?: NamespaceCaps;
  readonly prefix?: string;
  readonly cacheBytes?: number;
  readonly stallRetries?: number;
  readonly retentionMs?: number;
  readonly drainMs?: number;
}

export interface Standalone {
  readonly application: NestExpressApplication;
  readonly url: string;
  /** Drains, and releases the files. */
  close(): Promise<void>;
}

/** Coordinator, participants and HTTP on the embedded adapters; resolves when it takes in requests. */
export async function createStandalone(options: StandaloneOptions): Promise<Standalone> {
  const { dataDir, log, host = '127.0.0.1', port = 0, token, hosts, prefix, drainMs } = options;
  const { cacheBytes, stallRetries, retentionMs, namespaceCaps } = options;
  requireTokenBeyondLoopback(host, token);
  mkdirSync(dataDir, { recursive: true });
  const surroundings = { clock: systemClock(), ids: systemIds(), log };
  const store = openEmbeddedStore({ file: join(dataDir, 'skald.sqlite'), clock: surroundings.clock });
  const bus = memoryBus(surroundings);
  const shared = { ...surroundings, store, bus, ...(prefix !== undefined && { prefix }) };
  const drain = drainMs === undefined ? {} : { drainMs };
  const effects = new SqliteEffects(join(dataDir, 'effects.sqlite'));
  const app = StandaloneAppModule.with({
    effects,
    coordinator: {
      ...shared,
      ...drain,
      resendOpenCommands: true,
      ...(namespaceCaps !== undefined && { namespaceCaps }),
      ...(cacheBytes !== undefined && { cacheBytes }),
      ...(stallRetries !== undefined && { stallRetries }),
      ...(retentionMs !== undefined && { retentionMs }),
    },
    participant: { ...shared, ...drain },
    gateway: { ...shared, ...(token !== undefined && { token }), ...(hosts !== undefined && { hosts }) },
  });
  const application = await NestFactory.create<NestExpressApplication>(app, {
    logger: nestLogger(log),
    abortOnError: false,
    bodyParser: false,
  });
  application.useBodyParser('json', { limit: '1mb' });
  application.useGlobalFilters(application.get(RefusalFilter));
  await application.listen(port, host);
  await application.get(Lifecycle).start();
  const close = async (): Promise<void> => {
    await application.close();
    effects.close();
  };
  return { application, url: await application.getUrl(), close };
}
