import { parseInstanceKey } from '@skald/contracts';
import type { InstanceProjection } from '@skald/ports';
import { loadedPayload, storedPayloads, type EscapeMark } from './payload/stored-payload.js';

type Instant = 'startedAt' | 'updatedAt' | 'closedAt' | 'expireAt' | 'wakeAt';
type Payload = 'error' | 'input' | 'output' | 'view' | 'attributes' | 'waitingFor';

/** One instance in `instances`. */
export type ProjectionDocument = EscapeMark &
  Omit<InstanceProjection, 'instance' | 'workflowId' | Instant> & {
    /** `namespace/workflowId` */
    readonly _id: string;
    readonly startedAt: Date;
    readonly updatedAt: Date;
    readonly closedAt?: Date;
    readonly expireAt?: Date;
    readonly wakeAt?: Date;
  };

export function toProjectionDocument(projection: InstanceProjection): ProjectionDocument {
  const { instance, workflowId: _, startedAt, updatedAt, closedAt, expireAt, wakeAt, ...rest } = projection;
  const { error, input, output, view, attributes, waitingFor, ...header } = rest;
  const payloads = { error, input, output, view, attributes: attributes.map(({ k, v }) => ({ k, v })), waitingFor };
  return {
    _id: instance,
    ...header,
    startedAt: instant(startedAt),
    updatedAt: instant(updatedAt),
    ...(closedAt === undefined ? {} : { closedAt: instant(closedAt) }),
    ...(expireAt === undefined ? {} : { expireAt: instant(expireAt) }),
    ...(wakeAt === undefined ? {} : { wakeAt: instant(wakeAt) }),
    ...(storedPayloads(payloads) as Pick<ProjectionDocument, Payload | 'escaped'>),
  };
}

export function toProjection(document: ProjectionDocument): InstanceProjection {
  const { _id, escaped: _, startedAt, updatedAt, closedAt, expireAt, wakeAt, ...rest } = document;
  const payloads = (['error', 'input', 'output', 'view', 'attributes', 'waitingFor'] as const)
    .filter((name) => name in rest)
    .map((name) => [name, loadedPayload(document, rest[name])] as const);
  return {
    ...rest,
    ...(Object.fromEntries(payloads) as Partial<InstanceProjection>),
    ...parseInstanceKey(_id),
    instance: _id,
    startedAt: startedAt.getTime(),
    updatedAt: updatedAt.getTime(),
    ...(closedAt === undefined ? {} : { closedAt: closedAt.getTime() }),
    ...(expireAt === undefined ? {} : { expireAt: expireAt.getTime() }),
    ...(wakeAt === undefined ? {} : { wakeAt: wakeAt.getTime() }),
  };
}

/** The last instant that a Date can hold: a timer beyond it never fires in anyone's life. */
const latest = 8.64e15;

export function instant(milliseconds: number): Date {
  return new Date(Math.min(milliseconds, latest));
}
