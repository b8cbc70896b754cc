import type { AcceptedReply, SagaContract, SignalContract } from '@skald/contracts';
import type {
  ActivityAddress,
  ActivityHandle,
  InstanceDescription,
  InstanceHandle,
  NewRequest,
  SagaClient as Client,
  SignalWithStartOptions,
  StartedHandle,
  StartOptions,
} from '@skald/runtime';

/** Starts sagas and talks to their instances. Injected by its type; the module closes it. */
export class SagaClient implements Omit<Client, 'close'> {
  constructor(private readonly client: Client) {}

  /**
   * Starts a saga, or attaches to the instance that has this workflowId.
   * @throws InvalidInput | UnknownSaga | AlreadyStarted | PayloadTooLarge | LimitReached | RequestTimeout | ClientClosed
   */
  start<I, O, V>(contract: SagaContract<I, O, V>, options: StartOptions<I>): Promise<StartedHandle<O, V>> {
    return this.client.start(contract, options);
  }

  /**
   * Signals the instance that has this workflowId; where there is none, starts it with the signal, in one turn.
   * @throws InvalidInput | UnknownSaga | AlreadyStarted | Closed | PayloadTooLarge | LimitReached | RequestTimeout | ClientClosed
   */
  signalWithStart<I, O, V, T>(
    contract: SagaContract<I, O, V>,
    signal: SignalContract<T>,
    options: SignalWithStartOptions<I, T>,
  ): Promise<StartedHandle<O, V>> {
    return this.client.signalWithStart(contract, signal, options);
  }

  /** An instance that exists, without asking for it. */
  handle<I, O, V>(
    contract: SagaContract<I, O, V>,
    workflowId: string,
    options?: { readonly namespace?: string },
  ): InstanceHandle<V> {
    return this.client.handle(contract, workflowId, options);
  }

  /** An activity that was handed over, to be settled by whoever knows how it ended. */
  activity(address: ActivityAddress): ActivityHandle {
    return this.client.activity(address);
  }

  /** Any request as it is. Resolves when accepted. */
  request(request: NewRequest): Promise<AcceptedReply> {
    return this.client.request(request);
  }

  /** Any instance as it is; needs the option `store` of the module. */
  describe(identity: { readonly workflowId: string; readonly namespace?: string }): Promise<InstanceDescription> {
    return this.client.describe(identity);
  }

  health(): ReturnType<Client['health']> {
    return this.client.health();
  }
}
