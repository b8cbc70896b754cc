import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { topicNames } from '@skald/runtime';
import { allTopics } from './all-topics.js';
import { loadSagas } from './load-sagas.js';

describe('SKALD_MODULES', () => {
  it('left out means the example sagas, with their contracts', async () => {
    const { modules, activities, domainEvents } = await loadSagas(undefined);
    expect(modules.map((module) => (module as { name: string }).name).sort()).toEqual([
      'IncidentResponseSagaModule',
      'OrderCheckoutSagaModule',
      'ProvisioningSagaModule',
      'SubscriptionBillingSagaModule',
      'TripBookingSagaModule',
    ]);
    expect(activities.map(({ name }) => name).sort()).toEqual([
      'approvals.approve-playbook',
      'billing.charge-month',
      'billing.send-reminder',
      'cars.hold',
      'databases.create',
      'flights.confirm-fare',
      'flights.hold',
      'health.check',
      'hotels.guarantee',
      'hotels.reserve',
      'inventory.reserve',
      'machines.launch',
      'mail.send-receipt',
      'names.publish',
      'networks.attach',
      'pager.page',
      'payments.charge',
      'playbooks.run',
      'shipping.ship',
      'tickets.issue',
      'trip-payments.charge',
    ]);
    expect(domainEvents.map(({ topic }) => topic).sort()).toEqual([
      'environments.unhealthy',
      'orders.placed',
      'subscriptions.invoiced',
      'trips.booked',
    ]);
  });

  it('names a package that is not there', async () => {
    await expect(loadSagas(['@acme/nothing'])).rejects.toThrow('SKALD_MODULES: "@acme/nothing" cannot be loaded');
  });

  it('names a package without a Nest module', async () => {
    await expect(loadSagas(['@skald/contracts'])).rejects.toThrow(
      'SKALD_MODULES: "@skald/contracts" exports no class with @Module()',
    );
  });

  it('makes topics for requests, results, queues and domain events, each with its dead letters', async () => {
    const topics = allTopics(topicNames(), 4, await loadSagas(undefined), ['reports']).map(({ topic }) => topic);
    expect(topics).toEqual(
      expect.arrayContaining([
        'saga.requests',
        'saga.requests.dlq',
        'saga.results',
        'saga.events',
        'saga.replies',
        'saga.commands.payments',
        'saga.commands.payments.dlq',
        'saga.commands.reports',
        'orders.placed',
      ]),
    );
    expect(new Set(topics).size).toBe(topics.length);
  });
});
