import type { SagaContract } from '@skald/contracts';
import type { InstanceHandle, SagaClient, StartedHandle } from '@skald/runtime';
import type { Calls } from './participant.ts';
import type { System } from './system.ts';

/** The system under test, which is there once the first story begins, and what stories ask of it. */
export class Told {
  system!: System;
  private stories = 0;

  get client(): SagaClient {
    return this.system.client;
  }

  get calls(): Calls {
    return this.system.calls;
  }

  lookedUp: System['lookedUp'] = (...asked) => this.system.lookedUp(...asked);

  /** A workflowId that no story has had. */
  fresh(): string {
    return `story-${(this.stories += 1)}`;
  }

  start = (contract: SagaContract<string, unknown>, input = '', workflowId = this.fresh()) =>
    this.client.start(contract, { workflowId, input });

  callsOf = ({ workflowId }: InstanceHandle): string[] => this.calls.of(workflowId);

  /** How it ended: with an output, or with the error that its result throws. */
  ended = (handle: StartedHandle<unknown>): Promise<unknown> =>
    handle.result().then(
      (output) => ({ status: 'completed', output }),
      (error: Error) => error,
    );
}
