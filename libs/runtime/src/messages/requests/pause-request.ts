import type { PauseRequest } from '@skald/contracts';
import { z } from 'zod';

import { reason, shortText } from '../fields.js';
import { requestBase } from './request-base.js';

export const pauseRequest: z.ZodType<PauseRequest> = z.object({
  type: z.enum(['pause', 'resume']),
  ...requestBase,
  reason: z.exactOptional(reason),
  actor: z.exactOptional(shortText),
});
