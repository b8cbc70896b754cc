import { instanceKey } from '@skald/contracts';
import type { Evaluation, Execution, Message, SagaDefinition, Turn } from '@skald/engine';
import { beginsRun, checkHistory, replayHistory, statusOf } from '@skald/engine';
import type { TopicNames } from '@skald/runtime';
import { evaluationWith, systemClock, topicNames } from '@skald/runtime';
import { groupBy } from '../reading/once.js';
import type { ReplayedHistory, SentRecord, Standing } from './replayed-history.js';

export interface ReplayOptions {
  /** Before the names of Skald's topics; default `saga.`. */
  readonly prefix?: string;
  /** Default: as a coordinator evaluates, without the determinism guard. */
  readonly evaluation?: Evaluation;
}

type Find = (saga: string, version: number) => SagaDefinition | undefined;

interface Sent {
  readonly turn: Turn;
  readonly messages: readonly Message[];
}

/** Replays the journal of every instance twice: every run of it, and as a coordinator would load it. */
export async function replaysOf(
  turns: readonly Turn[],
  sagas: readonly SagaDefinition[],
  { prefix, evaluation = evaluationWith({ clock: systemClock() }) }: ReplayOptions = {},
): Promise<readonly ReplayedHistory[]> {
  const find: Find = (saga, version) => sagas.find((one) => one.contract.name === saga && one.version === version);
  const names = topicNames(prefix);
  const replays: ReplayedHistory[] = [];
  for (const [instance, line] of groupBy(turns, instanceKey)) {
    replays.push({
      instance,
      how: 'whole',
      outcome: await outcomeOf(() => whole(instance, line, find, evaluation), names),
    });
    replays.push({
      instance,
      how: 'load',
      outcome: await outcomeOf(() => load(instance, line, find, evaluation), names),
    });
  }
  return replays;
}

interface Replayed {
  readonly execution: Execution;
  readonly sent: readonly Sent[];
}

async function whole(instance: string, turns: readonly Turn[], find: Find, evaluation: Evaluation): Promise<Replayed> {
  const runs = await checkHistory({ instance, turns, find, evaluation });
  for (const { run, divergence } of runs)
    if (divergence !== undefined) throw new Error(`run ${run}: ${divergence.message}`);
  return { execution: runs.at(-1)!.execution, sent: runs.flatMap(({ sent }) => sent) };
}

async function load(instance: string, turns: readonly Turn[], find: Find, evaluation: Evaluation): Promise<Replayed> {
  const present = turns.slice(turns.findLastIndex(beginsRun));
  const replay = await replayHistory({ instance, turns: present, publishedSeq: -1, find, evaluation });
  if (replay.divergence !== undefined) throw replay.divergence;
  return { execution: replay.execution, sent: replay.unpublished };
}

async function outcomeOf(replay: () => Promise<Replayed>, names: TopicNames): Promise<ReplayedHistory['outcome']> {
  try {
    const { execution, sent } = await replay();
    const records = sent.flatMap(({ turn, messages }) => messages.map((message) => recordOf(turn.seq, message, names)));
    return { kind: 'replayed', standing: standingOf(execution), sent: records };
  } catch (error) {
    return { kind: 'broken', problem: String((error as Error).message) };
  }
}

function standingOf(execution: Execution): Standing {
  const { state, waitingFor, wakeAt } = execution;
  return { status: statusOf(state), waitingFor, ...(wakeAt === undefined ? {} : { wakeAt }) };
}

function recordOf(seq: number, message: Message, names: TopicNames): SentRecord {
  switch (message.kind) {
    case 'command':
      return { seq, topic: names.commands(message.queue), key: message.key, value: JSON.stringify(message.command) };
    case 'request':
      return { seq, topic: names.requests, key: message.request.workflowId, value: JSON.stringify(message.request) };
    case 'result':
      return { seq, topic: names.results, key: message.result.workflowId, value: JSON.stringify(message.result) };
    case 'reply':
      return {
        ...{ seq, topic: message.replyTo ?? names.replies },
        ...{ key: message.reply.workflowId, value: JSON.stringify(message.reply) },
      };
    case 'domain-event':
      return { seq, topic: message.topic, key: message.key, value: JSON.stringify(message.payload) };
  }
}
