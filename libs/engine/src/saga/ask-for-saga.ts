import type { SagaContract } from '@skald/contracts';
import { childWorkflowId } from '@skald/contracts';
import type { SagaBody } from './body.js';
import type { Given } from './given.js';
import type { ChildOptions, DetachOptions } from './start-options.js';
import { startTerms } from './start-options.js';

export function askForChild<O>(body: SagaBody, contract: SagaContract, options: ChildOptions): Promise<O> {
  body.requireOpen('ctx.child');
  const { childId, workflowId, input } = startOf(body, contract, options);
  const scope = body.scopes.present;
  const givenUp = body.asked.givenUp(scope);
  if (givenUp !== undefined) return givenUp;
  body.decide({ kind: 'start-child', childId, workflowId, contract, input, options, scope });
  return body.asked.output<O>(childId, contract, scope);
}

/** Gives its workflowId. */
export function askForDetached(body: SagaBody, contract: SagaContract, options: DetachOptions): string {
  body.requireOpen('ctx.detach');
  const { workflowId, input } = startOf(body, contract, options);
  body.decide({ kind: 'start-detached', workflowId, contract, input, options });
  return workflowId;
}

function startOf(
  body: SagaBody,
  contract: SagaContract,
  options: DetachOptions,
): { readonly childId: string; readonly workflowId: string; readonly input: Given } {
  const { name } = contract;
  const childId = body.sane(() => body.asked.ids.claim(name, options.id));
  const workflowId = options.workflowId ?? childWorkflowId(body.identity, childId);
  // At the call, so that the error names the line.
  if (!body.replaying) body.sane(() => startTerms(name, workflowId, options));
  return { childId, workflowId, input: body.given(contract.input, options.input, `saga ${name}`) };
}
