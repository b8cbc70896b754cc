import { aTurn, encoded, signalReceived } from '../../builders/turn.js';
import type { JournalPromise } from './journal-subject.js';

export const aDuplicateChangesNothing: JournalPromise = (subject) => {
  it('keeps the first turn of a seq when another one comes', async () => {
    const { journal } = subject();
    const first = aTurn({ workflowId: 'once', events: [signalReceived('first')] });
    const other = aTurn({ workflowId: 'once', run: 3, version: 9, events: [signalReceived('other')] });

    expect(await journal.append(encoded(first))).toEqual([{ kind: 'appended' }]);
    expect(await journal.append(encoded(other))).toEqual([{ kind: 'conflict' }]);
    expect(await journal.append(encoded(first))).toEqual([{ kind: 'conflict' }]);
    expect(await journal.read([{ instance: 'default/once', fromSeq: 0 }])).toEqual([[first]]);
  });
};
