import type { Attributes } from '../define/attributes.js';
import type { OnExisting } from '../messages/request.js';
import type { ParentLink } from '../messages/parent-link.js';
import type { Json } from '../json/json.js';
import type { RequestOrigin } from './request-origin.js';

export interface SagaStarted extends RequestOrigin {
  readonly type: 'SagaStarted';
  readonly saga: string;
  readonly version: number;
  readonly input: Json;
  /** RFC 3339; the code begins then, not at once. */
  readonly beginAt?: string;
  /** A signal came with the start and follows; the code begins with it there. */
  readonly signaled?: true;
  /** RFC 3339; when the saga times out. */
  readonly deadline?: string;
  /** RFC 3339; when it is told that the instance is still open. */
  readonly escalateAt?: string;
  /** RFC 3339; in a run that follows another: since when the instance is open, from where `escalateAt` counts. */
  readonly openSince?: string;
  readonly attributes?: Attributes;
  readonly onExisting?: OnExisting;
  readonly compensationOrder?: 'sequential' | 'parallel';
  /** Of whom it is the child. */
  readonly parent?: ParentLink;
  /** How long a cancelled body may clean up. */
  readonly cancelGraceMs: number;
  /** The run before continued as this one: its start was answered, and what it carries stands in the event before. */
  readonly continued?: true;
  /** Requests and signals that earlier runs were told of last: a repeat of one is known. */
  readonly recent?: { readonly requestIds: readonly string[]; readonly signalIds: readonly string[] };
}
