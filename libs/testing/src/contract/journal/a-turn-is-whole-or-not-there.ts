import { aTurn, encoded, signalReceived } from '../../builders/turn.js';
import type { JournalPromise } from './journal-subject.js';

const turnsOfEach = 30;
const eventsOfEach = 5;

export const aTurnIsWholeOrNotThere: JournalPromise = (subject) => {
  it('M3 shows all events of a turn or none, whoever reads while two write the same seqs', async () => {
    const { journal } = subject();
    const written = (writer: string) =>
      Array.from({ length: turnsOfEach }, (_, seq) => {
        const events = Array.from({ length: eventsOfEach }, (_, n) => signalReceived(writer, seq * eventsOfEach + n));
        return aTurn({ workflowId: 'atomic', seq, events });
      });
    let isWriting = true;
    const reading = (async () => {
      const seen: string[][] = [];
      while (isWriting) {
        const [turns] = await journal.read([{ instance: 'default/atomic', fromSeq: 0 }]);
        for (const { events } of turns!) seen.push(events.map((event) => writerOf(event)));
        await new Promise((resolve) => setImmediate(resolve));
      }
      return seen;
    })();
    const [first, second] = await Promise.all([
      journal.append(encoded(...written('ana'))),
      journal.append(encoded(...written('bo'))),
    ]);
    isWriting = false;

    const won = (n: number): string => (first[n]!.kind === 'appended' ? 'ana' : 'bo');
    expect(first.map(({ kind }, n) => [kind, second[n]!.kind].sort())).toEqual(
      first.map(() => ['appended', 'conflict']),
    );
    const [kept] = await journal.read([{ instance: 'default/atomic', fromSeq: 0 }]);
    expect(kept!.map(({ events }) => events.map((event) => writerOf(event)))).toEqual(
      first.map((_, n) => Array.from({ length: eventsOfEach }, () => won(n))),
    );
    for (const events of await reading) {
      expect(events).toHaveLength(eventsOfEach);
      expect(new Set(events).size).toBe(1);
    }
  });
};

function writerOf(event: { readonly type: string; readonly payload?: unknown }): string {
  return String(event.payload);
}
