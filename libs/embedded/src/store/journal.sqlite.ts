import { instanceKey, parseInstanceKey, type Json } from '@skald/contracts';
import type { AppliedOffsets, Turn } from '@skald/engine';
import type { AppendOutcome, EncodedTurn, Journal } from '@skald/ports';
import { storedTurn } from '@skald/ports';
import type { Reader, Row } from './reader.js';
import type { Write, WriteOutcome, Writer } from './writer.js';

const columns = 'seq, run, at, saga, version, causes, applied, events';
const fromSeq = `SELECT ${columns} FROM journal WHERE instance = ? AND seq >= ? ORDER BY seq`;
const page = `SELECT ${columns} FROM journal WHERE instance = ? AND seq > ? ORDER BY seq LIMIT ?`;

export class SqliteJournal implements Journal {
  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
  ) {}

  async append(turns: readonly EncodedTurn[]): Promise<readonly AppendOutcome[]> {
    return (await this.writer.write(turns.map(toWrite))).map(toAppendOutcome);
  }

  async read(
    questions: readonly { readonly instance: string; readonly fromSeq: number }[],
  ): Promise<readonly (readonly Turn[])[]> {
    return questions.map((question) => this.turns(question.instance, fromSeq, question.fromSeq));
  }

  async page(instance: string, afterSeq: number, limit: number): Promise<readonly Turn[]> {
    return this.turns(instance, page, afterSeq, limit);
  }

  async remove(instances: readonly string[]): Promise<void> {
    await this.writer.write(instances.map((instance) => ({ statement: 'removeTurns', values: [instance] })));
  }

  private turns(instance: string, sql: string, ...values: number[]): readonly Turn[] {
    const identity = parseInstanceKey(instance);
    return this.reader
      .all(sql, [instance, ...values])
      .map((row) => storedTurn(instance, Number(row.seq), () => ({ ...identity, ...toTurn(row) })));
  }
}

function toWrite({ turn, eventsJson }: EncodedTurn): Write {
  const { seq, run, at, saga, version } = turn;
  const texts = [JSON.stringify(turn.causes), JSON.stringify(turn.applied), eventsJson];
  return { statement: 'appendTurn', values: [instanceKey(turn), seq, run, at, saga, version, ...texts] };
}

function toAppendOutcome(outcome: WriteOutcome): AppendOutcome {
  if (outcome.kind === 'refused') return outcome;
  return outcome.changes === 1 ? { kind: 'appended' } : { kind: 'conflict' };
}

function toTurn(row: Row): Omit<Turn, 'namespace' | 'workflowId'> {
  return {
    seq: Number(row.seq),
    run: Number(row.run),
    at: Number(row.at),
    saga: String(row.saga),
    version: Number(row.version),
    causes: parse(row.causes) as readonly string[],
    applied: parse(row.applied) as unknown as AppliedOffsets,
    events: parse(row.events) as unknown as Turn['events'],
  };
}

function parse(text: Row[string] | undefined): Json {
  return JSON.parse(String(text)) as Json;
}
