import { describe, expect, it } from '@jest/globals';
import { activity, cancel, compensated, completed, executed, failed, not, start, waitsFor } from '@skald/testing';
import { attachNetwork, launchMachine, provisionZone } from './provision-zone.contracts.js';
import { createDatabase, publishName } from './provisioning.contracts.js';
import {
  addresses,
  database,
  machine,
  monitor,
  name,
  network,
  north,
  provision,
  provisionNorth,
  shop,
  zone,
} from './provisioning.for-spec.js';

describe('provisioning', () => {
  it('creates the database, then all zones at once, then the name, and leaves a monitor behind', async () => {
    const ready = await provision
      .given(database, network, machine, zone, name, monitor)
      .when(start(shop))
      .then(
        completed({ url: 'https://shop.example', addresses, monitor: 'w-1-health' }),
        executed(createDatabase, { environment: 'shop', gigabytes: 20 }),
        executed(publishName, { environment: 'shop', addresses }),
      );
    expect(ready.eventsOf('ChildStarted').map(({ childId }) => childId)).toEqual([
      'zone-north',
      'zone-south',
      'zone-west',
    ]);
    expect(ready.eventsOf('DetachedStarted')).toMatchObject([{ saga: 'health-monitor', workflowId: 'w-1-health' }]);
    expect(ready.standing.attributes).toEqual(expect.arrayContaining([{ k: 'stage', v: 'ready' }]));
    expect(ready.standing.view).toEqual({ stage: 'ready', readyZones: shop.zones });
  });

  it('asks for a zone that is named twice once', async () => {
    const ready = await provision
      .given(database, network, machine, zone, name, monitor)
      .when(start({ ...shop, zones: ['north', 'north'] }))
      .then(completed());
    expect(ready.eventsOf('ChildStarted')).toHaveLength(1);
  });

  it('has nothing to undo when the database is too large', () =>
    provision
      .given(activity(createDatabase).fails('QuotaExceeded'))
      .when(start({ ...shop, gigabytes: 501 }))
      .then(failed('QuotaExceeded'), not(executed(publishName))));

  it('drops what is there of the database when it is cancelled meanwhile', () =>
    provision
      .given(activity(createDatabase).neverAnswers())
      .when(start(shop), cancel({ reason: 'not needed any more' }))
      .then(compensated(createDatabase)));

  it('takes the database and the other zones down, all at once, when a zone has no machine', async () => {
    const ended = await provision
      .given(database, network, zone, name)
      .given(activity(launchMachine).returns({ address: 'north.internal' }, { times: 2 }).fails('NoCapacity'))
      .when(start(shop))
      .then(failed('NoCapacity'), compensated(), not(executed(publishName)));
    expect([...ended.undone].sort()).toEqual([createDatabase.name, provisionZone.name, provisionZone.name]);
    // Together: each was asked for before any of them was done.
    const undo = ended.events.flatMap((event) => {
      if (event.type === 'ChildUndoRequested') return ['asked'];
      if (event.type !== 'ActivityScheduled' && event.type !== 'ActivityCompleted' && event.type !== 'ChildCompleted')
        return [];
      if (event.operation !== 'compensate') return [];
      return [event.type === 'ActivityScheduled' ? 'asked' : 'done'];
    });
    expect(undo).toEqual(['asked', 'asked', 'asked', 'done', 'done', 'done']);
  });

  it('takes everything down when the name belongs to somebody else', async () => {
    const ended = await provision
      .given(database, network, machine, zone, activity(publishName).fails('NameTaken'))
      .when(start(shop))
      .then(failed('NameTaken'), compensated());
    expect(ended.undone).toHaveLength(4);
  });

  it('tells which undo does not succeed, and waits for an operator with nothing but it', () =>
    provision
      .given(activity(createDatabase).returns({ database: 'd' }).undoFails('Locked'), network, machine, zone)
      .given(activity(publishName).fails('NameTaken'))
      .when(start(shop))
      .then(failed('NameTaken'), waitsFor('operator')));
});

describe('provision-zone', () => {
  it('attaches a network and launches a machine in it', () =>
    provisionNorth
      .given(network, machine)
      .when(start(north))
      .then(
        completed({ address: 'north.internal' }),
        executed(launchMachine, { zone: 'north', network: 'net-north' }),
      ));

  it('takes the network away when there is no machine', () =>
    provisionNorth
      .given(network, activity(launchMachine).fails('NoCapacity'))
      .when(start(north))
      .then(failed('NoCapacity'), compensated(attachNetwork)));
});
