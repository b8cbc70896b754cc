import { Module } from '@nestjs/common';
import { OpenAdapters } from '../adapters/open-adapters.js';
import { Health } from '../health/health.js';
import { Meters } from '../health/meters.js';
import { Metrics } from '../health/metrics.js';
import { SagaTransport } from '../transport/saga-transport.js';
import { Lifecycle } from './lifecycle.js';

/** What the coordinator, participant and client modules of one process share. */
@Module({
  providers: [OpenAdapters, Lifecycle, Health, Meters, Metrics, SagaTransport],
  exports: [OpenAdapters, Lifecycle, Health, Meters, Metrics, SagaTransport],
})
export class SkaldCoreModule {}
