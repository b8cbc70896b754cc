import type { InstanceIdentity } from '@skald/contracts';
import { defaultNamespace } from '@skald/contracts';

/** The key an effect passes on, made like those of activities (V5). */
export function effectKey(identity: InstanceIdentity & { readonly run: number }, effectId: string): string {
  const { namespace, workflowId, run } = identity;
  const tenant = namespace === defaultNamespace ? '' : `${namespace}/`;
  return `${tenant}${workflowId}:${effectId}:effect${run > 0 ? `.${run}` : ''}`;
}
