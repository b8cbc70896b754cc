import { activity, child, sagaOf, sagaSpecification } from '@skald/testing';
import { checkHealth, healthMonitor, type Watch } from './health-monitor.contracts.js';
import { HealthMonitorV1 } from './health-monitor.saga.js';
import { attachNetwork, launchMachine, provisionZone, type Zone } from './provision-zone.contracts.js';
import { ProvisionZoneV1 } from './provision-zone.saga.js';
import { createDatabase, type Environment, publishName } from './provisioning.contracts.js';
import { ProvisioningV1 } from './provisioning.saga.js';

export const shop: Environment = { name: 'shop', owner: 'ana', gigabytes: 20, zones: ['north', 'south', 'west'] };

export const provision = sagaSpecification(ProvisioningV1);
export const database = activity(createDatabase).returns({ database: 'shop-database' });
export const network = activity(attachNetwork).returns(({ zone }) => ({ network: `net-${zone}` }));
export const machine = activity(launchMachine).returns(({ zone }) => ({ address: `${zone}.internal` }));
export const zone = child(provisionZone).runs(sagaOf(ProvisionZoneV1));
export const name = activity(publishName).returns({ url: 'https://shop.example' });
export const monitor = child(healthMonitor).runs(sagaOf(HealthMonitorV1));
export const addresses = ['north.internal', 'south.internal', 'west.internal'];

export const north: Zone = { environment: 'shop', zone: 'north', database: 'shop-database' };
export const provisionNorth = sagaSpecification(ProvisionZoneV1);

export const watch: Watch = { environment: 'shop', addresses: ['north.internal'], everyMinutes: 5, failures: 0 };
export const monitoring = sagaSpecification(HealthMonitorV1);
export const healthy = activity(checkHealth).returns(null);
export const sick = activity(checkHealth).fails('Unhealthy');
