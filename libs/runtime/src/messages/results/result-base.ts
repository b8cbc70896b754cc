import { defaultNamespace } from '@skald/contracts';
import { z } from 'zod';

import { attempt, name, operation, wholeNumber } from '../fields.js';

export const resultBase = {
  namespace: name('namespace').default(defaultNamespace),
  workflowId: name('workflowId'),
  run: wholeNumber,
  activityId: name('activityId'),
  operation,
  attempt,
};

export const resultIdentity = z.object(resultBase);
