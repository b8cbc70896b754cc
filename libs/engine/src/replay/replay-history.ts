import type { SagaEvent, SagaStatus } from '@skald/contracts';
import { parseInstanceKey } from '@skald/contracts';
import { CorruptHistory } from '../errors/corrupt-history.js';
import { SagaBug } from '../errors/saga-bug.js';
import { Execution, markLeft } from '../execution.js';
import { checkTurn } from '../history/check-turn.js';
import type { Turn } from '../history/turn.js';
import type { Message } from '../messages/message.js';
import { messagesOf } from '../messages/messages-of.js';
import { SagaBody } from '../saga/body.js';
import type { SagaDefinition } from '../saga/definition.js';
import { applyEvent } from '../state/apply-event.js';
import type { InstanceState } from '../state/instance-state.js';
import { absentInstance, statusOf } from '../state/instance-state.js';
import type { Evaluation } from './body-replay.js';
import { BodyReplay } from './body-replay.js';

export interface Replay {
  readonly execution: Execution;
  /** The turns above `publishedSeq` with what they send, in order. */
  readonly unpublished: readonly SentTurn[];
}

export interface SentTurn {
  readonly turn: Turn;
  readonly messages: readonly Message[];
  /** After the turn. */
  readonly status: SagaStatus;
}

export interface ReplayOptions {
  /** `namespace/workflowId`. */
  readonly instance: string;
  /** In order of seq, from the start of the present run (or from 0); none: the instance is not there. */
  readonly turns: readonly Turn[];
  readonly publishedSeq: number;
  readonly find: (saga: string, version: number) => SagaDefinition | undefined;
  readonly evaluation: Evaluation;
}

/**
 * Makes an execution from a history. The code of the saga runs only where it is still to decide something:
 * undoing needs the journal alone (compensation rule 6).
 * @throws CorruptHistory
 */
export async function replayHistory({
  instance,
  turns,
  publishedSeq,
  find,
  evaluation,
}: ReplayOptions): Promise<Replay> {
  const { namespace, workflowId } = parseInstanceKey(instance);
  const state = absentInstance(namespace, workflowId);
  const first = turns[0];
  if (first !== undefined) Object.assign(state, { seq: first.seq - 1, run: first.run });
  const unpublished: SentTurn[] = [];
  const presentRun = turns.at(-1)?.run ?? 0;
  let definition: SagaDefinition | undefined;
  let replay: BodyReplay | undefined;
  for (const turn of turns) {
    checkTurn(state, turn);
    const parked = turn.events.some((event) => event.type === 'SagaParked');
    const messages: Message[] = [];
    for (const event of turn.events) {
      apply(state, event, turn);
      if (turn.seq > publishedSeq) collect(messages, state, event);
      if (event.type === 'SagaStarted') {
        state.run = turn.run;
        state.runSeq = turn.seq;
        definition = turn.run === presentRun ? find(event.saga, event.version) : undefined;
        const runs = definition !== undefined && bodyStillDecides(turns, turn.run);
        replay =
          runs && definition !== undefined
            ? new BodyReplay(new SagaBody(definition, state, event.input, event.attributes ?? {}), state, evaluation)
            : undefined;
      }
      await replay?.see(event, turn.at, parked);
    }
    state.seq = turn.seq;
    state.at = turn.at;
    state.applied = turn.applied;
    state.nextIndex = turn.events.at(-1)!.index + 1;
    markLeft(state, turn.events);
    if (turn.seq > publishedSeq) unpublished.push({ turn, messages, status: statusOf(state) });
  }
  const defect = replay?.bug ?? missing(state, definition);
  const replayed =
    replay === undefined || defect !== undefined
      ? undefined
      : { body: replay.body, decided: replay.decided, deferred: replay.deferred };
  return { execution: new Execution(state, definition, evaluation, replayed, defect), unpublished };
}

function apply(state: InstanceState, event: SagaEvent, turn: Turn): void {
  try {
    applyEvent(state, event, turn.at);
  } catch (error) {
    const instance = `${state.namespace}/${state.workflowId}`;
    throw new CorruptHistory(instance, turn.seq, `event ${event.index} ${event.type}: ${(error as Error).message}`);
  }
}

function collect(messages: Message[], state: InstanceState, event: SagaEvent): void {
  if (event.type === 'ActivityCanceled' && state.activities.get(event.activityId)?.left === false) {
    // Given up in the turn that scheduled it: its command never left.
    const at = messages.findIndex((m) => m.kind === 'command' && m.command.activityId === event.activityId);
    if (at >= 0) messages.splice(at, 1);
    return;
  }
  messages.push(...messagesOf(state, event, event.index));
}

/** Whether the forward part of this run is still open at the end of the history. */
function bodyStillDecides(turns: readonly Turn[], run: number): boolean {
  return !turns.some((turn) => turn.run === run && turn.events.some(endsForward));
}

function endsForward(event: SagaEvent): boolean {
  switch (event.type) {
    case 'CompensationPlanned':
    case 'SagaCompleted':
    case 'SagaFailed':
    case 'SagaCompensated':
    case 'SagaCanceled':
    case 'SagaTerminated':
      return true;
    default:
      return false;
  }
}

function missing(state: InstanceState, definition: SagaDefinition | undefined): SagaBug | undefined {
  if (state.phase !== 'forward' || definition !== undefined) return undefined;
  const { started } = state;
  return new SagaBug('VERSION_ELSEWHERE', `saga ${started?.saga} version ${started?.version} is not here`);
}
