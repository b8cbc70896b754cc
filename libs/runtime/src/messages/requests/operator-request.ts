import type { OperatorRequest } from '@skald/contracts';
import { z } from 'zod';

import { name, operation, optionalJson, reason, shortText, wholeNumber } from '../fields.js';
import { requestBase } from './request-base.js';

export const operatorRequest: z.ZodType<OperatorRequest> = z.object({
  type: z.enum(['retry', 'skip', 'resolve']),
  ...requestBase,
  activityId: z.exactOptional(name('activityId')),
  run: z.exactOptional(wholeNumber),
  operation: z.exactOptional(operation),
  reason: z.exactOptional(reason),
  actor: z.exactOptional(shortText),
  output: optionalJson,
});
