import type { ChildResult, DeadLetterReason, EventBody, RefusalCode, Reply } from '@skald/contracts';

/** What becomes of one input. */
export type Verdict = { readonly kind: 'events'; readonly events: readonly EventBody[] } | WithoutEvents;

/** Nothing is recorded. */
export type WithoutEvents =
  /** Known already, or without any effect. The asker may get the answer (again). */
  | { readonly kind: 'repeat'; readonly answers: readonly Answer[]; readonly toParent?: ChildResult }
  /** Cannot be carried out (V8, V9): the asker is told. */
  | {
      readonly kind: 'refused';
      readonly code: RefusalCode;
      readonly detail: string;
      readonly path?: string;
      /** The asker is a parent, and this is its answer. */
      readonly toParent?: ChildResult;
    }
  /** Makes no sense for this instance (V7, V9): dead letter. */
  | { readonly kind: 'dead'; readonly reason: DeadLetterReason; readonly detail: string };

/** A reply with the topic its asker wants it on. */
export interface Answer {
  readonly replyTo: string | undefined;
  readonly reply: Reply;
}

export const events = (...list: EventBody[]): Verdict => ({ kind: 'events', events: list });

export const repeat: WithoutEvents = { kind: 'repeat', answers: [] };

export const repeatWith = (...answers: Answer[]): WithoutEvents => ({ kind: 'repeat', answers });

export const repeatToParent = (toParent: ChildResult | undefined): WithoutEvents =>
  toParent === undefined ? repeat : { kind: 'repeat', answers: [], toParent };

export const refused = (code: RefusalCode, detail: string, path?: string): WithoutEvents => ({
  kind: 'refused',
  code,
  detail,
  ...(path === undefined ? {} : { path }),
});

export const dead = (reason: DeadLetterReason, detail: string): WithoutEvents => ({ kind: 'dead', reason, detail });
