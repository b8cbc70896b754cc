// V5: everything sent is identified by (namespace, workflowId, run, activityId, operation, attempt).

export const defaultNamespace = 'default';

export type Operation = 'execute' | 'compensate';

export interface InstanceIdentity {
  readonly namespace: string;
  readonly workflowId: string;
}

export interface ActivityIdentity extends InstanceIdentity {
  readonly run: number;
  readonly activityId: string;
  readonly operation: Operation;
}

/** `namespace/workflowId`: the instance in journal and projections. */
export function instanceKey(identity: InstanceIdentity): string {
  return `${identity.namespace}/${identity.workflowId}`;
}

export function parseInstanceKey(instance: string): InstanceIdentity {
  const slash = instance.indexOf('/');
  return { namespace: instance.slice(0, slash), workflowId: instance.slice(slash + 1) };
}

/**
 * Of a child or detached saga whose id nobody chose: `workflowId:run:childId` of the parent, the same on every replay.
 * A childId has no colon, so that no two children share one.
 */
export function childWorkflowId(
  parent: { readonly workflowId: string; readonly run: number },
  childId: string,
): string {
  return `${parent.workflowId}:${parent.run}:${childId}`;
}

/** Kafka key of every command. */
export function commandKey(workflowId: string, activityId: string): string {
  return `${workflowId}:${activityId}`;
}

/** What a participant passes to the outside world; the attempt is never part of it. `late` marks an undo sent once more with the output. */
export function idempotencyKey(identity: ActivityIdentity, late = false): string {
  const namespace = identity.namespace === defaultNamespace ? '' : `${identity.namespace}/`;
  const run = identity.run > 0 ? `.${identity.run}` : '';
  return `${namespace}${identity.workflowId}:${identity.activityId}:${identity.operation}${run}${late ? ':late' : ''}`;
}
