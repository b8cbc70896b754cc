import type { CancelRequest } from '@skald/contracts';
import { z } from 'zod';

import { reason, shortText } from '../fields.js';
import { parentLink } from '../parent-link.js';
import { requestBase } from './request-base.js';

export const cancelRequest: z.ZodType<CancelRequest> = z.object({
  type: z.literal('cancel'),
  ...requestBase,
  reason: z.exactOptional(reason),
  compensate: z.exactOptional(z.boolean().describe('Left out: true.')),
  actor: z.exactOptional(shortText),
  parent: z.exactOptional(parentLink),
});
