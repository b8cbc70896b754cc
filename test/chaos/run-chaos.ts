import { check, emptyEvidence, replaysOf, type Evidence, type Violation } from '@skald/testing';
import type { Turn } from '@skald/engine';
import { journeyDefinition } from './child/journey-saga.ts';
import { dumpTopics } from './evidence/dump-topics.ts';
import { readEffectLog } from './evidence/read-effect-log.ts';
import { boundMs, untilAtRest } from './evidence/rest.ts';
import type { Scene } from './faults/fault.ts';
import { Passed } from './faults/passed-records.ts';
import { House } from './house/house.ts';
import { Load, secret } from './load.ts';
import { Random } from '@skald/testing/simulator';

export interface ChaosOptions {
  readonly seed: number;
  /** What happens under load; gives how many of each kind there were. */
  readonly trouble: (scene: Scene) => Promise<ReadonlyMap<string, number>>;
  readonly coordinators: number;
  readonly workers: number;
  /** A journey is started every so many milliseconds on average. */
  readonly everyMs: number;
  readonly told: (line: string) => void;
}

export interface ChaosReport {
  readonly evidence: Evidence;
  readonly violations: readonly Violation[];
  readonly faults: ReadonlyMap<string, number>;
  /** From the end of the last fault. */
  readonly restMs: number;
  /** Lives of processes that ended on their own, or not as they should when told to. */
  readonly deaths: readonly string[];
}

/** Load and faults, then no faults, then rest; then every invariant is held against what is left. */
export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const { seed, trouble, told } = options;
  const random = new Random(seed);
  const house = await House.open(plain(options.coordinators), plain(options.workers));
  try {
    const brokers = `127.0.0.1:${house.broker.port}`;
    await house.settle();
    told('everybody takes in');
    const load = new Load(brokers, new Random(random.integer(0, 2 ** 31)));
    const passed = await Passed.open(brokers);
    const loading = load.run(options.everyMs);
    const faults = await trouble({ house, random, passed });
    const earlier = await turnsOf(house, load.started).catch((): readonly Turn[] => []);
    house.heal();
    const healedAt = Date.now();
    told('no more faults');
    await load.stop();
    await loading;
    const projections = await untilAtRest(house, load.started);
    const at = Date.now();
    told(`at rest after ${((at - healedAt) / 1_000).toFixed(1)} s`);
    const turns = await turnsOf(house, load.started);
    const evidence = emptyEvidence({
      ...{ seed: `--seed ${seed}`, at, healedAt, boundMs: Math.min(boundMs, at - healedAt) },
      journal: { turns, earlier: [earlier], projections },
      effects: readEffectLog(house.effectLog, sum(faults.values())),
      calls: load.calls,
      broker: await dumpTopics(brokers),
      remains: {
        ...{ left: [], metrics: '', secrets: [secret], encoded: false },
        logs: house.residents.flatMap(({ lines }) => lines),
      },
      replays: await replaysOf(turns, [journeyDefinition]),
    });
    await Promise.all([passed.close(), load.close()]);
    const deaths = house.residents.flatMap(({ ownDeaths, badExits }) => [...ownDeaths, ...badExits]);
    return { evidence, violations: check(evidence), faults, restMs: at - healedAt, deaths };
  } finally {
    await house.close();
  }
}

async function turnsOf({ store }: House, workflowIds: readonly string[]): Promise<readonly Turn[]> {
  const questions = workflowIds.map((one) => ({ instance: `default/${one}`, fromSeq: 0 }));
  return (await store.journal.read(questions)).flat();
}

const plain = (count: number): readonly Record<string, string>[] => Array.from({ length: count }, () => ({}));
const sum = (numbers: Iterable<number>): number => [...numbers].reduce((all, one) => all + one, 0);
