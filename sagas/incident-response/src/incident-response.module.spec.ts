import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryEffects } from '@skald/recorded-effects';
import { SagaTestingModule } from '@skald/testing';
import { IncidentAlertsModule } from './alerts.module.js';
import { incidentResponse } from './incident-response.contracts.js';
import { IncidentResponseSagaModule } from './incident-response.module.js';
import { IncidentResponseParticipantsModule } from './participants/participants.module.js';

const alert = {
  id: '7',
  service: 'checkout',
  severity: 'critical',
  title: 'half of all orders fail',
  playbook: 'restart',
};
const input = {
  incidentId: '7',
  service: 'checkout',
  severity: 'critical',
  summary: alert.title,
  playbook: 'restart',
} as const;
const approval = { workflowId: 'incident-7', activityId: 'approval' };

let operations: SagaTestingModule;
let effects: MemoryEffects;

const happened = (): string[] =>
  [...effects.effects.values()].map(({ operation, activity }) =>
    operation === 'execute' ? activity : `undo ${activity}`,
  );

const raise = (changes: Partial<typeof alert> = {}) =>
  operations.publish('alerts.raised', alert.id, { ...alert, ...changes });
const update = (state: string) => operations.publish('alerts.updates', '7', { alert: '7', state, user: 'ana' });
/** Attaches to the incident that the alert started. */
const attached = () =>
  operations.settled(operations.client.start(incidentResponse, { workflowId: 'incident-7', input }));
const decide = (approved: boolean) =>
  operations.settled(operations.client.activity(approval).complete({ approved, by: 'bo' }));

beforeEach(async () => {
  effects = new MemoryEffects();
  operations = await SagaTestingModule.create({
    sagas: [IncidentResponseSagaModule, IncidentAlertsModule],
    participants: [IncidentResponseParticipantsModule.forRoot({ effects })],
    topics: ['alerts.raised', 'alerts.updates'],
  });
});

afterEach(() => operations.close());

describe('incident-response with its participants', () => {
  it('is started, acknowledged and resolved by the topics of others, and approved by a person', async () => {
    await raise();
    expect(happened()).toEqual(['pager.page']);
    await update('acknowledged');
    expect(happened()).toEqual(['pager.page', 'approvals.approve-playbook']);
    await operations.timePasses('20 minutes');
    await decide(true);
    expect(happened().at(-1)).toBe('playbooks.run');
    const incident = await attached();
    expect(incident.attached).toBe(true);
    await update('resolved');
    expect(await operations.settled(incident.result())).toEqual({
      ...{ resolvedBy: 'ana', responder: 'ana', playbook: 'ran' },
    });
  });

  it('an alert that is raised twice is one incident, and one that only informs is none', async () => {
    await raise();
    await raise();
    await raise({ id: '8', severity: 'info' });
    expect(happened()).toEqual(['pager.page']);
  });

  it('an update that says something else changes nothing', async () => {
    await raise();
    await update('commented');
    expect(happened()).toEqual(['pager.page']);
  });

  it('a person who refuses keeps the playbook from running', async () => {
    await raise();
    await update('acknowledged');
    await decide(false);
    const incident = await attached();
    await update('resolved');
    expect(await operations.settled(incident.result())).toMatchObject({ playbook: 'refused' });
    expect(happened()).not.toContain('playbooks.run');
  });

  it('a false alarm is cancelled: the playbook is rolled back, once', async () => {
    await raise();
    await update('acknowledged');
    await decide(true);
    const incident = await attached();
    await operations.settled(incident.cancel({ reason: 'false alarm', actor: 'bo' }));
    await expect(operations.settled(incident.result())).rejects.toMatchObject({ status: 'compensated' });
    expect(happened().slice(-2)).toEqual(['playbooks.run', 'undo playbooks.run']);
  });

  it('a playbook whose end nobody knows is rolled back', async () => {
    await raise({ service: 'forgetful' });
    await update('acknowledged');
    await decide(true);
    await operations.timePasses('1 minute');
    expect(happened().slice(-2)).toEqual(['playbooks.run', 'undo playbooks.run']);
  });

  it('a playbook that fails before it changed anything leaves nothing to roll back', async () => {
    await raise({ service: 'stateless', playbook: 'fail-over' });
    await update('acknowledged');
    await decide(true);
    await operations.timePasses('1 minute');
    expect(happened()).toEqual(['pager.page', 'approvals.approve-playbook']);
  });

  it('who cannot be reached is passed over after five minutes', async () => {
    await raise({ service: 'unreachable' });
    expect(happened()).toEqual([]);
    await operations.timePasses('6 minutes');
    expect(happened()).toEqual(['pager.page']);
  });

  it('a person’s decision is not lost when the coordinator crashes before it', async () => {
    await raise();
    await update('acknowledged');
    await operations.crash('coordinator');
    await operations.crash('worker');
    await decide(true);
    expect(happened()).not.toContain('playbooks.run');
    await operations.restart('worker');
    await operations.restart('coordinator');
    await operations.timePasses('1 minute');
    expect(happened().at(-1)).toBe('playbooks.run');
    expect(happened()).toHaveLength(3);
  });

  it('nobody is paged while an operator has paused it', async () => {
    await raise();
    const incident = await attached();
    await operations.settled(incident.pause({ reason: 'a drill', actor: 'bo' }));
    await operations.timePasses('30 minutes');
    expect(happened()).toEqual(['pager.page']);
    await operations.settled(incident.resume({ actor: 'bo' }));
    await operations.timePasses('1 minute');
    expect(happened()).toEqual(['pager.page', 'pager.page']);
  });
});
