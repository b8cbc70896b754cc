import { aTurn, encoded, turnsInSequence } from '../../builders/turn.js';
import type { JournalPromise } from './journal-subject.js';

export const outcomesComeInOrder: JournalPromise = (subject) => {
  it('answers each turn in its place, whatever happens to the others', async () => {
    const { journal } = subject();
    await journal.append(encoded(...turnsInSequence(3, { workflowId: 'taken' })));

    const outcomes = await journal.append(
      encoded(
        aTurn({ workflowId: 'fresh', seq: 0 }),
        aTurn({ workflowId: 'taken', seq: 1 }),
        aTurn({ workflowId: 'fresh', seq: 1 }),
        aTurn({ workflowId: 'taken', seq: 2 }),
        aTurn({ workflowId: 'taken', seq: 3 }),
      ),
    );

    expect(outcomes.map((outcome) => outcome.kind)).toEqual([
      'appended',
      'conflict',
      'appended',
      'conflict',
      'appended',
    ]);
  });

  it('lets the first of two turns with one seq in a batch win', async () => {
    const { journal } = subject();
    const [first, second] = [aTurn({ workflowId: 'twins', version: 1 }), aTurn({ workflowId: 'twins', version: 2 })];

    expect(await journal.append(encoded(first, second))).toEqual([{ kind: 'appended' }, { kind: 'conflict' }]);
    expect(await journal.read([{ instance: 'default/twins', fromSeq: 0 }])).toEqual([[first]]);
  });

  it('answers an empty batch with nothing', async () => {
    const { journal } = subject();
    expect(await journal.append([])).toEqual([]);
    expect(await journal.read([])).toEqual([]);
    await journal.remove([]);
  });
};
