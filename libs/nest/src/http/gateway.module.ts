import { Module } from '@nestjs/common';
import { SkaldCoreModule } from '../life/skald-core.module.js';
import { ActivitiesController } from './activities.controller.js';
import { ConfigurableGatewayModule } from './configurable-gateway.js';
import { HealthController } from './health.controller.js';
import { InstancesController } from './instances.controller.js';
import { OpenApiController } from './openapi.controller.js';
import { GatewayClient } from './gateway-client.js';
import { RefusalFilter } from './refusal.filter.js';
import { RequestSender } from './request-sender.js';
import { RequestsController } from './requests.controller.js';
import { SagasController } from './sagas.controller.js';

/** HTTP: start, signal, cancel, look up. Needs an HTTP adapter of Nest, which the application brings. */
@Module({
  imports: [SkaldCoreModule],
  controllers: [
    SagasController,
    InstancesController,
    RequestsController,
    ActivitiesController,
    HealthController,
    OpenApiController,
  ],
  providers: [GatewayClient, RequestSender, RefusalFilter],
  exports: [SkaldCoreModule, RefusalFilter],
})
export class GatewayModule extends ConfigurableGatewayModule {}
