import { UnknownFormat } from '@skald/ports';
import type { Turn } from '@skald/engine';
import { aTurn, encoded, signalReceived } from '../../builders/turn.js';
import type { JournalPromise } from './journal-subject.js';

export const laterEventsAreLeftAlone: JournalPromise = (subject) => {
  it('I7 does not guess at an event of a type that is not known, and leaves it as it is', async () => {
    const { journal } = subject();
    const later = [signalReceived('known'), { type: 'SagaBlessed', by: 'ana', index: 1 }] as unknown as Turn['events'];
    const written = encoded(aTurn({ workflowId: 'later', events: later }), aTurn({ workflowId: 'as-now' }));
    await journal.append(written);

    const reading = journal.read([{ instance: 'default/later', fromSeq: 0 }]);
    await expect(reading).rejects.toThrow(UnknownFormat);
    await expect(reading).rejects.toThrow('default/later has event 1 of type SagaBlessed');
    await expect(journal.page('default/later', -1, 10)).rejects.toThrow(UnknownFormat);
    expect(await journal.read([{ instance: 'default/as-now', fromSeq: 0 }])).toHaveLength(1);
    expect(await journal.append(written)).toEqual([{ kind: 'conflict' }, { kind: 'conflict' }]);
  });
};
