import type { ParkCode, WaitingFor } from '@skald/contracts';
import { isFreshResume } from '../decisions/decide-input.js';
import type { Input } from '../decisions/input.js';
import type { EffectCall } from '../saga/asked.js';
import type { FindStartable } from '../saga/definition.js';
import type { InstanceState } from '../state/instance-state.js';
import { statusOf } from '../state/instance-state.js';
import { earliestTimer } from '../state/timers.js';
import { waitingFor } from '../state/waiting-for.js';
import { awaitedSignals } from './code.js';
import type { SuspendedInstance } from './suspended-instance.js';
import { mendedByDeploy } from './mended-by-deploy.js';
import { hasWork } from './suspended-instance.js';
import { withheldFor } from './withheld-for.js';
import type { TurnOutcome } from './turn-outcome.js';
import { nothingHappened } from './turn-outcome.js';
import { TurnUnderWay } from './turn-under-way.js';

/** A suspended instance: its state, and its code where that can run. One turn at a time. */
export class Execution {
  constructor(private readonly instance: SuspendedInstance) {}

  get state(): InstanceState {
    return this.instance.state;
  }

  /**
   * Parked for its code, which runs over the history as it is: a turn with the input `revive` lets it try to go on. So it
   * does where the code is here and does not run: then the turn says why.
   */
  get canRevive(): boolean {
    const { standstill, phase } = this.state;
    const { code } = this.instance;
    if (standstill?.kind !== 'parked' || phase !== 'forward' || !mendedByDeploy.includes(standstill.code)) return false;
    return code.kind === 'suspended' || (code.kind === 'unable' && isNews(code.why.code, standstill.code));
  }

  /** Among these inputs an operator resumes it, who is to stand in the history: it needs no reviving. */
  isResumedBy(inputs: readonly Input[]): boolean {
    return inputs.some((input) => isFreshResume(this.state, input));
  }

  /** Something is to be done although no input came. */
  get hasWork(): boolean {
    return hasWork(this.instance);
  }

  get waitingFor(): WaitingFor[] {
    return waitingFor(this.state, awaitedSignals(this.instance.code));
  }

  /** When this instance is to be woken; work that is left and an effect not yet recorded count as now. Undefined: nothing pending. */
  get wakeAt(): number | undefined {
    const { state } = this;
    if (this.hasWork || (state.effects.size > 0 && state.standstill === undefined)) return state.at;
    return this.nextTimerAt;
  }

  /** When the earliest pending timer fires: what an owner waits for that runs the effects itself. Undefined: none is pending. */
  get nextTimerAt(): number | undefined {
    const { code } = this.instance;
    return earliestTimer(this.state, code.kind === 'suspended' ? code.body.watchedWaits : [])?.fireAt;
  }

  /** Effects scheduled and not recorded, after a load. */
  get pendingEffects(): readonly EffectCall[] {
    const { code } = this.instance;
    if (code.kind !== 'suspended') return [];
    return [...code.body.asked.effects.values()].filter(({ effectId }) => this.state.effects.has(effectId));
  }

  /**
   * Evaluates inputs in order. The state runs ahead of the journal: when the turn cannot be inserted, forget this execution.
   * `startable` says what a start among them would run, `noRoom` why it may not begin now.
   */
  async turn(inputs: readonly Input[], now: number, startable?: FindStartable, noRoom?: string): Promise<TurnOutcome> {
    const parkedFor = parkCode(this.state);
    const outcome = await new TurnUnderWay(this.instance, now, startable, noRoom).take(inputs);
    const events = outcome.turn?.turn.events ?? [];
    if (parkedFor !== undefined && inputs[0]?.kind === 'revive' && events.length === 2) {
      const [resumed, parked] = events;
      if (resumed?.type === 'SagaResumed' && parked?.type === 'SagaParked' && parked.code === parkedFor) {
        // The same defect as before: there is nothing new to tell.
        const { dispositions, more } = outcome;
        return { ...nothingHappened, status: 'parked', dispositions, more, drop: true };
      }
    }
    return outcome;
  }

  /** Sets the instance aside without evaluating it: its code killed the process, or its record does not fit. */
  park(code: ParkCode, message: string, now: number): TurnOutcome {
    const { state } = this;
    if (state.phase === 'absent' || state.phase === 'closed') return { ...nothingHappened, status: statusOf(state) };
    return new TurnUnderWay(this.instance, now, undefined).park(code, message);
  }
}

/** Where versions differ between processes, only the first answer to "is it here" is told, and none is taken back. */
function isNews(why: ParkCode, parkedFor: ParkCode): boolean {
  if (withheldFor.includes(why)) return true;
  return parkedFor === 'VERSION_ELSEWHERE' && why !== 'VERSION_ELSEWHERE';
}

function parkCode({ standstill }: InstanceState): ParkCode | undefined {
  return standstill?.kind === 'parked' ? standstill.code : undefined;
}
