import type { ActivityResult, DeadLetterReason } from '@skald/contracts';
import type { Clock, Ids, IncomingRecord, Log, MessageBus, OutgoingRecord, PublishOutcome } from '@skald/ports';

import { defaultBackOff } from '../../clock/back-off.js';
import { Batch } from '../../batch/batch.js';
import { BatchClosed } from '../../batch/batch-closed.error.js';
import { Pauses } from '../../clock/pauses.js';
import { deadLetter } from '../../messages/dead-letter.js';
import type { DeadLetterMeter } from '../../messages/dead-letter-meter.js';
import { tooLarge } from '../../messages/too-large.js';

export interface ReporterOptions {
  readonly bus: MessageBus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Of results. */
  readonly topic: string;
  readonly payloadBytes: number;
  readonly onAvailability: (error: unknown) => void;
  readonly meter: DeadLetterMeter | undefined;
}

/** Results and dead letters, everything of one macrotask in one publish. */
export class Reporter {
  readonly #options: ReporterOptions;
  readonly #batch: Batch<OutgoingRecord, PublishOutcome>;
  readonly #pauses: Pauses;

  constructor(options: ReporterOptions) {
    const { bus, clock, ids, onAvailability } = options;
    this.#options = options;
    this.#batch = new Batch({ clock, ids, onAvailability, send: (records) => bus.publish(records) });
    this.#pauses = new Pauses(clock);
  }

  /**
   * Resolves when the broker has the result (rule 6).
   * @throws BatchClosed when this process ends first.
   */
  async send(result: ActivityResult, command: IncomingRecord): Promise<void> {
    let told = result;
    for (;;) {
      const outcome = await this.#batch.add(this.#recordOf(told, command));
      if (outcome.kind === 'published') return;
      const lighter = this.#lighter(told);
      this.#options.log.write('error', 'the broker refused a result', {
        ...identityOf(told),
        type: told.type,
        reason: outcome.reason,
        instead: lighter === told ? 'tried again' : lighter.type,
      });
      if (lighter === told) {
        // It is not the result: the topic is missing, or its limit is absurd. Nothing is settled until that is mended.
        this.#options.onAvailability(new Error(outcome.reason));
        if (!(await this.#pauses.pause(defaultBackOff.maxMs))) throw new BatchClosed();
        this.#options.onAvailability(undefined);
      }
      told = lighter;
    }
  }

  /** For what nobody waits for: started and heartbeats. */
  tell(result: ActivityResult, command: IncomingRecord): void {
    this.#batch.add(this.#recordOf(result, command)).then(
      (outcome) => {
        if (outcome.kind === 'published') return;
        this.#options.log.write('warn', `the broker refused a ${result.type}`, { ...identityOf(result), ...outcome });
      },
      () => undefined,
    );
  }

  /** @throws BatchClosed */
  async bury(record: IncomingRecord, reason: DeadLetterReason, detail: string): Promise<void> {
    const { clock, log } = this.#options;
    const { topic, partition, offset } = record;
    log.write('warn', 'a record went to the dead letters', { topic, partition, offset, reason, detail });
    this.#options.meter?.deadLettered(topic, reason);
    const letter = deadLetter(record, reason, detail, clock.now());
    const outcome = await this.#batch.add(letter);
    if (outcome.kind === 'published') return;
    // V7: a record that not even the dead letters take stops nobody; where it stood is kept, where that can be kept.
    const bare = deadLetter({ ...record, headers: {} }, reason, detail, clock.now());
    const again = await this.#batch.add({ ...bare, value: '' });
    const kept = again.kind === 'published' ? 'without its value' : 'nowhere but in this line';
    log.write('error', 'the dead letters refused a record', { topic, partition, offset, reason: outcome.reason, kept });
  }

  close(): void {
    this.#batch.close();
    this.#pauses.close();
  }

  #recordOf(result: ActivityResult, command: IncomingRecord): OutgoingRecord {
    const { traceparent } = command.headers;
    return {
      topic: this.#options.topic,
      key: result.workflowId,
      value: JSON.stringify(result),
      ...(traceparent !== undefined && { headers: { traceparent } }),
    };
  }

  #lighter(result: ActivityResult): ActivityResult {
    if (result.type === 'completed') return tooLarge(result, this.#options);
    if (result.type !== 'failed') return result;
    const { type, message, details, cause } = result.error;
    if (message.length <= 256 && details === undefined && cause === undefined) return result;
    return { ...result, error: { type, message: message.slice(0, 256) } };
  }
}

function identityOf({ namespace, workflowId, run, activityId, operation, attempt }: ActivityResult) {
  return { namespace, workflowId, run, activityId, operation, attempt };
}
