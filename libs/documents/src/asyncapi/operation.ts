import type { Message } from './messages.js';

export interface Topic {
  readonly id: string;
  readonly address: string;
  readonly summary: string;
}

/** What is done with a topic. */
export interface Operation {
  readonly id: string;
  readonly action: 'send' | 'receive';
  readonly summary: string;
  readonly topic: Topic;
  readonly messages: readonly Message[];
  readonly reply?: { readonly topic: Topic; readonly messages: readonly Message[] };
}
