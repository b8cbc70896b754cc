import type { Command } from '@skald/contracts';
import type { MessageBus, OutgoingRecord } from '@skald/ports';
import type { ActivityContext, ActivityHandler } from '@skald/runtime';
import { ActivityAborted, topicNames } from '@skald/runtime';
import type { Answer } from './answer.js';
import { Answers, inTurn } from './answer.js';
import type { GivenActivity } from './given.js';

const { commands } = topicNames();

/** The one queue of a specification, whatever queue a command is meant for. */
export const commandQueue = 'specification';

interface Script {
  readonly execute: Answers;
  readonly compensate: Answers;
}

const undoSucceeds: Answer = { kind: 'returns', value: () => null, times: Infinity };

/** Decides what is answered to each command, and hands it to a real participant. */
export class CommandDesk {
  /** What the specification does not say and would have to. */
  readonly problems: string[] = [];
  /** Names of activities that were asked for and that nothing is said of. */
  readonly unknown = new Set<string>();
  private readonly scripts = new Map<string, Script>();
  private readonly chosen = new Map<string, Answer>();
  private readonly timeouts = new Map<string, number>();

  constructor(
    private readonly activities: readonly GivenActivity<never, never>[],
    private readonly now: () => number,
  ) {
    for (const { contract, forward, undo } of activities) {
      if (this.scripts.has(contract.name)) throw new TypeError(`given: activity ${contract.name} is given twice`);
      if (forward.length === 0)
        throw new TypeError(`given: say what activity ${contract.name} does: .returns(…), .fails(…)`);
      this.scripts.set(contract.name, {
        execute: new Answers(inTurn(forward)),
        compensate: new Answers(undo.length === 0 ? [undoSucceeds] : inTurn(undo)),
      });
    }
  }

  /** When attempts that time out do so. */
  get ends(): readonly number[] {
    return [...this.timeouts.values()];
  }

  /** The bus as the coordinator sees it: commands go to one queue, or to nobody. */
  through(bus: MessageBus): MessageBus {
    return {
      ...bus,
      publish: async (records) => {
        const directed = records.map((record) => (isCommand(record) ? this.directed(record) : record));
        const outcomes = (await bus.publish(directed.filter((record) => record !== undefined))).values();
        return directed.map((record) => (record === undefined ? { kind: 'published' } : outcomes.next().value!));
      },
    };
  }

  get handlers(): readonly ActivityHandler[] {
    return this.activities.map(({ contract }) => ({
      contract,
      execute: (input: unknown, ctx) => this.carryOut(input, ctx),
      compensate: (forward: unknown, ctx) => this.carryOut(forward, ctx),
    }));
  }

  /** The command on its way to the participant; undefined: nobody takes it. */
  private directed(record: OutgoingRecord): OutgoingRecord | undefined {
    const command = JSON.parse(String(record.value)) as Command;
    const directed = { ...record, topic: commands(commandQueue) };
    // Of an attempt that nobody took, the participant knows nothing.
    if (command.type === 'cancel') return directed;
    const attempt = `${command.idempotencyKey} ${command.attempt}`;
    const answer = this.chosen.get(attempt) ?? this.choose(command);
    if (answer === undefined) return undefined;
    this.chosen.set(attempt, answer);
    if (answer.kind === 'silent') return undefined;
    if (answer.kind === 'times-out') {
      if (command.timeoutMs === undefined) {
        this.problems.push(
          `${command.activity} has no time-out, so it cannot time out: give it one, or say .neverAnswers()`,
        );
        return undefined;
      }
      this.timeouts.set(attempt, this.now() + command.timeoutMs);
    }
    return directed;
  }

  private choose({ activity, type }: Exclude<Command, { type: 'cancel' }>): Answer | undefined {
    const script = this.scripts.get(activity);
    if (script === undefined) {
      this.unknown.add(activity);
      return undefined;
    }
    const answer = script[type].next();
    if (answer === undefined) this.problems.push(`${activity} was asked more often than given(…) says: ${type}`);
    return answer;
  }

  private async carryOut(input: unknown, ctx: ActivityContext): Promise<unknown> {
    const attempt = `${ctx.idempotencyKey} ${ctx.attempt}`;
    const answer = this.chosen.get(attempt);
    if (answer?.heartbeat !== undefined) ctx.heartbeat(answer.heartbeat);
    switch (answer?.kind) {
      case 'returns':
        return answer.value(input, ctx);
      case 'fails':
        throw answer.error;
      case 'hands-over':
        return ctx.handOver();
      case 'times-out':
      case 'silent':
      case undefined:
        await new Promise<void>((resolve) => ctx.abort.addEventListener('abort', () => resolve(), { once: true }));
        this.timeouts.delete(attempt);
        throw new ActivityAborted('timeout');
    }
  }
}

function isCommand({ topic }: OutgoingRecord): boolean {
  return topic.startsWith(commands('')) && !topic.endsWith('.dlq');
}
