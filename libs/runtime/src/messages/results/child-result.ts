import type { ChildCompletedResult, ChildFailedResult } from '@skald/contracts';
import { defaultNamespace } from '@skald/contracts';
import { z } from 'zod';

import { attempt, json, name, operation, recordedError, wholeNumber } from '../fields.js';

const childResultBase = {
  namespace: name('namespace').default(defaultNamespace),
  workflowId: name('workflowId'),
  run: wholeNumber,
  childId: name('activityId'),
  attempt,
  operation,
  child: z.object({ workflowId: name('workflowId'), run: wholeNumber }),
};

export const childCompletedResult: z.ZodType<ChildCompletedResult> = z.object({
  type: z.literal('child-completed'),
  ...childResultBase,
  output: json,
  pivot: z.exactOptional(z.literal(true)),
});

export const childFailedResult: z.ZodType<ChildFailedResult> = z.object({
  type: z.literal('child-failed'),
  ...childResultBase,
  status: z.enum(['failed', 'compensated', 'canceled', 'terminated', 'rejected']),
  cause: z.exactOptional(z.enum(['failure', 'cancel', 'timeout', 'undo'])),
  error: recordedError,
  effect: z.enum(['none', 'unknown']),
});
