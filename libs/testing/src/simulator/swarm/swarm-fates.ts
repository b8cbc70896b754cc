import type { Random } from '../kernel/random.js';
import type { Fate, Fates, PortCall } from '../process/fates.js';
import type { Sometimes } from '../sometimes.js';
import type { Swarm } from './swarm.js';

/** What a client library waits before it gives an answer up. */
const patienceMs = [50, 1_000, 15_000, 30_000] as const;

/** Draws what becomes of each call, until all is to be well. */
export class SwarmFates implements Fates {
  private healed = false;
  /** How often it was not well. */
  strikes = 0;

  constructor(
    private readonly swarm: Swarm,
    private readonly random: Random,
    private readonly sometimes: Sometimes,
  ) {}

  /** From now on every call is answered, and soon. */
  heal(): void {
    this.healed = true;
  }

  of(call: PortCall): Fate {
    if (this.healed) return { kind: 'answered', there: this.random.integer(0, 2), back: this.random.integer(0, 2) };
    const { swarm, random } = this;
    const there = random.integer(0, swarm.slownessMs);
    const back = random.integer(0, swarm.slownessMs);
    const [lost, answerLost] =
      call.place === 'store' ? [swarm.storeLost, swarm.storeAnswerLost] : [swarm.lost, swarm.answerLost];
    if (random.chance(swarm.crash)) return this.crash(call, there, back);
    if (random.chance(swarm.late)) {
      this.saw(`a call of the ${call.place} came after it was given up`);
      return { kind: 'late', toldAfter: random.pick(patienceMs), there: random.integer(0, 2_000) };
    }
    if (random.chance(lost)) {
      this.saw(`a call of the ${call.place} was lost`);
      return { kind: 'lost', toldAfter: random.pick(patienceMs) };
    }
    if (random.chance(answerLost)) {
      this.saw(`an answer of the ${call.place} was lost`);
      return { kind: 'answer-lost', there, toldAfter: random.pick(patienceMs) };
    }
    return { kind: 'answered', there, back };
  }

  private crash(call: PortCall, there: number, back: number): Fate {
    const when = this.random.pick(['before', 'done', 'after'] as const);
    this.saw(`a process ended ${when} a call of the ${call.place}`);
    return { kind: 'crash', when, there, back };
  }

  private saw(what: string): void {
    this.strikes++;
    this.sometimes.saw(what);
  }
}
