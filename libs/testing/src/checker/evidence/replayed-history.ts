import type { SagaStatus, WaitingFor } from '@skald/contracts';

/** What a fresh process makes of one journal. */
export interface ReplayedHistory {
  /** `namespace/workflowId`. */
  readonly instance: string;
  /** `whole`: every run from its beginning to its end; `load`: as a coordinator loads it, from the present run on. */
  readonly how: 'whole' | 'load';
  readonly outcome:
    | { readonly kind: 'replayed'; readonly standing: Standing; readonly sent: readonly SentRecord[] }
    | { readonly kind: 'broken'; readonly problem: string };
}

/** Where the instance stands after its last turn. */
export interface Standing {
  readonly status: SagaStatus;
  readonly waitingFor: readonly WaitingFor[];
  readonly wakeAt?: number;
}

/** What a turn sends beside its own record: the same to the byte whoever makes it. */
export interface SentRecord {
  readonly seq: number;
  readonly topic: string;
  readonly key: string;
  readonly value: string;
}
