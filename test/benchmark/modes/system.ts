import type { SagaClient } from '../driver/client.ts';

export interface MeasuredProcess {
  /** What it does: `coordinator`, `worker`, `driver`, `kafka`, `store`; several may do the same. */
  readonly role: string;
  readonly pid: number;
}

/** The engine under load, with everything that it needs. */
export interface System {
  /** For the header: where things run, what is durable, what stands in for what. */
  readonly notes: readonly string[];
  readonly processes: readonly MeasuredProcess[];
  readonly client: SagaClient;
  stop(): Promise<void>;
}
