import { oddJson } from '../../builders/odd-json.js';
import { aTurn, encoded, signalReceived } from '../../builders/turn.js';
import type { JournalPromise } from './journal-subject.js';

export const oddJsonRoundTrips: JournalPromise = (subject) => {
  it.each(oddJson)('gives back byte for byte %s', async (name, payload) => {
    const { journal } = subject();
    const workflowId = name.replaceAll(/\W/g, '-');
    const batch = encoded(aTurn({ workflowId, events: [signalReceived('plain'), signalReceived(payload, 1)] }));

    expect(await journal.append(batch)).toEqual([{ kind: 'appended' }]);

    const [turns] = await journal.read([{ instance: `default/${workflowId}`, fromSeq: 0 }]);
    expect(turns!.map(({ events }) => JSON.stringify(events))).toEqual(batch.map(({ eventsJson }) => eventsJson));
  });

  it('leaves the turn that it was given as it is', async () => {
    const { journal } = subject();
    const [one] = encoded(
      aTurn({ workflowId: 'untouched', events: [signalReceived({ 'a.b': [[{ $c: '\ud800' }]] })] }),
    );

    await journal.append([one!]);

    expect(JSON.stringify(one!.turn.events)).toBe(one!.eventsJson);
  });
};
