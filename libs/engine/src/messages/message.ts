import type { ChildResult, Command, Reply, SagaRequest } from '@skald/contracts';

/** What a turn sends. A pure function of the history (V5): a repeat is the same to the byte. */
export type Message =
  | { readonly kind: 'command'; readonly queue: string; readonly key: string; readonly command: Command }
  /** To another instance: a child, or a detached saga. */
  | { readonly kind: 'request'; readonly request: SagaRequest }
  /** To the parent. */
  | { readonly kind: 'result'; readonly result: ChildResult }
  | { readonly kind: 'reply'; readonly replyTo: string | undefined; readonly reply: Reply }
  | {
      readonly kind: 'domain-event';
      readonly topic: string;
      readonly key: string;
      readonly payload: unknown;
      /** Unique and the same on every repeat. */
      readonly id: string;
    };
