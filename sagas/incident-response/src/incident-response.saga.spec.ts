import { describe, expect, it } from '@jest/globals';
import {
  activity,
  cancel,
  canceled,
  compensated,
  completed,
  executed,
  failed,
  not,
  pause,
  paused,
  type RecordedInstance,
  resume,
  sagaSpecification,
  signal,
  start,
  timePasses,
  waitsFor,
} from '@skald/testing';
import type { Incident } from './incident-response.contracts.js';
import { acknowledged, approvePlaybook, page, resolved, runPlaybook } from './incident-response.contracts.js';
import { IncidentResponseV1 } from './incident-response.saga.js';

const incident: Incident = {
  incidentId: '7',
  service: 'checkout',
  severity: 'critical',
  summary: 'half of all orders fail',
  playbook: 'restart',
};
const { playbook: _, ...withoutPlaybook } = incident;
const run = { incidentId: '7', service: 'checkout', playbook: 'restart' } as const;

const response = sagaSpecification(IncidentResponseV1);
const paged = activity(page).returns(null);
const allowed = activity(approvePlaybook).returns({ approved: true, by: 'bo' });
const mitigated = activity(runPlaybook).returns({ change: 'c-1' });
const allFine = response.given(paged, allowed, mitigated);
const ack = signal(acknowledged, { by: 'ana' });
const fixed = signal(resolved, { by: 'ana' });

/** The levels that were paged. */
const levels = ({ scheduled }: RecordedInstance): number[] =>
  scheduled.filter(({ activity: name }) => name === page.name).map(({ input }) => (input as { level: number }).level);

describe('incident-response', () => {
  it('pages, asks, runs the playbook, and ends when it is resolved', () =>
    allFine
      .when(start(incident), ack, timePasses('2 hours'), fixed)
      .then(
        completed({ resolvedBy: 'ana', responder: 'ana', playbook: 'ran' }),
        executed(approvePlaybook, { ...run, asks: 'ana' }),
        executed(runPlaybook, run),
        not(compensated()),
      ));

  it('shows at any time how it stands', async () => {
    const waiting = await allFine.when(start(incident), timePasses('6 minutes')).then(waitsFor(acknowledged));
    expect(waiting.standing).toMatchObject({
      view: { stage: 'paging', level: 2 },
      attributes: [
        { k: 'service', v: 'checkout' },
        { k: 'severity', v: 'critical' },
        { k: 'stage', v: 'paging' },
      ],
    });
    const watching = await allFine.when(start(incident), ack).then(waitsFor(resolved));
    expect(watching.standing).toMatchObject({
      view: { stage: 'watching', level: 1, responder: 'ana', playbook: 'ran' },
    });
  });
});

describe('the chain', () => {
  it('goes up when nobody acknowledges in five minutes', async () => {
    const first = await allFine.when(start(incident), timePasses('4 minutes')).then(waitsFor(acknowledged));
    expect(levels(first)).toEqual([1]);
    const second = await allFine.when(start(incident), timePasses('5 minutes')).then(waitsFor(acknowledged));
    expect(levels(second)).toEqual([1, 2]);
    const third = await allFine.when(start(incident), timePasses('10 minutes')).then(waitsFor(acknowledged));
    expect(levels(third)).toEqual([1, 2, 3]);
  });

  it('stops where somebody acknowledges', async () => {
    const instance = await allFine
      .when(start(incident), timePasses('5 minutes'), ack, timePasses('1 hour'))
      .then(waitsFor(resolved));
    expect(levels(instance)).toEqual([1, 2]);
  });

  it('has an end: from there on the wait is told to whoever watches', async () => {
    const instance = await allFine.when(start(incident), timePasses('3 hours')).then(waitsFor(acknowledged));
    expect(levels(instance)).toEqual([1, 2, 3]);
    expect(instance.eventsOf('SagaEscalated')).toHaveLength(1);
  });

  it('goes on when somebody cannot be paged', async () => {
    const instance = await response
      .given(activity(page).fails('PhoneOff'), allowed, mitigated)
      .when(start(incident), timePasses('12 minutes'), ack, fixed)
      .then(completed({ resolvedBy: 'ana', responder: 'ana', playbook: 'ran' }));
    expect(levels(instance)).toContain(2);
  });
});

