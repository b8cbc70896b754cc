import type { OnModuleInit } from '@nestjs/common';
import { Inject, Injectable } from '@nestjs/common';
import type { Participant, ParticipantHealth } from '@skald/runtime';
import { commandTopics, createParticipant, systemClock, systemIds, topicNames } from '@skald/runtime';
import { OpenAdapters } from '../adapters/open-adapters.js';
import { Meters } from '../health/meters.js';
import { endProcess } from '../life/end-process.js';
import { Lifecycle } from '../life/lifecycle.js';
import type { LivingPart, PartHealth } from '../life/living-part.js';
import { PatientStart } from '../life/patient-start.js';
import { nestLog } from '../logging/log.nest.js';
import { HandlerRegistrar } from './handler.registrar.js';
import { participantOptions } from './configurable-participant.js';
import type { ParticipantModuleOptions } from './participant-options.js';

const booting: PartHealth = { ready: false, problems: ['booting'], gauges: {} };

/** The participant of this process. */
@Injectable()
export class ParticipantHost implements LivingPart, OnModuleInit {
  readonly name = 'participant';
  #participant: Participant | undefined;
  #starting: PatientStart | undefined;

  constructor(
    @Inject(participantOptions) private readonly options: ParticipantModuleOptions,
    private readonly registrar: HandlerRegistrar,
    private readonly lifecycle: Lifecycle,
    private readonly meters: Meters,
    adapters: OpenAdapters,
  ) {
    adapters.use(options);
  }

  onModuleInit(): void {
    this.lifecycle.attach(this);
  }

  async start(): Promise<void> {
    const { store, createTopics = true, partitions: _, drainMs: __, onFatal, ...settings } = this.options;
    const { clock = systemClock(), ids = systemIds(), log = nestLog() } = settings;
    const end = onFatal ?? endProcess(log);
    this.#starting = new PatientStart(clock, log);
    try {
      const handlers = this.registrar.handlers();
      const participant = createParticipant({
        ...settings,
        ...{ ledger: store.ledger, clock, ids, log, handlers, createTopics },
        onCrash: end,
        meter: this.meters,
      });
      this.#participant = participant;
      if (createTopics) await this.#starting.until('the participant', () => this.#createTopics(participant));
      await participant.start();
      log.write('info', 'the participant takes in commands', { queues: participant.handledQueues });
    } catch (error) {
      end(error as Error);
      throw error;
    }
  }

  async drain(): Promise<void> {
    this.#starting?.giveUp();
    await this.#participant?.drain(this.options.drainMs ?? 25_000);
  }

  health(): PartHealth {
    if (this.#participant === undefined) return booting;
    const health = this.#participant.health();
    const { running, delayed, queues } = health;
    const waiting = queues.reduce((sum, queue) => sum + queue.waiting, 0);
    return { ready: health.ready, problems: problemsOf(health), gauges: { running, delayed, waiting } };
  }

  async #createTopics({ handledQueues }: Participant): Promise<void> {
    const { bus, partitions = 8 } = this.options;
    const names = topicNames(this.options.prefix);
    await bus.createTopics(handledQueues.flatMap((queue) => commandTopics(names, queue, partitions)));
  }
}

function problemsOf({ ready, state, bus, ledger, detail, problems }: ParticipantHealth): readonly string[] {
  if (ready) return [];
  const silent = [
    bus === 'ok' ? [] : 'the bus does not answer',
    ledger === 'ok' ? [] : 'the store does not answer',
  ].flat();
  if (silent.length === 0) return problems.length > 0 ? problems : [state];
  return [...silent.map((problem) => (detail === undefined ? problem : `${problem}: ${detail}`)), ...problems];
}
