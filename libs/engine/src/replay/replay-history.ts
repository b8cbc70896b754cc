import type { SagaContinuedAsNew, SagaEvent, SagaStatus } from '@skald/contracts';
import { parseInstanceKey } from '@skald/contracts';
import { CorruptHistory } from '../errors/corrupt-history.js';
import { SagaBug } from '../errors/saga-bug.js';
import type { Code } from '../execution/code.js';
import { withheldFor } from '../execution/withheld-for.js';
import { Execution } from '../execution/execution.js';
import { markLeft } from '../execution/mark-left.js';
import { checkTurn } from '../history/check-turn.js';
import type { Turn } from '../history/turn.js';
import type { Message } from '../messages/message.js';
import { SentMessages } from '../messages/sent-messages.js';
import type { LogLine } from '../saga/body.js';
import { SagaBody } from '../saga/body.js';
import type { SagaDefinition } from '../saga/definition.js';
import { applyEvent } from '../state/apply-event.js';
import type { InstanceState } from '../state/instance-state.js';
import { absentInstance, statusOf } from '../state/instance-state.js';
import { BodyReplay } from './body-replay.js';
import { endsForward } from './end-of-forward.js';
import type { Evaluation } from './evaluation.js';
import { roleOf } from './replay-role.js';

export interface Replay {
  readonly execution: Execution;
  /** The turns above `publishedSeq` with what they send, in order. */
  readonly unpublished: readonly SentTurn[];
  /** What the code asks for now differs in its contents from what was recorded (which counts). */
  readonly warnings: readonly LogLine[];
  /** Where code and history of the present run part, or the code broke. */
  readonly divergence: SagaBug | undefined;
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
  /** The code also runs where it has nothing to decide any more, and its end is held against the recorded one: a check. */
  readonly throughout?: boolean;
  /** That the present run ended by it is told in a later turn. */
  readonly continued?: SagaContinuedAsNew;
  /** Why the code is not to run: whatever needs it parks the instance with this. */
  readonly withheld?: SagaBug;
  /** An operator resumes it: its code runs, although it did harm before. */
  readonly resumes?: boolean;
}

/**
 * Makes an execution from a history. The code of the saga runs only where it is still to decide something:
 * undoing needs the journal alone (compensation rule 6), and what killed its process, or held it up, waits for an operator.
 * @throws CorruptHistory
 */
export async function replayHistory(options: ReplayOptions): Promise<Replay> {
  const { instance, turns, publishedSeq, find, evaluation, throughout = false, continued } = options;
  const { namespace, workflowId } = parseInstanceKey(instance);
  const state = absentInstance(namespace, workflowId);
  const first = turns[0];
  if (first !== undefined) Object.assign(state, { seq: first.seq - 1, run: first.run });
  const unpublished: SentTurn[] = [];
  const presentRun = turns.at(-1)?.run ?? 0;
  const runsAnyway = options.resumes === true || throughout;
  const withheld = options.withheld ?? (runsAnyway ? undefined : harmful(turns));
  const codeRuns = withheld === undefined && (throughout || bodyStillDecides(turns, presentRun));
  let definition: SagaDefinition | undefined;
  let replay: BodyReplay | undefined;
  for (const turn of turns) {
    checkTurn(state, turn);
    const untoldFrom = firstUntold(turn);
    const sent = turn.seq > publishedSeq ? new SentMessages() : undefined;
    for (const event of turn.events) {
      if (event.type === 'SagaStarted') Object.assign(state, { run: turn.run, runSeq: turn.seq });
      apply(state, event, turn, sent);
      if (event.type === 'SagaStarted' && turn.run === presentRun) {
        definition = find(event.saga, event.version);
        if (definition !== undefined && codeRuns) {
          const body = new SagaBody(definition, state, event, marksOf(turns, presentRun), evaluation);
          replay = new BodyReplay(body, state, evaluation);
        }
      }
      await replay?.see(event, turn.at, event.index >= untoldFrom);
    }
    state.seq = turn.seq;
    state.at = turn.at;
    state.applied = turn.applied;
    state.nextIndex = turn.events.at(-1)!.index + 1;
    markLeft(state, turn.events);
    if (sent !== undefined) unpublished.push({ turn, messages: sent.messages, status: statusOf(state) });
  }
  if (continued !== undefined) replay?.endWith({ ...continued, index: state.nextIndex });
  const code = codeOf(state, definition, withheld ?? replay);
  const execution = new Execution({ state, definition, code, evaluation, find, withheld: options.withheld });
  const divergence = codeRuns && definition === undefined && turns.length > 0 ? elsewhere(state) : replay?.bug;
  return { execution, unpublished, warnings: replay?.warnings ?? [], divergence };
}

function apply(state: InstanceState, event: SagaEvent, turn: Turn, sent: SentMessages | undefined): void {
  try {
    applyEvent(state, event, turn.at);
    sent?.add(state, event);
  } catch (error) {
    const instance = `${state.namespace}/${state.workflowId}`;
    throw new CorruptHistory(instance, turn.seq, `event ${event.index} ${event.type}: ${(error as Error).message}`);
  }
}

/** The index after the last decision of a turn that parked: the inputs from there on are still to be told. */
function firstUntold({ events }: Turn): number {
  if (!events.some((event) => event.type === 'SagaParked')) return Infinity;
  return (events.findLast((event) => roleOf(event) === 'decision')?.index ?? -1) + 1;
}

/** Changes of its code that this run has taken. */
function marksOf(turns: readonly Turn[], run: number): ReadonlySet<string> {
  const events = turns.filter((turn) => turn.run === run).flatMap((turn) => turn.events);
  return new Set(events.flatMap((event) => (event.type === 'VersionMarked' ? [event.changeId] : [])));
}

/** Whether the forward part of this run is still open at the end of the history. */
function bodyStillDecides(turns: readonly Turn[], run: number): boolean {
  return !turns.some((turn) => turn.run === run && turn.events.some(endsForward));
}

/** Its evaluation does harm, and nobody has resumed it since. */
function harmful(turns: readonly Turn[]): SagaBug | undefined {
  for (const { events } of turns.toReversed()) {
    const last = events.findLast(
      ({ type }) => type === 'SagaParked' || type === 'SagaResumed' || type === 'SagaStarted',
    );
    if (last?.type === 'SagaParked' && withheldFor.includes(last.code)) return new SagaBug(last.code, last.message);
    if (last !== undefined) return undefined;
  }
  return undefined;
}

function codeOf(
  state: InstanceState,
  definition: SagaDefinition | undefined,
  replay: BodyReplay | SagaBug | undefined,
): Code {
  if (state.phase !== 'forward' || state.abandoned !== undefined) return { kind: 'over' };
  if (replay instanceof SagaBug) return { kind: 'unable', why: replay };
  if (replay === undefined || definition === undefined) {
    return { kind: 'unable', why: elsewhere(state) };
  }
  const { bug, body, decided, deferred } = replay;
  body.shown.compare(state);
  return bug === undefined ? { kind: 'suspended', body, decided, deferred } : { kind: 'unable', why: bug };
}

function elsewhere({ started }: InstanceState): SagaBug {
  return new SagaBug('VERSION_ELSEWHERE', `saga ${started?.saga} version ${started?.version} is not here`);
}