describe('the playbook', () => {
  it('is not asked for where there is none', () =>
    allFine
      .when(start(withoutPlaybook), ack, fixed)
      .then(completed({ resolvedBy: 'ana', responder: 'ana', playbook: 'not-known' }), not(executed(approvePlaybook))));

  it('is not run when a person refuses', () =>
    response
      .given(paged, activity(approvePlaybook).returns({ approved: false, by: 'bo' }))
      .when(start(incident), ack, fixed)
      .then(completed({ resolvedBy: 'ana', responder: 'ana', playbook: 'refused' }), not(executed(runPlaybook))));

  it('is not run when nobody decides in an hour', async () => {
    const asked = response.given(paged, activity(approvePlaybook).neverAnswers()).when(start(incident), ack);
    const waiting = await asked.when(timePasses('30 minutes')).then(waitsFor(approvePlaybook));
    expect(waiting.eventsOf('SagaEscalated')).toHaveLength(1);
    await asked
      .when(timePasses('1 hour'), fixed)
      .then(completed({ resolvedBy: 'ana', responder: 'ana', playbook: 'not-decided' }), not(executed(runPlaybook)));
  });

  it('leaves the rest to people when it fails', async () => {
    const instance = await response
      .given(paged, allowed, activity(runPlaybook).fails('PlaybookFailed'))
      .when(start(incident), ack, fixed)
      .then(completed({ resolvedBy: 'ana', responder: 'ana', playbook: 'failed' }));
    expect(instance.undone).toEqual([]);
  });

  it('is rolled back when nobody knows how far it came', async () => {
    const instance = await response
      .given(paged, allowed, activity(runPlaybook).timesOut())
      .when(start(incident), ack, fixed)
      .then(completed({ resolvedBy: 'ana', responder: 'ana', playbook: 'failed' }));
    expect(instance.undone).toEqual([runPlaybook.name]);
  });
});

describe('an incident', () => {
  it('that stays open for four hours after the response is told to whoever watches', async () => {
    const instance = await allFine.when(start(incident), ack, timePasses('5 hours')).then(waitsFor(resolved));
    expect(instance.eventsOf('SagaEscalated')).toMatchObject([{ kind: 'signal', name: 'resolved' }]);
  });

  it('that is resolved before anybody acknowledged needs nothing more', () =>
    allFine
      .when(start(incident), fixed, timePasses('1 hour'))
      .then(completed({ resolvedBy: 'ana', playbook: 'not-needed' }), not(executed(approvePlaybook))));

  it('that is resolved while a person thinks needs no playbook', () =>
    response
      .given(paged, activity(approvePlaybook).neverAnswers())
      .when(start(incident), ack, fixed)
      .then(completed({ resolvedBy: 'ana', responder: 'ana', playbook: 'not-needed' }), not(executed(runPlaybook))));

  it('that is resolved while the playbook runs waits for its end', async () => {
    const running = response
      .given(paged, allowed, activity(runPlaybook).fails('LostConnection', { times: 1 }).returns({ change: 'c-1' }))
      .given(signal(acknowledged, { by: 'ana' }).after('1 minute'), signal(resolved, { by: 'ana' }).after('62s'));
    await running.when(start(incident)).then(completed({ resolvedBy: 'ana', responder: 'ana', playbook: 'ran' }));
  });

  it('that was a false alarm is cancelled, and the playbook rolled back', () =>
    allFine
      .when(start(incident), ack, cancel({ reason: 'false alarm' }))
      .then(failed('Canceled'), compensated(runPlaybook)));

  it('that was a false alarm from the start has nothing to roll back', () =>
    allFine.when(start(incident), cancel({ reason: 'false alarm' })).then(canceled(), not(executed(runPlaybook))));

  it('that is paused pages nobody until it is resumed', async () => {
    const halted = allFine.when(start(incident), pause(), timePasses('20 minutes'));
    expect(levels(await halted.then(paused()))).toEqual([1]);
    const going = await halted.when(resume(), timePasses('1s')).then(waitsFor(acknowledged));
    expect(levels(going)).toEqual([1, 2]);
    await halted.when(ack, resume(), fixed).then(completed({ resolvedBy: 'ana', responder: 'ana', playbook: 'ran' }));
  });
});
