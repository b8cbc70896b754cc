import type { AppendOutcome } from '@skald/ports';
import { encoded, turnsInSequence } from '../../builders/turn.js';
import { recordingLog } from '../../virtual/recording-log.js';
import { Kernel } from '../kernel/kernel.js';
import { Random } from '../kernel/random.js';
import { Trace } from '../kernel/trace.js';
import type { Fate } from '../process/fates.js';
import { SimulatedProcess } from '../process/simulated-process.js';
import { Sometimes } from '../sometimes.js';
import { SimulatedMongo, type MongoOptions } from './simulated-mongo.js';
import { simulatedStores } from './simulated-stores.js';

export const seeds = Array.from({ length: 40 }, (_, seed) => seed);
const answered: Fate = { kind: 'answered', there: 1, back: 1 };

export const instance = 'default/w-1';
/** Its first turns. */
export const four = turnsInSequence(4, { workflowId: 'w-1' });
export const one = encoded(four[0]!);

/** A server, and the stores of one process. `fates`: of its first calls, the others are answered. */
export function world(options: Partial<MongoOptions> & { seed?: number; fates?: readonly Fate[] } = {}) {
  const { seed = 1, fates = [], ...more } = options;
  const left = [...fates];
  const trace = new Trace();
  const random = new Random(seed);
  const sometimes = new Sometimes();
  const kernel = new Kernel(random, trace);
  const server = new SimulatedMongo({
    ...{ kernel, random, sometimes, replicationMs: 1_000, brokenOff: 0, acknowledge: 'majority', ...more },
  });
  const connect = () => {
    const process = new SimulatedProcess({
      ...{ kernel, name: 'p', seed, log: recordingLog(), clockOffsetMs: 0, onCrash: () => undefined },
      fates: { of: () => left.shift() ?? answered },
    });
    return simulatedStores(server, process);
  };
  /** What comes of it within a simulated hour. */
  const settled = async <T>(asking: Promise<T>): Promise<PromiseSettledResult<T>> => {
    let outcome: PromiseSettledResult<T> | undefined;
    void Promise.allSettled([asking]).then(([only]) => (outcome = only));
    await kernel.run(kernel.now + 3_600_000, () => outcome !== undefined);
    return outcome ?? { status: 'rejected', reason: new Error('no answer within an hour') };
  };
  const valueOf = async <T>(asking: Promise<T>): Promise<T> => {
    const outcome = await settled(asking);
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  };
  const failureOf = async (asking: Promise<unknown>): Promise<unknown> => {
    const outcome = await settled(asking);
    return outcome.status === 'rejected' ? outcome.reason : undefined;
  };
  const stores = connect();
  const history = async () => (await valueOf(stores.journal.read([{ instance, fromSeq: 0 }])))[0]!;
  const run = (ms: number) => kernel.run(kernel.now + ms);
  return { ...stores, connect, server, kernel, trace, valueOf, failureOf, run, history };
}

export function kinds(outcomes: readonly AppendOutcome[]): readonly string[] {
  return outcomes.map(({ kind }) => kind);
}
