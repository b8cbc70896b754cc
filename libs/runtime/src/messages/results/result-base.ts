import { defaultNamespace } from '@skald/contracts';
import { z } from 'zod';

import { attempt, instant, name, operation, wholeNumber } from '../fields.js';

const identity = {
  namespace: name('namespace').default(defaultNamespace),
  workflowId: name('workflowId'),
  run: wholeNumber,
  activityId: name('activityId'),
  operation,
  attempt,
};

export const resultIdentity = z.object(identity);

export const resultBase = { ...identity, scheduledAt: z.exactOptional(instant) };
