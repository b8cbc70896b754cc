import type { InstanceIdentity } from '@skald/contracts';
import { defaultNamespace, isName, nameRule } from '@skald/contracts';

import type { Unreadable } from './read-json.js';
import { misfitting, unreadable } from './read-json.js';
import type { ReadRecord } from './read-record.js';

/** A record without key: to be sent again under this one. */
export interface Forward {
  readonly kind: 'forward';
  readonly key: string;
}

export interface Addressed extends InstanceIdentity {
  readonly kind: 'addressed';
}

/** Whose message this is: the key is the workflowId; a record that has it only in its value is forwarded under it. */
export function addressee({ key, body }: ReadRecord): Addressed | Forward | Unreadable {
  const workflowId = body.workflowId ?? key;
  if (workflowId === undefined) return misfitting({ path: '/workflowId', detail: 'is missing, and so is the key' });
  if (!isName('workflowId', workflowId)) {
    return misfitting({ path: '/workflowId', detail: `is not ${nameRule('workflowId')}` });
  }
  if (key === undefined) return { kind: 'forward', key: workflowId };
  if (key !== workflowId) return unreadable('KEY_MISMATCH', 'the key is not the workflowId');
  const namespace = body.namespace ?? defaultNamespace;
  if (!isName('namespace', namespace)) {
    return misfitting({ path: '/namespace', detail: `is not ${nameRule('namespace')}` });
  }
  return { kind: 'addressed', namespace, workflowId };
}
