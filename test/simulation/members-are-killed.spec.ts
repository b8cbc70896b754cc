import { describe, expect, it } from '@jest/globals';
import { kafkaBus } from '@skald/kafka';
import type { MessageBus, Subscription, TopicPartition } from '@skald/ports';
import { BusUnavailable } from '@skald/ports';
import { recordingLog } from '@skald/testing';
import {
  Kernel,
  Random,
  SimulatedBroker,
  simulatedDriver,
  SimulatedProcess,
  Sometimes,
  Trace,
} from '@skald/testing/simulator';

const partitions = 6;
const second = 1_000;
const minute = 60_000;
const sessionTimeoutMs = 10_000;

interface Member {
  readonly process: SimulatedProcess;
  owned: readonly TopicPartition[];
}

/** Members of one group at a simulated broker, through the real adapter above its driver. */
class Group {
  readonly random = new Random(11);
  readonly kernel = new Kernel(this.random, new Trace());
  readonly sometimes = new Sometimes();
  readonly broker = new SimulatedBroker({
    ...{ kernel: this.kernel, random: this.random, sometimes: this.sometimes },
    ...{ replicationMs: 20, notTaken: 0.01 },
  });
  readonly members: Member[] = [];
  /** Of each partition, in the order in which anybody was handed them. */
  readonly heard = Array.from({ length: partitions }, (): number[] => []);
  #processes = 0;

  process(): { process: SimulatedProcess; bus: MessageBus } {
    const seed = ++this.#processes;
    const process = new SimulatedProcess({
      ...{ kernel: this.kernel, name: `p${seed}`, seed, log: recordingLog(), clockOffsetMs: 0 },
      fates: { of: () => ({ kind: 'answered', there: 1, back: 1 }) },
      onCrash: () => undefined,
    });
    const { clock, ids, log } = process;
    const bus = kafkaBus({
      ...{ brokers: [], clientId: `p${seed}`, clock, ids, log },
      driver: simulatedDriver(this.broker, process),
    });
    return { process, bus };
  }

  /** Commits what it was handed a little later. */
  join(): void {
    const { process, bus } = this.process();
    const member: Member = { process, owned: [] };
    let subscription: Subscription | undefined;
    this.members.push(member);
    const subscribed = bus.subscribe(
      { group: 'g', topics: ['t'] },
      {
        assigned: (_, owned) => (member.owned = owned),
        records: (generation, records) => {
          const { topic, partition, offset } = records.at(-1)!;
          for (const { value } of records) this.heard[partition]!.push(Number(Buffer.from(value!).toString()));
          process.later(100, 'handled', () => {
            subscription?.commit(generation, [{ topic, partition, offset: offset + 1 }]).catch(() => undefined);
          });
        },
        crashed: (error) => this.kernel.fail(error),
      },
    );
    subscribed.then(
      (made) => (subscription = made),
      (error: unknown) => this.kernel.fail(error),
    );
  }

  get isShared(): boolean {
    const alive = this.members.filter(({ process }) => process.alive);
    const owned = alive.flatMap((member) => member.owned.map(({ partition }) => partition));
    const all = owned.length === partitions && new Set(owned).size === partitions;
    return all && alive.every((member) => member.owned.length > 0);
  }

  kill(): void {
    const alive = this.members.filter(({ process }) => process.alive);
    this.random.pick(alive).process.crash();
  }

  async open(count: number): Promise<void> {
    this.broker.createTopics([{ topic: 't', partitions, replicationFactor: 3, config: {} }]);
    for (let n = 0; n < count; n += 1) this.join();
    await this.kernel.run(this.kernel.now + minute, () => this.isShared);
    expect(this.isShared).toBe(true);
  }
}

/** One number after the other to each partition; the next only once the broker has the one before. */
function count({ kernel, process }: { kernel: Kernel; process: SimulatedProcess }, bus: MessageBus, until: number) {
  const sent = Array.from({ length: partitions }, () => 0);
  const next = async (partition: number): Promise<void> => {
    while (kernel.now < until) {
      try {
        await bus.publish([{ topic: 't', key: null, value: `${sent[partition]}`, partition }]);
        sent[partition]! += 1;
      } catch (error) {
        if (!(error instanceof BusUnavailable)) throw error;
      }
      await new Promise<void>((resolve) => process.clock.after(second, resolve));
    }
  };
  for (let partition = 0; partition < partitions; partition += 1)
    next(partition).catch((error: unknown) => kernel.fail(error));
  return sent;
}

describe('members of a group that are killed', () => {
  it('L9 for half an hour, under a broker that fails as well: no record is lost, and none overtakes another', async () => {
    const group = new Group();
    const { kernel, broker } = group;
    await group.open(3);
    const until = kernel.now + 30 * minute;
    const { process, bus } = group.process();
    const sent = count({ kernel, process }, bus, until);
    for (let round = 0; kernel.now < until; round += 1) {
      await kernel.run(kernel.now + 20 * second);
      group.kill();
      group.join();
      if (round % 4 === 1) broker.changeLeaders();
      if (round % 4 === 3) broker.rebalance();
      if (round % 10 === 9) broker.goDown(5 * second);
    }
    broker.heal();
    await kernel.run(kernel.now + 2 * minute);

    expect(group.sometimes.counts.get('the broker was down')).toBeGreaterThan(3);
    for (const [partition, numbers] of group.heard.entries()) {
      expect(sent[partition]).toBeGreaterThan(1_000);
      // First appearances: repeats are allowed, gaps and overtaking are not.
      const expected = Array.from({ length: sent[partition]! }, (_, n) => n);
      expect([...new Set(numbers)].slice(0, sent[partition])).toEqual(expected);
    }
  }, 60_000);

  it('[process-killed] give their partitions to the others within the session time-out and five seconds', async () => {
    const group = new Group();
    const { kernel } = group;
    await group.open(3);
    for (let round = 0; round < 10; round += 1) {
      group.kill();
      const killedAt = kernel.now;
      expect(group.isShared).toBe(false);
      await kernel.run(kernel.now + minute, () => group.isShared);
      expect(kernel.now - killedAt).toBeLessThanOrEqual(sessionTimeoutMs + 5 * second);
      group.join();
      await kernel.run(kernel.now + minute);
      expect(group.isShared).toBe(true);
    }
  });
});
