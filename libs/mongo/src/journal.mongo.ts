// V2: a turn is one document, inserted once. V3: its `_id` is the fence.

import type { Turn } from '@skald/engine';
import type { AppendOutcome, EncodedTurn, Journal } from '@skald/ports';
import type { mongo } from 'mongoose';
import { authoritative, durable } from './connection/durable.js';
import { asking } from './connection/mongo-errors.js';
import { insertEach, type InsertOutcome } from './insert-each.js';
import { afterLastTurn, toTurn, toTurnDocument, turnId, type TurnDocument } from './turn-document.js';

interface Question {
  readonly instance: string;
  readonly fromSeq: number;
}

/** Alternatives of one query: enough to spare round trips, few enough for any planner. */
const instancesPerQuery = 100;

export class MongoJournal implements Journal {
  constructor(private readonly turns: mongo.Collection<TurnDocument>) {}

  async append(turns: readonly EncodedTurn[]): Promise<readonly AppendOutcome[]> {
    const outcomes = await insertEach(
      this.turns,
      turns.map(({ turn }) => toTurnDocument(turn)),
    );
    return outcomes.map(toAppendOutcome);
  }

  async read(questions: readonly Question[]): Promise<readonly (readonly Turn[])[]> {
    const pages: Promise<Map<string, Turn[]>>[] = [];
    for (let i = 0; i < questions.length; i += instancesPerQuery) {
      pages.push(this.histories(questions.slice(i, i + instancesPerQuery)));
    }
    const found = await Promise.all(pages);
    return questions.map(({ instance, fromSeq }, i) => {
      const turns = found[Math.floor(i / instancesPerQuery)]!.get(instance) ?? [];
      return turns.filter(({ seq }) => seq >= fromSeq); // the same instance may be asked for twice
    });
  }

  async page(instance: string, afterSeq: number, limit: number): Promise<readonly Turn[]> {
    const cursor = this.turns.find(turnsFrom({ instance, fromSeq: afterSeq + 1 }), authoritative);
    return (await asking(() => cursor.sort({ _id: 1 }).limit(limit).toArray())).map(toTurn);
  }

  async remove(instances: readonly string[]): Promise<void> {
    for (let i = 0; i < instances.length; i += instancesPerQuery) {
      const some = instances.slice(i, i + instancesPerQuery);
      // seq 0 last: what was cut off half-way is still found as an instance, and swept again.
      for (const fromSeq of [1, 0]) {
        const ranges = some.map((instance) => turnsFrom({ instance, fromSeq }));
        await asking(() => this.turns.deleteMany({ $or: ranges }, { writeConcern: durable }));
      }
    }
  }

  private async histories(questions: readonly Question[]): Promise<Map<string, Turn[]>> {
    const ranges = questions.map(turnsFrom);
    const filter = ranges.length === 1 ? ranges[0]! : { $or: ranges };
    const turns = (await asking(() => this.turns.find(filter, authoritative).toArray())).map((document) => ({
      instance: document.instance,
      turn: toTurn(document),
    }));
    const histories = new Map<string, Turn[]>(questions.map(({ instance }) => [instance, []]));
    for (const { instance, turn } of turns) histories.get(instance)?.push(turn);
    for (const history of histories.values()) history.sort((a, b) => a.seq - b.seq);
    return histories;
  }
}

/** A range of the `_id` index; `instance` sends it to one shard. */
function turnsFrom({ instance, fromSeq }: Question): mongo.Filter<TurnDocument> {
  return { instance, _id: { $gte: turnId(instance, Math.max(0, fromSeq)), $lt: afterLastTurn(instance) } };
}

function toAppendOutcome(outcome: InsertOutcome): AppendOutcome {
  switch (outcome.kind) {
    case 'inserted':
      return { kind: 'appended' };
    case 'exists':
      return { kind: 'conflict' };
    case 'refused':
      return outcome;
  }
}
