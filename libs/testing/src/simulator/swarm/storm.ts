import type { SimulatedBroker } from '../broker/simulated-broker.js';
import type { Host } from '../house/host.js';
import type { Kernel } from '../kernel/kernel.js';
import type { Random } from '../kernel/random.js';
import type { Sometimes } from '../sometimes.js';
import type { SimulatedMongo } from '../store/simulated-mongo.js';
import type { Swarm } from './swarm.js';

export interface StormOptions {
  readonly kernel: Kernel;
  readonly random: Random;
  readonly sometimes: Sometimes;
  readonly swarm: Swarm;
  readonly broker: SimulatedBroker;
  readonly store: SimulatedMongo;
  readonly hosts: readonly Host[];
}

const everyMs = 1_000;
const outagesMs = [300, 3_000, 20_000, 60_000] as const;

/** What goes wrong by itself, whatever is under way: once a simulated second everything may. */
export class Storm {
  private isOver = false;
  /** How often anything went wrong. */
  strikes = 0;

  constructor(private readonly options: StormOptions) {
    this.blow();
  }

  end(): void {
    this.isOver = true;
  }

  private blow(): void {
    const { kernel } = this.options;
    kernel.after(everyMs, 'weather', () => {
      if (this.isOver) return;
      this.strike();
      this.blow();
    });
  }

  private strike(): void {
    const { random, swarm, broker, store, hosts, sometimes } = this.options;
    const sometimesDo = (chance: number, act: () => void): void => {
      if (!random.chance(chance)) return;
      this.strikes++;
      act();
    };
    sometimesDo(swarm.brokerDown, () => broker.goDown(random.pick(outagesMs)));
    sometimesDo(swarm.storeDown, () => store.goDown(random.pick(outagesMs)));
    sometimesDo(swarm.failover, () => store.failover());
    sometimesDo(swarm.leaderChange, () => broker.changeLeaders());
    sometimesDo(swarm.rebalance, () => broker.rebalance());
    sometimesDo(swarm.garbage, () => this.garbage());
    for (const host of hosts) {
      sometimesDo(swarm.pause, () => {
        sometimes.saw('a process stood still');
        host.running?.pause(random.integer(1, swarm.longestPauseMs));
      });
      sometimesDo(swarm.shutdown, () => {
        sometimes.saw('a process was told to end');
        host.shutDown();
      });
    }
  }

  private garbage(): void {
    const { random, broker, swarm, sometimes } = this.options;
    const topics = broker.topicNames.filter((topic) => !topic.endsWith('.dlq') && !topic.endsWith('.events'));
    if (topics.length === 0) return;
    sometimes.saw('a record could not be read');
    const value = random.pick([
      '',
      '{',
      'null',
      '{"type":"start"}',
      '\u0000\ufffd',
      '[]',
      '{"type":"completed","run":0}',
    ]);
    const key = random.pick([null, 'w0', 'w1', 'w0:1']);
    const bytes = key === null ? null : Buffer.from(key);
    broker.inject(random.pick(topics), random.integer(0, swarm.partitions - 1), bytes, Buffer.from(value));
  }
}
