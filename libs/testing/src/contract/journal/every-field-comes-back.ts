import { aTurn, encoded, signalReceived } from '../../builders/turn.js';
import type { JournalPromise } from './journal-subject.js';

export const everyFieldComesBack: JournalPromise = (subject) => {
  it('returns each field of a turn as it was written, and nothing else', async () => {
    const { journal } = subject();
    const turn = aTurn({
      namespace: 'tenant-7',
      workflowId: 'fields',
      seq: 12_345_678,
      run: 3,
      at: Date.UTC(2031, 5, 7, 8, 9, 10, 11),
      saga: 'a.saga_with-signs',
      version: 2 ** 31,
      causes: ['saga.results-3@1841', 'timer:approval', 'effect:a "b" \\'],
      applied: { topicEpoch: 4, requests: 2 ** 53 - 1, results: -1 },
      events: [signalReceived(1, 7), signalReceived(2, 8)],
    });

    await journal.append(encoded(turn));

    expect(await journal.read([{ instance: 'tenant-7/fields', fromSeq: 0 }])).toStrictEqual([[turn]]);
  });

  it('keeps a turn without causes and events', async () => {
    const { journal } = subject();
    const turn = aTurn({ workflowId: 'bare', causes: [], events: [] });

    await journal.append(encoded(turn));

    expect(await journal.read([{ instance: 'default/bare', fromSeq: 0 }])).toStrictEqual([[turn]]);
  });
};
