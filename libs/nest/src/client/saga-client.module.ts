import { Module } from '@nestjs/common';
import { createSagaClient, systemClock, systemIds } from '@skald/runtime';
import { OpenAdapters } from '../adapters/open-adapters.js';
import { Lifecycle } from '../life/lifecycle.js';
import { SkaldCoreModule } from '../life/skald-core.module.js';
import { nestLog } from '../logging/log.nest.js';
import { ClientPart } from './client-part.js';
import type { SagaClientModuleOptions } from './client-options.js';
import { clientOptions, ConfigurableClientModule } from './configurable-client.js';
import { SagaClient } from './saga-client.js';

/** Gives a `SagaClient` to whoever injects it. */
@Module({
  imports: [SkaldCoreModule],
  providers: [
    {
      provide: SagaClient,
      inject: [clientOptions, OpenAdapters, Lifecycle],
      useFactory: (options: SagaClientModuleOptions, adapters: OpenAdapters, lifecycle: Lifecycle): SagaClient => {
        const { drainMs = 5_000, ...settings } = options;
        const { clock = systemClock(), ids = systemIds(), log = nestLog() } = settings;
        const client = createSagaClient({ ...settings, clock, ids, log });
        adapters.use(settings);
        lifecycle.attach(new ClientPart(client, clock, drainMs));
        return new SagaClient(client);
      },
    },
  ],
  exports: [SagaClient, SkaldCoreModule],
})
export class SagaClientModule extends ConfigurableClientModule {}
