import { aTurn, encoded, turnsInSequence } from '../../builders/turn.js';
import type { JournalPromise } from './journal-subject.js';

export const readReturnsTurnsInOrderOfSeq: JournalPromise = (subject) => {
  it('sorts by seq as a number, whatever order they were written in', async () => {
    const { journal } = subject();
    const turns = turnsInSequence(120, { workflowId: 'long' });
    await journal.append(encoded(...turns.toReversed()));

    expect(await journal.read([{ instance: 'default/long', fromSeq: 0 }])).toEqual([turns]);
    expect(await journal.read([{ instance: 'default/long', fromSeq: 99 }])).toEqual([turns.slice(99)]);
  });

  it('answers each question in its place, also for the unknown and the exhausted', async () => {
    const { journal } = subject();
    const [left, right] = [turnsInSequence(2, { workflowId: 'left' }), turnsInSequence(2, { workflowId: 'right' })];
    await journal.append(encoded(...left, ...right));

    const answers = await journal.read([
      { instance: 'default/right', fromSeq: 1 },
      { instance: 'default/nobody', fromSeq: 0 },
      { instance: 'default/left', fromSeq: 0 },
      { instance: 'default/left', fromSeq: 2 },
      { instance: 'default/right', fromSeq: 0 },
    ]);

    expect(answers).toEqual([right.slice(1), [], left, [], right]);
  });

  it('answers many questions at once', async () => {
    const { journal } = subject();
    const turns = Array.from({ length: 150 }, (_, i) => aTurn({ workflowId: `many-${i}` }));
    await journal.append(encoded(...turns));

    const answers = await journal.read(
      turns.map(({ workflowId }) => ({ instance: `default/${workflowId}`, fromSeq: 0 })),
    );

    expect(answers).toEqual(turns.map((turn) => [turn]));
  });
};
