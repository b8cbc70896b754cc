import { expect, it } from '@jest/globals';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyText, replayHistories } from '@skald/runtime';
import { activity, cancel, type RecordedInstance, sagaOf, signal, start, timePasses } from '@skald/testing';
import { retired } from './health-monitor.contracts.js';
import { HealthMonitorV1 } from './health-monitor.saga.js';
import { launchMachine } from './provision-zone.contracts.js';
import { ProvisionZoneV1 } from './provision-zone.saga.js';
import { createDatabase, publishName } from './provisioning.contracts.js';
import {
  database,
  healthy,
  machine,
  monitor,
  monitoring,
  name,
  network,
  north,
  provision,
  provisionNorth,
  shop,
  sick,
  watch,
  zone,
} from './provisioning.for-spec.js';
import { ProvisioningV1 } from './provisioning.saga.js';

const histories = join(import.meta.dirname, '../histories');
const stopping = [timePasses('65 minutes'), signal(retired, { by: 'ana' })];
const oneMachine = activity(launchMachine).returns({ address: 'north.internal' }, { times: 1 }).fails('NoCapacity');
const taken = activity(publishName).fails('NameTaken');

/** What is stored, and how it came about. */
const endings: Readonly<Record<string, () => Promise<RecordedInstance>>> = {
  cancelled: () => provision.given(activity(createDatabase).neverAnswers()).when(start(shop), cancel()).then(),
  'monitor-alarmed': () => monitoring.given(sick).when(start(watch), timePasses('16 minutes')).then(),
  'monitor-retired': () =>
    monitoring
      .given(healthy)
      .when(start(watch), ...stopping)
      .then(),
  'name-taken': () => provision.given(database, network, machine, zone, taken).when(start(shop)).then(),
  'no-capacity': () => provision.given(database, network, oneMachine, zone).when(start(shop)).then(),
  ready: () => provision.given(database, network, machine, zone, name, monitor).when(start(shop)).then(),
  'too-large': () => provision.given(activity(createDatabase).fails('QuotaExceeded')).when(start(shop)).then(),
  'zone-full': () =>
    provisionNorth.given(network, activity(launchMachine).fails('NoCapacity')).when(start(north)).then(),
  'zone-ready': () => provisionNorth.given(network, machine).when(start(north)).then(),
};

it('I3 provisioning, its zones and its monitor replay their stored histories', async () => {
  const sagas = [sagaOf(ProvisioningV1), sagaOf(ProvisionZoneV1), sagaOf(HealthMonitorV1)];
  const report = await replayHistories(histories, sagas);
  expect(report).toMatchObject({ ok: true, diverged: [], unreadable: [] });
  expect(report.replayed.map(({ name: file }) => file)).toEqual(
    Object.keys(endings)
      .map((ending) => `${ending}.json`)
      .sort(),
  );
  expect(report.replayed.flatMap(({ warnings }) => warnings)).toEqual([]);
});

it('every ending is stored; one that is new is recorded once and stays', async () => {
  const missing = Object.keys(endings).filter((ending) => !existsSync(join(histories, `${ending}.json`)));
  for (const ending of missing)
    writeFileSync(join(histories, `${ending}.json`), historyText((await endings[ending]!()).history), { flag: 'wx' });
  expect(missing).toEqual([]);
});
