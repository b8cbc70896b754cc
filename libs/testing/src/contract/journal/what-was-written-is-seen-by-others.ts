import { encoded, turnsInSequence } from '../../builders/turn.js';
import type { JournalPromise } from './journal-subject.js';

export const whatWasWrittenIsSeenByOthers: JournalPromise = (subject) => {
  it('reads what another connection wrote as soon as that was acknowledged', async () => {
    const { journal, reopen } = subject();
    if (!reopen) return;
    const turns = turnsInSequence(5, { workflowId: 'shared' });
    await journal.append(encoded(...turns));

    const other = await reopen();

    expect(await other.read([{ instance: 'default/shared', fromSeq: 0 }])).toEqual([turns]);
    expect(await other.append(encoded(turns[4]!))).toEqual([{ kind: 'conflict' }]);
  });
};
