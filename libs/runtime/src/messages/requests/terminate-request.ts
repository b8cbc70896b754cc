import type { TerminateRequest } from '@skald/contracts';
import { z } from 'zod';

import { reason, shortText } from '../fields.js';
import { requestBase } from './request-base.js';

export const terminateRequest: z.ZodType<TerminateRequest> = z.object({
  type: z.literal('terminate'),
  ...requestBase,
  reason: z.exactOptional(reason),
  actor: z.exactOptional(shortText),
});
