import { Module } from '@nestjs/common';
import { HealthMonitorV1 } from './health-monitor.saga.js';
import { ProvisionZoneV1 } from './provision-zone.saga.js';
import { ProvisioningV1 } from './provisioning.saga.js';

/** What a coordinator hosts. */
@Module({ providers: [ProvisioningV1, ProvisionZoneV1, HealthMonitorV1] })
export class ProvisioningSagaModule {}
