import type { Random } from '../kernel/random.js';
import type { CrashPoint, Fate, Fates, PortCall } from '../process/fates.js';
import { crashTimes } from '../process/fates.js';
import type { Sometimes } from '../sometimes.js';
import type { Swarm } from './swarm.js';

/** What a client library waits before it gives an answer up. */
const patienceMs = [50, 1_000, 15_000, 30_000] as const;

/** Draws what becomes of each call, until all is to be well. */
export class SwarmFates implements Fates {
  private healed = false;
  /** How often it was not well. */
  strikes = 0;
  /** Before all was to be well, without heartbeats. */
  calls = 0;

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
    if (call.what !== 'heartbeat' && ++this.calls === swarm.crashAt?.nth) {
      return this.crash(call, there, back, swarm.crashAt.when);
    }
    // The world outside is called seldom, and that is where it matters most.
    const crash = call.place === 'outside' ? 10 * swarm.crash : swarm.crash;
    if (random.chance(crash)) return this.crash(call, there, back, random.pick(crashTimes));
    if (random.chance(swarm.late)) {
      this.saw(`a call of ${of(call)} came after it was given up`);
      return { kind: 'late', toldAfter: random.pick(patienceMs), there: random.integer(0, 2_000) };
    }
    if (random.chance(lost)) {
      this.saw(`a call of ${of(call)} was lost`);
      return { kind: 'lost', toldAfter: random.pick(patienceMs) };
    }
    if (random.chance(answerLost)) {
      this.saw(`an answer of ${of(call)} was lost`);
      return { kind: 'answer-lost', there, toldAfter: random.pick(patienceMs) };
    }
    return { kind: 'answered', there, back };
  }

  private crash(call: PortCall, there: number, back: number, when: CrashPoint['when']): Fate {
    this.saw(`a process ended ${ends[when]} a call of ${of(call)}`);
    return { kind: 'crash', when, there, back };
  }

  private saw(what: string): void {
    this.strikes++;
    this.sometimes.saw(what);
  }
}

const ends = { before: 'before', done: 'in', after: 'after' } as const;

/** The world outside is called for an activity or for its undo. */
function of({ place, what }: PortCall): string {
  if (place !== 'outside') return `the ${place}`;
  return what === 'compensate' ? 'an undo' : 'an activity';
}
