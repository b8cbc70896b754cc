import type { mongo } from 'mongoose';
import type { SimulatedProcess } from '../process/simulated-process.js';
import { outcomeOf, type Outcome } from '../process/simulated-process.js';
import type { Acknowledged, ReadLevel, SimulatedMongo } from './simulated-mongo.js';

type ReadOptions = Pick<mongo.FindOptions, 'readConcern'>;

/** What one process says to the server, each command a call of its own. */
export class MongoConnection {
  /** Of the latest primary that it has heard of. */
  private term: number;

  constructor(
    readonly server: SimulatedMongo,
    private readonly process: SimulatedProcess,
  ) {
    this.term = server.term;
  }

  read<T>(what: string, { readConcern }: ReadOptions, command: (level: ReadLevel) => T): Promise<T> {
    return this.ask(what, (answered) => {
      const isDeposed = this.term !== this.server.term && this.server.deposedAnswers();
      if (!isDeposed) this.term = this.server.term;
      const level = isMajority(readConcern) ? 'majority' : 'local';
      answered(outcomeOf(() => command(isDeposed ? 'deposed' : level)));
    });
  }

  write<T>(what: string, command: () => T): Promise<Acknowledged<T>> {
    return this.ask(what, (answered) => {
      this.term = this.server.term;
      this.server.write(command, answered);
    });
  }

  private ask<T>(what: string, command: (answered: (outcome: Outcome<T>) => void) => void): Promise<T> {
    const { process, server } = this;
    const later = (ms: number, task: () => void): void => void process.later(ms, `${what} finds no primary`, task);
    const act = (answered: (outcome: Outcome<T>) => void): void =>
      server.reach(later, (refusal) =>
        refusal === undefined ? command(answered) : answered({ done: false, error: refusal }),
      );
    return process.ask('store', what, act, () => server.noAnswer());
  }
}

function isMajority(readConcern: ReadOptions['readConcern']): boolean {
  return typeof readConcern === 'object' && 'level' in readConcern && readConcern.level === 'majority';
}
