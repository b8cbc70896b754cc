import type { CancelCommand, OperationCommand } from '@skald/contracts';
import type { Log } from '@skald/ports';

import { BatchClosed } from '../batch/batch-closed.error.js';
import type { Pauses } from '../clock/pauses.js';
import type { CommandIdentity, DecodedCommand } from '../messages/decode-command.js';
import { decodeCommand, whenScheduled } from '../messages/decode-command.js';
import type { ActivityRegistry } from './activity-registry.js';
import type { ClaimRoom } from './claim/claim-room.js';
import { ledgerKey, seriesOf } from './claim/marks.js';
import { refusal, resultOf } from './claim/outcome.js';
import type { AttemptRoom } from './execute/attempt-room.js';
import { CommandLanes } from './execute/command-lanes.js';
import { OpenWorks } from './execute/open-works.js';
import type { RunningAttempts } from './execute/running-attempts.js';
import type { Work } from './work.js';
import type { Delivery } from '../receive/delivery.js';
import type { Reporter } from './report/reporter.js';
import type { ReportRoom } from './report/report-room.js';

export interface DeskTools {
  readonly registry: ActivityRegistry;
  readonly attempts: AttemptRoom;
  readonly claims: ClaimRoom;
  readonly running: RunningAttempts;
  readonly reporter: Reporter;
  readonly report: ReportRoom;
  readonly pauses: Pauses;
  readonly log: Log;
  /** Unique to this process. */
  readonly worker: string;
}

/** Takes commands in, in the order of their keys, and sees each one through. */
export class CommandDesk {
  readonly #tools: DeskTools;
  readonly #lanes = new CommandLanes();
  readonly #works = new OpenWorks();
  #deliveries = 0;
  #delayed = 0;

  constructor(tools: DeskTools) {
    this.#tools = tools;
  }

  /** Commands that are held here to be tried again. */
  get delayed(): number {
    return this.#delayed;
  }

  /** Never throws. */
  accept(delivery: Delivery): void {
    const decoded = decodeCommand(delivery.record);
    if (decoded.kind === 'unreadable') {
      this.#detached(delivery, () => this.#refuse(delivery, decoded));
      return;
    }
    const { message } = decoded;
    if (message.type === 'cancel') return this.#cancel(delivery, message);
    const work = this.#workOf(delivery, message);
    if (work === undefined) this.#detached(delivery, () => this.#refuseUnknown(delivery, message));
    else this.anew(work);
  }

  anew(work: Work): void {
    this.#works.enter(work);
    this.#lanes.enter(work.key, () => this.#carryOut(work));
  }

  later(key: string, work: () => Promise<void>): void {
    this.#lanes.enter(key, () => work().catch((error: unknown) => this.#stopped(error, {})));
  }

  async #carryOut(work: Work): Promise<void> {
    const { attempts, pauses } = this.#tools;
    try {
      for (;;) {
        const tried = await attempts.attempt(work);
        if (tried.kind === 'over') break;
        work.delivery.hold();
        this.#delayed++;
        const goesOn = await pauses.pause(tried.afterMs);
        this.#delayed--;
        if (!goesOn) break;
      }
    } catch (error) {
      await this.#stopped(error, work.identity, work);
    }
    this.#works.leave(work);
    work.delivery.drop();
  }

  /** Past the line of its key, so that it finds what waits there and what runs. Nobody waits for an answer to it. */
  #cancel(delivery: Delivery, command: CancelCommand): void {
    const { registry, running, claims } = this.#tools;
    const { activity, attempt, reason } = command;
    const key = ledgerKey(command);
    this.#works.cancel(key, attempt, reason);
    running.cancel(command);
    this.#detached(delivery, async () => {
      if (registry.get(activity)?.execute !== undefined) await claims.cancel(key, attempt);
      delivery.settle();
    });
  }

  /** What is no outcome of a handler: the process ends, or this code has a fault (V7: the partition goes on). */
  async #stopped(error: unknown, whose: object, work?: Work): Promise<void> {
    if (error instanceof BatchClosed) return;
    const { log, report } = this.#tools;
    log.write('error', 'a command could not be carried out', { ...whose, error: String(error) });
    if (work === undefined) return;
    const outcome = refusal('skald.ParticipantError', String(error).slice(0, 256), {
      retryable: true,
      effect: 'unknown',
    });
    await report.answer(work, outcome).catch(() => undefined);
  }

  #detached(delivery: Delivery, work: () => Promise<void>): void {
    delivery.begin();
    void this.#tools.running
      .track(work)
      .catch((error: unknown) => this.#stopped(error, { offset: delivery.record.offset }));
  }

  /** Rule 6, for what cannot be read. */
  async #refuse(delivery: Delivery, refused: DecodedCommand & { readonly kind: 'unreadable' }): Promise<void> {
    const { reporter } = this.#tools;
    const { reason, detail, identity } = refused;
    const outcome = refusal('skald.UnreadableCommand', detail);
    await Promise.all([
      reporter.bury(delivery.record, reason, detail),
      identity && reporter.send(resultOf(identity, outcome), delivery.record),
    ]);
    delivery.settle();
  }

  /** Rule 6, for what nobody here can do. Another process of the group may, so that it is worth another attempt. */
  async #refuseUnknown(delivery: Delivery, command: OperationCommand): Promise<void> {
    const { reporter, claims } = this.#tools;
    const detail = `no handler here to ${command.type} ${command.activity}`;
    const candidate = this.#candidateOf(command);
    const [, admission] = await Promise.all([
      reporter.bury(delivery.record, 'NO_HANDLER', detail),
      claims.refuse(candidate, refusal('skald.NoHandler', detail, { retryable: true })),
    ]);
    if (admission.kind === 'answer') {
      await reporter.send(resultOf(identityOf(command), admission.outcome), delivery.record);
    }
    delivery.settle();
  }

  #workOf(delivery: Delivery, command: OperationCommand): Work | undefined {
    const handler = this.#tools.registry.get(command.activity);
    const can = command.type === 'execute' ? handler?.execute : handler?.compensate;
    if (handler === undefined || can === undefined) return undefined;
    const exclusive = handler.exclusive === true;
    const identity = identityOf(command);
    return {
      ...this.#candidateOf(command),
      exclusive,
      identity,
      delivery,
      handler,
      answered: false,
      canceled: undefined,
    };
  }

  #candidateOf(command: OperationCommand) {
    return {
      key: ledgerKey(command),
      series: seriesOf(command),
      attempt: command.attempt,
      command,
      by: `${this.#tools.worker}#${this.#deliveries++}`,
      exclusive: false,
      claimed: false,
    };
  }
}

function identityOf(command: OperationCommand): CommandIdentity {
  const { namespace, workflowId, run, activityId, type, attempt } = command;
  return { namespace, workflowId, run, activityId, operation: type, attempt, ...whenScheduled(command) };
}
