import { sagaStatuses } from '@skald/contracts';
import type { InstanceProjection } from './instances.js';
import { isCount, isInstant, isObject, type Unchecked } from './stored-values.js';
import { UnreadableProjection } from './unreadable-projection.error.js';

/**
 * A projection as an adapter decodes it from what is stored, when it has the shape of one.
 * @throws UnreadableProjection
 */
export function storedProjection(instance: string, decode: () => InstanceProjection): InstanceProjection {
  let projection: InstanceProjection;
  try {
    projection = decode();
  } catch (error) {
    throw new UnreadableProjection(instance, (error as Error).message, { cause: error });
  }
  const problem = isObject(projection) ? flawOf(projection) : 'it is no object';
  if (problem !== undefined) throw new UnreadableProjection(instance, problem);
  return projection;
}

/** One of a list, or why it cannot be shown. */
export function listedProjection(
  instance: string,
  decode: () => InstanceProjection,
): InstanceProjection | UnreadableProjection {
  try {
    return storedProjection(instance, decode);
  } catch (error) {
    if (error instanceof UnreadableProjection) return error;
    throw error;
  }
}

function flawOf(projection: Unchecked<InstanceProjection>): string | undefined {
  const { saga, publishedSeq, status, attributes, waitingFor } = projection;
  for (const name of ['version', 'run', 'seq', 'runSeq', 'bucket'] as const) {
    if (!isCount(projection[name])) return `${name} is no whole number`;
  }
  if (!Number.isSafeInteger(publishedSeq)) return 'publishedSeq is no whole number';
  for (const name of ['startedAt', 'updatedAt'] as const) {
    if (!isInstant(projection[name])) return `${name} is no instant`;
  }
  for (const name of ['closedAt', 'expireAt', 'wakeAt'] as const) {
    if (projection[name] !== undefined && !isInstant(projection[name])) return `${name} is no instant`;
  }
  if (typeof saga !== 'string') return 'saga is no text';
  if (!sagaStatuses.some((one) => one === status)) return 'status is none';
  if (!Array.isArray(attributes) || !attributes.every((one) => isObject(one) && typeof one['k'] === 'string'))
    return 'attributes is no list of attributes';
  if (!Array.isArray(waitingFor) || !waitingFor.every(isObject)) return 'waitingFor is no list of waits';
  return undefined;
}
